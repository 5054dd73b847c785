import Database from 'better-sqlite3';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replayLog } from '../../../src-main/engine/custody/replay.ts';
import { sha256 } from '../../../src-main/engine/custody/sha256.ts';
import { openForWriting } from '../../../src-main/engine/db/database.ts';
import { toHex } from '../../../src-main/format/bytes.ts';
import type { Canonical } from '../../../src-main/format/canonical.ts';
import { derivativePath } from '../../../src-main/format/case-folder.ts';
import { makeCheckpoint } from '../../../src-main/format/checkpoint.ts';
import { makeEntryBytes, type Entry } from '../../../src-main/format/entry.ts';
import { keyFingerprint, verifierKey } from '../../../src-main/format/key-names.ts';
import { TreeFrontier } from '../../../src-main/format/merkle-tree.ts';
import { inDatabase, inLog, leafOf, putEntry } from './altering.ts';

export interface Signer {
  publicKey: Uint8Array;
  pem: string;
  sign(message: Uint8Array): Uint8Array;
}

/** A signing key of somebody else. */
export function newSigner(): Signer {
  return signerOf(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
}

/** The log's own key: what the key holder has. */
export function signerOfCase(folder: string): Signer {
  return signerOf(readFileSync(join(folder, 'keys/log.pem'), 'utf8'));
}

function signerOf(pem: string): Signer {
  const key = createPrivateKey(pem);
  const publicKey = (createPublicKey(key).export({ type: 'spki', format: 'der' }) as Buffer).subarray(-32);
  return { publicKey, pem, sign: (message) => sign(null, message, key) };
}

/** Names another key as the log's in the entry that names the custodian. */
export function namingKey({ publicKey }: Signer): (entry: Entry) => void {
  return (entry) => {
    if (entry.type !== 'custodian-named') return;
    const keys = entry.payload['keys'] as { role: string; publicKey: string; fingerprint: string }[];
    const key = keys.find(({ role }) => role === 'log');
    if (key === undefined) throw new Error('no key of the log');
    key.publicKey = Buffer.from(publicKey).toString('base64');
    key.fingerprint = keyFingerprint(sha256, publicKey);
    entry.payload['logVerifierKey'] = verifierKey(sha256, entry.log, publicKey);
  };
}

/**
 * Write a case's whole log anew, as its key's holder could: entries changed, leaf hashes, checkpoints and rows made
 * again, and the file "checkpoint" to go with them.
 */
export function forgeLog(folder: string, { change, signer }: { change: (entry: Entry) => void; signer: Signer }): void {
  const tree = TreeFrontier.empty(sha256);
  let newest = '';
  inLog(folder, (db) => {
    const stored = db.prepare('SELECT seq, bytes FROM log_entry ORDER BY seq').all() as { seq: number; bytes: Buffer }[];
    for (const { seq, bytes } of stored) {
      const entry = JSON.parse(bytes.toString()) as Entry;
      change(entry);
      if (entry.type === 'checkpoint-signed') newest = signAgain(entry, tree, signer);
      const forged = Buffer.from(makeEntryBytes(entry));
      putEntry(db, { seq, bytes: forged, leaf: leafOf(forged) });
      tree.append(leafOf(forged));
    }
  });
  projectAgain(folder);
  writeFileSync(join(folder, 'checkpoint'), newest);
}

function signAgain(entry: Entry, tree: TreeFrontier, signer: Signer): string {
  const [size, root] = [tree.size, tree.root()];
  const note = makeCheckpoint(sha256, { origin: entry.log, size, root }, signer);
  const payload: { [key: string]: Canonical } = { size, root: toHex(root), note };
  entry.payload = payload;
  return note;
}

/** Make every row again from the log as it is now. */
export function projectAgain(folder: string): void {
  const file = join(folder, 'case.sqlite');
  const old = join(folder, 'old.sqlite');
  inDatabase(folder, (db) => db.prepare('VACUUM INTO ?').run(old));
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  const [from, into] = [new Database(old, { readonly: true }), openForWriting(folder)];
  const size = from.prepare('SELECT max(seq) + 1 FROM log_entry').pluck().get() as number;
  replayLog({ from, into, size, keepEntries: true, readDocument: (digest) => readFileSync(join(folder, derivativePath(digest))) });
  from.close();
  into.close();
  rmSync(old);
}
