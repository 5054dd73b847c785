import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { CaseError } from '../../../shared/errors.ts';
import { decryptFile, encryptFile, type AgeTo } from '../../bundle/age.ts';
import type { PreparedExport } from './prepare-export.ts';

/** As the log tells of it: the recipients, or that it was a passphrase. */
export function encryptedTo(age: AgeTo): string[] {
  return 'passphrase' in age ? ['passphrase'] : [...age.recipients];
}

/**
 * Encrypt the plain ZIP to its partial name, and read back what then stands on the disk: it must be what was written, and
 * where a passphrase opens it, it must become the ZIP again. Throws CaseError `bundle-not-whole`.
 */
export async function encryptWritten({ wanted, plainPath, place, scratchFile }: PreparedExport): Promise<void> {
  const { age, signal, onProgress } = wanted;
  if (age === undefined) return;
  let of = 0;
  const plain = await digestOf(plainPath, { signal, onBytes: (done) => (of = done) });
  const written = await encryptFile(plainPath, place.partial, age, { signal, onProgress: (done) => onProgress?.({ stage: 'encrypted', done, of }) });
  const found = await digestOf(place.partial, { signal, onBytes: (done) => onProgress?.({ stage: 'read-back', done, of: written.bytes }) });
  if (found !== written.sha256) throw new CaseError('bundle-not-whole', { detail: 'the encrypted file reads back otherwise than it was written' });
  if (!('passphrase' in age)) return;
  const back = scratchFile();
  try {
    const opened = await decryptFile(place.partial, back, age, { signal, onProgress: (done) => onProgress?.({ stage: 'read-back', done, of: written.bytes }) });
    if (opened.sha256 !== plain) throw new CaseError('bundle-not-whole', { detail: 'the encrypted file does not become the bundle again' });
  } finally {
    await rm(back, { force: true });
  }
}

async function digestOf(file: string, { signal, onBytes }: { signal: AbortSignal | undefined; onBytes: (done: number) => void }): Promise<string> {
  const hash = createHash('sha256');
  let done = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20, ...(signal && { signal }) })) {
    hash.update(piece as Buffer);
    onBytes((done += (piece as Buffer).length));
  }
  return hash.digest('hex');
}
