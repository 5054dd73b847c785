import { open, type FileHandle } from 'node:fs/promises';
import { CaseError } from '../../shared/errors.ts';
import { ArmorDecoder, armorBegin } from './age-armor.ts';

/** A header of this length names thousands of recipients. What is longer is none, and reading on would hold it all. */
const mostHeaderBytes = 1024 * 1024;
const versionLine = 'age-encryption.org/v1\n';

/** What an age file says before its first encrypted byte (age-encryption.org/v1, "File header"). */
export interface AgeHeader {
  armored: boolean;
  /** Types of its stanzas: `X25519`, `scrypt` and others. */
  stanzas: string[];
  /** log2 of the work that a passphrase costs. */
  scryptWork?: number;
}

/** Whether a file begins as age files do, armored or not. False for what cannot be read or is no file. */
export async function isAgeFile(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      if (!(await file.stat()).isFile()) return false;
      const start = (await readStart(file, 200)).toString('latin1');
      return start.startsWith(versionLine) || start.trimStart().startsWith(armorBegin);
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

/**
 * Read the header of an open age file. It is found before anything is decrypted, so that a stranger's file can neither
 * fill the memory nor ask for endless work. Throws CaseError `age-not-encrypted`, `age-damaged`.
 */
export async function readAgeHeader(file: FileHandle, path: string): Promise<AgeHeader> {
  let start = await readStart(file, mostHeaderBytes);
  const armored = start.subarray(0, 200).toString('latin1').trimStart().startsWith(armorBegin);
  if (armored) start = decodeStart(start, path);
  const text = start.toString('latin1');
  if (!text.startsWith(versionLine)) throw new CaseError('age-not-encrypted', { path });
  const end = /\n--- [A-Za-z0-9+/]{43}\n/.exec(text);
  if (end === null) throw new CaseError('age-damaged', { path, detail: 'its first lines have no end' });
  const stanzas = [...text.slice(0, end.index + 1).matchAll(/^-> (.*)$/gm)].map(([, args]) => (args ?? '').split(' '));
  const scrypt = stanzas.find(([type]) => type === 'scrypt');
  const work = /^[1-9][0-9]{0,2}$/.test(scrypt?.[2] ?? '') ? { scryptWork: Number(scrypt?.[2]) } : {};
  return { armored, stanzas: stanzas.map(([type]) => type ?? ''), ...work };
}

async function readStart(file: FileHandle, most: number): Promise<Buffer> {
  const buffer = Buffer.alloc(most);
  let done = 0;
  while (done < most) {
    const { bytesRead } = await file.read(buffer, done, most - done, done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

function decodeStart(start: Buffer, path: string): Buffer {
  try {
    return Buffer.from(new ArmorDecoder().push(start));
  } catch (error) {
    throw new CaseError('age-damaged', { path, detail: error instanceof Error ? error.message : String(error) });
  }
}
