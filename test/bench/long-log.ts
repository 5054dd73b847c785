import { hash } from 'node:crypto';
import { join } from 'node:path';
import { recordAndSign } from '../../src-main/engine/custody/checkpoints.ts';
import { publicKeyOf, readKeyFile } from '../../src-main/engine/custody/key-files.ts';
import { openKey, unlockKey } from '../../src-main/engine/custody/keys.ts';
import type { Draft, ReadDocument } from '../../src-main/engine/custody/kind.ts';
import { importStarted } from '../../src-main/engine/custody/kinds/import.ts';
import { itemReceived } from '../../src-main/engine/custody/kinds/item-received.ts';
import { sessionEnded, sessionStarted } from '../../src-main/engine/custody/kinds/session.ts';
import { readIdentity, type LogIdentity } from '../../src-main/engine/custody/log-identity.ts';
import { treeSize } from '../../src-main/engine/custody/log-tree.ts';
import { openLog, type DatedDraft } from '../../src-main/engine/custody/record.ts';
import { openForWriting, type CaseDatabase } from '../../src-main/engine/db/database.ts';
import { currentKey } from '../../src-main/engine/db/tables/signing-key.ts';
import { parseSha256 } from '../../src-main/shared/digest.ts';
import type { Random } from '../../src-main/shared/clock.ts';
import { seededRandom } from '../known-system.ts';
import { benchCase } from './bench-case.ts';

type Receipt = Parameters<typeof itemReceived.draft>[0];

const volume = { mountPoint: '/media/usb', fileSystem: 'exfat', device: '/dev/sdb1', removable: true, network: false } as const;
const firstModified = 1_730_000_000_000_000_000n;

/** The n-th receipt of a large collection: every file another one, its digest as good as random, its path in order. */
export function receiptPayload(n: number, importSeq: number): Receipt {
  const name = `IMG_${String(n).padStart(7, '0')}.mp4`;
  return {
    item: parseSha256(hash('sha256', `item ${n}`)),
    bytes: 1_000_000 + ((n * 7919) % 90_000_000),
    import: importSeq,
    newCopy: true,
    name,
    sourcePath: `/media/usb/DCIM/${100 + Math.floor(n / 1000)}APPLE/${name}`,
    volume,
    source: { modifiedAtNs: String(firstModified + BigInt(n) * 61_000_000_007n), device: '2049', inode: String(131_072 + n), mode: '100644' },
    copyVerified: true,
    copyVerifiedBecause: 'removable-source',
  };
}

/** Gives drafts their dates, one millisecond apart and after any opening of a case, and their salts. */
export function dater(actor: string, random: Random): (draft: Draft) => DatedDraft {
  let at = Date.parse('2040-01-01T00:00:00.000Z');
  return (draft) => ({ ...draft, at: new Date(at++).toISOString(), actor, salt: Buffer.from(random.bytes(16)).toString('hex') });
}

export interface LongLog {
  folder: string;
  /** The database file. */
  file: string;
  identity: LogIdentity;
}

const entriesOfCheckpoint = 5000;
const entriesOfSession = 100_000;

/** A case without files: receipts, a session around each hundred thousand of them, a checkpoint behind each five thousand. */
export async function makeLongLog(entries: number): Promise<LongLog> {
  const folder = await benchCase();
  const db = openForWriting(folder);
  const identity = readIdentity(db);
  if (identity === undefined) throw new Error('the case says nothing of itself');
  const { writing, sign } = await openSigning(db, folder, identity);
  const request = { sha256: parseSha256(hash('sha256', 'request')), bytes: 2 };
  const collection = { receivedFrom: 'a resident', how: 'memory card, in person', relevance: 'shows the crossing' };
  const importSeq = sign([importStarted.draft({ request, pathCount: 1, collection })]);
  for (let made = 0, session = -1; treeSize(writing.tree) < entries; made += entriesOfCheckpoint) {
    if (made % entriesOfSession === 0) {
      if (session >= 0) sign([sessionEnded.draft({ started: session })]);
      session = sign([sessionStarted.draft({ toolVersion: '0.1.0', versions: { node: '24' }, system: 'linux', clock: { state: 'unknown', source: 'none' } })]);
    }
    const count = Math.min(entriesOfCheckpoint, entries - treeSize(writing.tree));
    sign(Array.from({ length: count }, (_, n) => itemReceived.draft(receiptPayload(made + n, importSeq))));
  }
  db.close();
  return { folder, file: join(folder, 'case.sqlite'), identity };
}

/** Record into a new case, and sign each time. */
export async function openSigning(db: CaseDatabase, folder: string, identity: LogIdentity, readDocument: ReadDocument = () => new Uint8Array()) {
  const logKey = currentKey(db, 'log');
  if (logKey === undefined) throw new Error('the case has no key for its log');
  const file = readKeyFile(folder, 'log');
  const key = openKey(await unlockKey(file, undefined), { file: file.name, publicKey: publicKeyOf(logKey) });
  const dated = dater(identity.custodianFingerprint, seededRandom());
  const writing = openLog({ db, log: identity.log, readDocument });
  const sign = (drafts: Draft[]): number => {
    const before = drafts.map(dated);
    const { at, actor, salt } = dated({ type: '', payload: {} });
    return recordAndSign(writing, before, { key, dating: { at, actor, salt } }).first;
  };
  return { writing, sign };
}
