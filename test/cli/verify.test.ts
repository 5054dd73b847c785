import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../src-main/shared/verification.ts';
import { importInto } from '../engine/flows/case-reading.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { changeEntry, changeFile, copyOf, flipped, resalted } from '../verifier/tamper/altering.ts';
import { documentOf, runCommand, startCommand } from './run-command.ts';

let folder: string;
let original: string;
let earlier: string;
beforeAll(async () => {
  folder = await temporaryCase();
  earlier = join(await temporaryFolder(), 'earlier');
  writeFileSync(earlier, readFileSync(join(folder, 'checkpoint')));
  const source = await temporaryFolder();
  writeFileSync(join(source, 'a.txt'), 'a'.repeat(1000));
  await importInto(folder, [source], { keepOnly: true });
  const [part = ''] = readdirSync(join(folder, 'originals'));
  original = `originals/${part}/${readdirSync(join(folder, 'originals', part))[0] ?? ''}`;
});

describe('postquem verify', () => {
  it('ends with 0 and says what is shown and what is not', async () => {
    const { status, stdout, stderr } = await runCommand(['verify', folder]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^postquem\/log\/\S+\nKey: SHA256:\S+ \(from the case itself\)\n\d+ entries, \d+ checkpoints, 0 time stamps, \d+ files /);
    expect(stdout).toMatch(/\nShown:\n {2}- The log is whole as far as it is signed, \d+ of \d+ entries: .*\nNot shown:\n {2}- Whose log this is/s);
  });

  it('ends with 1 and names each finding, with what was expected and what is there', async () => {
    const copy = await copyOf(folder);
    changeFile(copy, original, (bytes) => flipped(bytes, 9));
    changeEntry(copy, 3, { bytes: resalted, withLeaf: false });
    const { status, stdout } = await runCommand(['verify', copy]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/\n {2}entry 3: leaf-differs\n {4}An entry does not have the leaf hash .*\n {4}expected [0-9a-f]{64}\n {4}found {4}[0-9a-f]{64}\n/);
    expect(stdout).toContain(`\n  ${original}: digest-mismatch\n`);
    expect(stdout).not.toMatch(/\nShown:/);
  });

  it('says with --quick that no content was read, and reads none', async () => {
    const copy = await copyOf(folder);
    changeFile(copy, original, (bytes) => flipped(bytes, 9));
    const { status, stdout } = await runCommand(['verify', copy, '--quick']);
    expect(status).toBe(0);
    expect(stdout).toContain('Their content was not read (--quick).');
  });

  it('prints one document with --json, findings or none', async () => {
    const { verifierKey, findings } = documentOf<Verification>(await runCommand(['verify', folder, '--json']));
    expect(findings).toEqual([]);
    const other = await runCommand(['verify', folder, '--json', '--pin', verifierKey.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))]);
    expect(other).toMatchObject({ status: 1, stderr: '' });
    expect(documentOf<Verification>(other).findings).toMatchObject([{ code: 'pin-differs' }]);
  });

  it('takes checkpoints that the reader holds, and refuses files that are not there', async () => {
    const fits = await runCommand(['verify', folder, '--checkpoint', earlier]);
    expect(fits.status).toBe(0);
    expect(fits.stdout).toContain('since the checkpoint that you hold was given to you');
    const foreign = join(await temporaryCase(), 'checkpoint');
    const both = await runCommand(['verify', folder, '--checkpoint', earlier, '--checkpoint', foreign]);
    expect(both.status).toBe(1);
    expect(both.stdout).toContain(`the checkpoint that you hold, ${foreign}: checkpoint-of-another-log`);
    expect(await runCommand(['verify', folder, '--checkpoint', join(folder, 'gone')])).toMatchObject({ status: 2, stdout: '' });
  });

  it('ends with 2 and one sentence where there is no case', async () => {
    const { status, stdout, stderr } = await runCommand(['verify', await temporaryFolder()]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^postquem: There is no case in .*\n$/);
  });

  it.skipIf(process.platform === 'win32')('is stopped by Ctrl-C with one sentence, and leaves nothing behind', async () => {
    const [copy, scratch, source] = [await copyOf(folder), join(await temporaryFolder(), 'tmp'), await temporaryFolder()];
    mkdirSync(scratch);
    writeFileSync(join(source, 'large'), 'x');
    truncateSync(join(source, 'large'), 1 << 30);
    await importInto(copy, [source], { keepOnly: true });
    const { process: child, ended } = startCommand(['verify', copy], { env: { ...process.env, TMPDIR: scratch } });
    while (!readdirSync(scratch).some((name) => name.startsWith('postquem-verify-'))) await wait(5);
    child.kill('SIGINT');
    expect(await ended).toEqual({ status: 2, signal: null, stdout: '', stderr: 'postquem: Stopped as asked. Nothing was changed.\n' });
    expect(readdirSync(scratch)).toEqual([]);
    rmSync(copy, { recursive: true });
  });
});

const canBeNobody = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;

describe.skipIf(!canBeNobody)('postquem verify of a folder that can only be read', () => {
  it('works, finds nothing, and finds what there is', async () => {
    const copy = await copyOf(folder);
    chmodSync(join(copy, '..'), 0o755);
    const scratch = join(await temporaryFolder(), 'tmp');
    mkdirSync(scratch);
    chmodSync(join(scratch, '..'), 0o755);
    chmodSync(scratch, 0o777);
    const nobody = { wrapper: ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'], env: { ...process.env, HOME: '/nonexistent', TMPDIR: scratch } };
    expect(await runCommand(['verify', copy], nobody)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(scratch)).toEqual([]);
    changeFile(copy, original, (bytes) => flipped(bytes, 9));
    chmodSync(join(copy, original), 0o444);
    const told = await runCommand(['verify', copy], nobody);
    expect(told.status).toBe(1);
    expect(told.stdout).toContain(`${original}: digest-mismatch`);
  });
});
