import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { incomingFolder, keysFolder, readMeFile } from '../../format/case-folder.ts';
import type { Clock, Random } from '../../shared/clock.ts';
import { toolVersion } from '../../shared/version.ts';
import { syncFolder, writeDurably } from '../custody/durable-file.ts';
import { workOnKeys } from '../custody/key-work.ts';
import type { MadeKey, MadeKeys } from '../custody/keys.ts';
import type { Predecessor } from '../../shared/acts/case-opened.ts';
import { caseOpened } from '../custody/kinds/case-opened.ts';
import { custodianNamed } from '../custody/kinds/custodian-named.ts';
import { openLogWriter } from '../custody/log-writer.ts';
import { buildFolder } from './new-folder.ts';
import { readMeFirst } from './read-me-first.ts';
import { typedText } from './typed-text.ts';

export interface NewCase {
  folder: string;
  title: string;
  custodian: string;
  affiliation?: string | undefined;
  /** Protects the keys; `undefined` is the explicit choice to leave them unencrypted, and the log says so. */
  passphrase: string | undefined;
  /** Set when the case goes on from a log that cannot be gone on with. */
  successorOf?: Predecessor | undefined;
  clock: Clock;
  random: Random;
}

/**
 * Make a case: a folder with its keys and a signed log of its first entries. It is built beside its place and put there whole,
 * so that there is never half a case. Throws CaseError `case-exists`, `argument-invalid`.
 */
export async function createCase(typed: NewCase): Promise<{ folder: string; log: string; custodianKey: string }> {
  const wanted = { ...typed, ...typedTexts(typed) };
  const folder = resolve(wanted.folder);
  const log = `postquem/log/${uuid(wanted.random)}`;
  const custodianKey = await buildFolder({ folder, token: log.slice(-12) }, async (building) => {
    const keys = await workOnKeys({ act: 'make', origin: log, passphrase: wanted.passphrase });
    await layOut(building, { ...wanted, keys });
    await writeFirstEntries(building, { ...wanted, log, keys });
    return keys.custodian.fingerprint;
  });
  return { folder, log, custodianKey };
}

function typedTexts({ title, custodian, affiliation }: NewCase): Pick<NewCase, 'title' | 'custodian' | 'affiliation'> {
  return {
    title: typedText('title', title),
    custodian: typedText('custodian', custodian),
    affiliation: affiliation === undefined ? undefined : typedText('affiliation', affiliation),
  };
}

async function layOut(folder: string, { title, keys }: { title: string; keys: MadeKeys }): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  for (const part of ['', 'originals', 'derivatives', incomingFolder]) await mkdir(join(folder, part));
  await mkdir(join(folder, keysFolder), { mode: 0o700 });
  for (const key of [keys.custodian, keys.log]) await writeKey(folder, key);
  await writeDurably(join(folder, readMeFile), new TextEncoder().encode(readMeFirst(title)), 0o644);
  for (const part of [keysFolder, '']) await syncFolder(join(folder, part));
}

function writeKey(folder: string, key: MadeKey): Promise<void> {
  return writeDurably(join(folder, keysFolder, key.file.name), key.file.bytes, 0o600);
}

async function writeFirstEntries(
  folder: string,
  made: NewCase & { log: string; keys: MadeKeys },
): Promise<void> {
  const { log, keys, clock, random } = made;
  // The key that was just made is still at hand: no passphrase is needed to sign the log's first two entries.
  const file = { name: 'log.pem', bytes: new TextEncoder().encode(keys.log.pem) };
  const signing = { file, passphrase: undefined, publicKey: keys.log.publicKey };
  const writer = await openLogWriter({ caseFolder: folder, log, actor: keys.custodian.fingerprint, verifierKey: keys.logVerifierKey, signing, clock, random });
  try {
    await writer.recordAndSign([
      caseOpened.draft({ title: made.title, toolVersion, ...(made.successorOf === undefined ? {} : { successorOf: made.successorOf }) }),
      custodianNamed.draft({
        name: made.custodian,
        ...(made.affiliation === undefined ? {} : { affiliation: made.affiliation }),
        keys: [keys.custodian, keys.log].map(({ role, fingerprint, publicKey }) => ({
          role,
          fingerprint,
          publicKey: Buffer.from(publicKey).toString('base64'),
        })),
        logVerifierKey: keys.logVerifierKey,
        passphrase: made.passphrase === undefined ? 'declined' : 'set',
      }),
    ]);
  } finally {
    await writer.close();
  }
}

/** A version 4 UUID (RFC 9562) from the given source of chance. */
function uuid(random: Random): string {
  const bytes = Buffer.from(random.bytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
