import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourceNotReceived } from '../../../src-main/engine/custody/kinds/item-received.ts';
import { openCase, verifyCase, type VerifyCase } from '../../../src-main/engine/index.ts';
import { readMeFirst } from '../../../src-main/engine/flows/read-me-first.ts';
import { importInto } from '../../engine/flows/case-reading.ts';
import { knownSystem, temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { changeEntry, changeFile, copyOf, entryOf, flipped, inDatabase, inLog, leafOf, putEntry, resalted } from './altering.ts';
import { forgeLog, namingKey, newSigner, projectAgain, signerOfCase } from './forging.ts';
import { blockRoots } from './block-roots.ts';

async function found(folder: string, options: Partial<VerifyCase> = {}): Promise<string[]> {
  const { findings } = await verifyCase({ folder, ...options });
  return findings.map(({ code, thing }) => `${code}: ${thing}`);
}

let folder: string;
let yesterday: string;
let earlier: string;
const pinOf = async (): Promise<string> => (await verifyCase({ folder })).verifierKey;
beforeAll(async () => {
  folder = await temporaryCase();
  const source = await temporaryFolder();
  writeFileSync(join(source, 'a.txt'), 'a');
  await importInto(folder, [source], { keepOnly: true });
  yesterday = await copyOf(folder);
  earlier = readFileSync(join(folder, 'checkpoint'), 'utf8');
  writeFileSync(join(source, 'b.txt'), 'b');
  await importInto(folder, [source], { keepOnly: true });
});

describe('a log that was written anew by the holder of its key', () => {
  it('shows nothing by itself, and is found by whoever holds a checkpoint from before', async () => {
    const copy = await copyOf(folder);
    forgeLog(copy, { signer: signerOfCase(copy), change: (entry) => void (entry.type === 'case-opened' && (entry.payload['title'] = 'Another')) });
    // Who writes a log anew writes the text beside it anew as well.
    writeFileSync(join(copy, 'READ-ME-FIRST.txt'), readMeFirst('Another'));
    const verification = await verifyCase({ folder: copy, pin: await pinOf() });
    expect(verification.findings).toEqual([]);
    expect(verification.notProved.join()).toContain('whoever holds its key can write it anew');
    expect(await found(copy, { heldCheckpoints: [{ name: 'old', note: earlier }] })).toEqual(['checkpoint-not-a-prefix: the checkpoint that you hold, old']);
  });

  it('with an act dated before the one in front of it is found by the dates', async () => {
    const copy = await copyOf(folder);
    forgeLog(copy, { signer: signerOfCase(copy), change: (entry) => void (entry.seq === 6 && (entry.at = '2020-01-01T00:00:00.000Z')) });
    expect(await found(copy)).toEqual(['clock-set-back: entry 6']);
  });
});

describe('a log that was signed again by another key', () => {
  it('is found by its pin, in both forms, and by the key file', async () => {
    const copy = await copyOf(folder);
    const signer = newSigner();
    const { fingerprint, verifierKey } = await verifyCase({ folder });
    forgeLog(copy, { signer, change: namingKey(signer) });
    expect(await found(copy)).toEqual(['key-differs: keys/log.pem']);
    for (const pin of [verifierKey, fingerprint]) expect(await found(copy, { pin })).toEqual(["pin-differs: the log's key", 'key-differs: keys/log.pem']);
  });

  it('shows nothing without a pin when every trace of the old key is gone, and says that the key is the case’s own word', async () => {
    const copy = await copyOf(folder);
    const signer = newSigner();
    const pin = await pinOf();
    forgeLog(copy, { signer, change: namingKey(signer) });
    changeFile(copy, 'keys/log.pem', () => Buffer.from(signer.pem));
    const verification = await verifyCase({ folder: copy });
    expect(verification.findings).toEqual([]);
    expect(verification.notProved[0]).toMatch(/^Whose log this is: it is signed by the key in this case, SHA256:/);
    expect(await found(copy, { pin })).toEqual(["pin-differs: the log's key"]);
    expect(await found(copy, { heldCheckpoints: [{ name: 'old', note: earlier }] })).toEqual(['checkpoint-of-another-log: the checkpoint that you hold, old']);
  });

  it('is found without a pin when only the checkpoints were signed again', async () => {
    const copy = await copyOf(folder);
    forgeLog(copy, { signer: newSigner(), change: () => undefined });
    const codes = (await found(copy)).map((finding) => finding.replace(/ \d+$/, ''));
    expect(new Set(codes)).toEqual(new Set(['checkpoint-of-another-log: checkpoint', 'checkpoint-of-another-log: the file "checkpoint"']));
  });
});

describe('a log that was cut off at an older checkpoint, with rows, files and the file "checkpoint" to match', () => {
  it('shows nothing by itself but an end that is not signed, and is found by whoever holds a later checkpoint', async () => {
    const later = readFileSync(join(folder, 'checkpoint'), 'utf8');
    expect(await found(yesterday)).toEqual([]);
    expect(await found(yesterday, { heldCheckpoints: [{ name: 'old', note: earlier }] })).toEqual([]);
    expect(await found(yesterday, { heldCheckpoints: [{ name: 'old', note: later }] })).toEqual(['checkpoint-beyond-the-log: the checkpoint that you hold, old']);
  });

  it('says how much of its end is not signed, where the entries stay', async () => {
    const copy = await copyOf(folder);
    const newest = inDatabase(copy, (db) => db.prepare('SELECT seq, size FROM checkpoint ORDER BY size DESC LIMIT 1').get()) as { seq: number; size: number };
    inLog(copy, (db) => db.prepare('DELETE FROM log_entry WHERE seq = ?').run(newest.seq));
    inDatabase(copy, (db) => db.prepare('DELETE FROM checkpoint WHERE size = ?').run(newest.size));
    writeFileSync(join(copy, 'checkpoint'), earlier);
    const { findings, notProved } = await verifyCase({ folder: copy });
    expect(findings).toEqual([]);
    expect(notProved.join()).toMatch(/Who wrote the last \d+ entries, and whether more stood behind them: they are not signed yet/);
  });
});

describe('a database put back from a backup of yesterday', () => {
  it('is refused for work and found by verify, with the files that it does not know', async () => {
    const copy = await copyOf(folder);
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(copy, `case.sqlite${suffix}`), { force: true });
    cpSync(join(yesterday, 'case.sqlite'), join(copy, 'case.sqlite'));
    await expect(openCase({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'log-forked', facts: { reason: 'log-shorter' } });
    const all = await found(copy);
    expect(all.filter((finding) => !finding.startsWith('orphan-file: '))).toEqual(['checkpoint-beyond-the-log: the file "checkpoint"', 'checkpoint-not-recorded: the file "checkpoint"']);
    expect(all.filter((finding) => finding.startsWith('orphan-file: originals/'))).toHaveLength(1);
  });
});

describe('a log of more than two blocks of 256', () => {
  let large: string;
  let size: number;
  beforeAll(async () => {
    large = await copyOf(folder);
    const drafts = Array.from({ length: 640 }, (_, n) => sourceNotReceived.draft({ import: 5, sourcePath: `/gone/${n}`, reason: 'not-found' }));
    const started = inDatabase(large, (db) => db.prepare('SELECT seq FROM import_run LIMIT 1').pluck().get()) as number;
    await working(large, (target) => target.record(drafts.map((draft) => ({ ...draft, payload: { ...draft.payload, import: started } }))));
    size = inDatabase(large, (db) => db.prepare('SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1').pluck().get()) as number;
  });
  const newest = (): string[] => [`checkpoint-not-a-prefix: checkpoint ${size}`, 'checkpoint-not-a-prefix: the file "checkpoint"'];

  it('has a root for each whole block, and nothing to be found', async () => {
    expect(inDatabase(large, (db) => db.prepare('SELECT count(*) FROM log_subtree').pluck().get())).toBe(2);
    expect(await found(large)).toEqual([]);
  });

  it.each([0, 1])('names the altered root of block %d, and will not be written to', async (n) => {
    const copy = await copyOf(large);
    inDatabase(copy, (db) => db.prepare('UPDATE log_subtree SET hash = ? WHERE n = ?').run(flipped(db.prepare('SELECT hash FROM log_subtree WHERE n = ?').pluck().get(n) as Buffer, 0), n));
    expect(await found(copy)).toEqual([`row-differs: log_subtree: n ${n}, column hash`]);
    await expect(openCase({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'log-forked', facts: { reason: 'log-differs' } });
  });

  it('names a root that is gone and one too many', async () => {
    const copy = await copyOf(large);
    inDatabase(copy, (db) => db.exec("DELETE FROM log_subtree WHERE n = 1; INSERT INTO log_subtree VALUES (7, zeroblob(32))"));
    expect(await found(copy)).toEqual(['row-missing: log_subtree: n 1', 'row-added: log_subtree: n 7']);
  });

  it.each([100, 255, 256, 511, 512, 600])('finds a change in entry %d by its leaf hash', async (seq) => {
    const copy = await copyOf(large);
    changeEntry(copy, seq, { bytes: resalted, withLeaf: false });
    expect(await found(copy)).toEqual([`leaf-differs: entry ${seq}`, ...newest()]);
  });

  it.each([100, 256, 600])('finds a change in entry %d with its leaf hash and the roots above it made again', async (seq) => {
    const copy = await copyOf(large);
    changeEntry(copy, seq, { bytes: resalted, withLeaf: true });
    blockRoots(copy);
    expect(await found(copy)).toEqual(newest());
    await expect(openCase({ folder: copy, ...knownSystem })).rejects.toMatchObject({ code: 'log-forked', facts: { reason: 'log-differs' } });
  });

  it('finds a leaf hash that was altered with the roots above it', async () => {
    const copy = await copyOf(large);
    inLog(copy, (db) => putEntry(db, { ...entryOf(db, 300), leaf: leafOf(Buffer.from('x')) }));
    blockRoots(copy);
    expect(await found(copy)).toEqual(['leaf-differs: entry 300']);
  });

  it('finds what was left out, all rows being made again from the rest', async () => {
    const copy = await copyOf(large);
    inLog(copy, (db) => db.exec('DELETE FROM log_entry WHERE seq = 400'));
    projectAgain(copy);
    expect(await found(copy)).toEqual(['entry-missing: entry 400', ...newest()]);
  });
});
