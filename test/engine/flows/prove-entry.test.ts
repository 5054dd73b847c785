import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { proveEntry, showKeys, verifyCase } from '../../../src-main/engine/index.ts';
import { sessionStarted } from '../../../src-main/engine/custody/kinds/session.ts';
import { runCommand } from '../../cli/run-command.ts';
import { buildGo, goAvailable } from '../../format/live/go-tools.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { changeEntry, changeFile, copyOf, inDatabase, inLog, resalted } from '../../verifier/tamper/altering.ts';
import { forgeLog, newSigner } from '../../verifier/tamper/forging.ts';
import { reading } from './case-reading.ts';

let folder: string;
/** Entries that the newest checkpoint covers: two whole blocks of 256 and some more. */
let signed: number;
const draft = sessionStarted.draft({ toolVersion: '0', versions: {}, system: 'x', clock: { state: 'unknown', source: 'x' } });
beforeAll(async () => {
  folder = await temporaryCase();
  await working(folder, (target) => target.record(Array.from({ length: 530 }, () => draft)));
  signed = signedSize(folder);
});

const signedSize = (place: string): number => inDatabase(place, (db) => db.prepare('SELECT max(size) FROM checkpoint').pluck().get()) as number;

/** What an outsider is given of a case: its entries as files, the file "checkpoint", the key; proofs of some entries. */
async function givenAway(place: string, proofsOf: readonly number[] = []): Promise<string> {
  const given = await temporaryFolder();
  for (const part of ['entries', 'proofs']) mkdirSync(join(given, part));
  const size = Number(readFileSync(join(place, 'checkpoint'), 'utf8').split('\n')[1]);
  const entries = inDatabase(place, (db) => db.prepare('SELECT seq, bytes FROM log_entry WHERE seq < ?').all(size)) as { seq: number; bytes: Buffer }[];
  for (const { seq, bytes } of entries) writeFileSync(join(given, `entries/${seq}.json`), bytes);
  for (const seq of proofsOf) writeFileSync(join(given, `proofs/${seq}.tlog-proof`), await reading(place, (readable) => proveEntry(readable, seq).proof));
  writeFileSync(join(given, 'checkpoint'), readFileSync(join(place, 'checkpoint')));
  // The key as the custodian gave it before anything was altered.
  writeFileSync(join(given, 'log.vkey'), `${(await verifyCase({ folder })).verifierKey}\n`);
  return given;
}

async function goSays(...args: string[]): Promise<{ ok: boolean; said: string }> {
  const program = await buildGo('check-log');
  return new Promise((done) => execFile(program, args, (error, stdout) => done({ ok: error === null, said: stdout })));
}

const alterations: [what: string, alter: (copy: string) => void][] = [
  ['an entry is another', (copy) => changeEntry(copy, 300, { bytes: resalted, withLeaf: false })],
  ['an entry is another with its leaf hash', (copy) => changeEntry(copy, 300, { bytes: resalted, withLeaf: true })],
  ['an entry is missing', (copy) => inLog(copy, (db) => db.exec('DELETE FROM log_entry WHERE seq = 300'))],
  ['the last signed entries are missing', (copy) => inLog(copy, (db) => db.exec(`DELETE FROM log_entry WHERE seq > ${signed - 3}`))],
  ['the checkpoint is altered', (copy) => changeFile(copy, 'checkpoint', (bytes) => Buffer.from(bytes.toString().replace(/\n\d+\n/, '\n12\n')))],
  ['the log was signed again by another key', (copy) => forgeLog(copy, { signer: newSigner(), change: () => undefined })],
];

describe.skipIf(!goAvailable)('Go, with nothing of ours,', () => {
  it('finds the log of a case good, as verify does', async () => {
    expect(await goSays(await givenAway(folder))).toEqual({ ok: true, said: 'ok\n' });
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('accepts the proof of any signed entry, around the seams of the blocks too', async () => {
    const seqs = [0, 1, 2, 254, 255, 256, 257, 511, 512, signed - 1];
    expect(await goSays(await givenAway(folder, seqs))).toEqual({ ok: true, said: 'ok\n' });
  });

  it('accepts what "postquem prove" writes, when that is all it has', async () => {
    const given = await temporaryFolder();
    for (const part of ['entries', 'proofs']) mkdirSync(join(given, part));
    for (const seq of [2, 300]) {
      const told = await runCommand(['prove', folder, String(seq), join(given, `proofs/${seq}.tlog-proof`), '--entry-to', join(given, `entries/${seq}.json`)]);
      expect(told).toMatchObject({ status: 0, stderr: '' });
    }
    writeFileSync(join(given, 'checkpoint'), readFileSync(join(folder, 'checkpoint')));
    writeFileSync(join(given, 'log.vkey'), `${(await verifyCase({ folder })).verifierKey}\n`);
    expect(await goSays('-disclosed', given)).toEqual({ ok: true, said: 'ok\n' });
    writeFileSync(join(given, 'entries/2.json'), `${readFileSync(join(given, 'entries/2.json'), 'utf8')} `);
    expect((await goSays('-disclosed', given)).ok).toBe(false);
  });

  it.each(alterations)('and verify both find it when %s', async (_, alter) => {
    const copy = await copyOf(folder);
    alter(copy);
    expect((await goSays(await givenAway(copy))).ok).toBe(false);
    expect((await verifyCase({ folder: copy })).findings.length).toBeGreaterThan(0);
  });
});

describe('a proof', () => {
  it('is refused for an entry that is not there, and for one that is not signed yet', async () => {
    await reading(folder, (readable) => {
      expect(() => proveEntry(readable, 10_000)).toThrow(expect.objectContaining({ code: 'no-such-entry' }));
      expect(() => proveEntry(readable, signed)).toThrow(expect.objectContaining({ code: 'entry-not-signed' }));
    });
    const out = join(await temporaryFolder(), 'p');
    expect((await runCommand(['prove', folder, String(signed), out])).stderr).toMatch(/^postquem: Entry \d+ is not signed yet: .*"postquem checkpoint" signs the log as it is\.\n$/);
  });
});

describe('a proof from a log that was altered', () => {
  it.each<[string, RegExp, number, (copy: string) => void]>([
    ['an entry is another', /Entry 300 cannot be proved: its leaf hash is [0-9a-f]{64}, and beside it stands/, 300, (copy) => changeEntry(copy, 300, { bytes: resalted, withLeaf: false })],
    ['an entry is another with its leaf hash', /Entry 300 cannot be proved: it does not lead to the root that was signed at \d+ entries/, 300, (copy) => changeEntry(copy, 300, { bytes: resalted, withLeaf: true })],
    ['its neighbour is missing', /Entry 301 cannot be proved: it does not lead to the root/, 301, (copy) => inLog(copy, (db) => db.exec('DELETE FROM log_entry WHERE seq = 300'))],
    ['one of the last entries is another', /its first \d+ entries are others now/, 2, (copy) => changeEntry(copy, signed - 1, { bytes: resalted, withLeaf: true })],
    ['the checkpoint is altered', /cannot be read, or its signature is wrong/, 2, (copy) => changeFile(copy, 'checkpoint', (bytes) => Buffer.from(bytes.toString().replace(/\n\d+\n/, '\n12\n')))],
  ])('is refused in words, and not written, when %s', async (_, words, seq, alter) => {
    const [copy, out] = [await copyOf(folder), join(await temporaryFolder(), 'p')];
    alter(copy);
    const told = await runCommand(['prove', copy, String(seq), out]);
    expect(told).toMatchObject({ status: 2, stdout: '' });
    expect(told.stderr).toMatch(words);
    expect(existsSync(out)).toBe(false);
  });

  it('is given for an entry whose own path to the signed root is whole', async () => {
    const copy = await copyOf(folder);
    changeEntry(copy, 300, { bytes: resalted, withLeaf: false });
    expect(await reading(copy, (readable) => proveEntry(readable, 2).proof)).toBe(await reading(folder, (readable) => proveEntry(readable, 2).proof));
  });
});

describe.skipIf(!hasOpenssl)('openssl and ssh-keygen', () => {
  it('check the signature of the file "checkpoint" by hand', async () => {
    const given = await temporaryFolder();
    const [key] = (await reading(folder, showKeys)).filter(({ role }) => role === 'log');
    const text = readFileSync(join(folder, 'checkpoint'), 'utf8');
    const [body = '', line = ''] = text.split('\n\n');
    writeFileSync(join(given, 'key.pem'), key?.pem ?? '');
    writeFileSync(join(given, 'sig'), Buffer.from(line.trim().split(' ').at(-1) ?? '', 'base64').subarray(4));
    const verify = (signedText: string): string => {
      writeFileSync(join(given, 'body'), signedText);
      const done = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pem', '-rawin', '-in', 'body', '-sigfile', 'sig'];
      try {
        return execFileSync('openssl', done, { cwd: given, encoding: 'utf8', stdio: 'pipe' });
      } catch (error) {
        return String(error instanceof Error && 'stdout' in error ? error.stdout : error);
      }
    };
    expect(verify(`${body}\n`)).toContain('Signature Verified Successfully');
    expect(verify(`${body} \n`)).toContain('Signature Verification Failure');
  });

  it('know both keys by the fingerprints that are shown', async () => {
    const given = await temporaryFolder();
    for (const { role, sshPublicKey, fingerprint } of await reading(folder, showKeys)) {
      writeFileSync(join(given, `${role}.pub`), `${sshPublicKey}\n`);
      expect(execFileSync('ssh-keygen', ['-l', '-f', join(given, `${role}.pub`)], { encoding: 'utf8' })).toBe(`256 ${fingerprint} postquem-${role} (ED25519)\n`);
    }
  });
});
