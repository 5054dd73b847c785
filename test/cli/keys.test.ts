import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { copyOf } from '../verifier/tamper/altering.ts';
import { runCommand } from './run-command.ts';

let folder: string;
let around: string;
beforeAll(async () => {
  [folder, around] = [await temporaryCase(), await temporaryFolder()];
  writeFileSync(join(around, 'passphrase'), 'correct horse\n');
  writeFileSync(join(around, 'wrong'), 'correct horsf\n');
});

describe('postquem keys', () => {
  it('shows how others know the keys, and nothing that is secret', async () => {
    const { status, stdout } = await runCommand(['keys', 'show', folder]);
    expect(status).toBe(0);
    expect(stdout.match(/Fingerprint {3}SHA256:/g)).toHaveLength(2);
    expect(stdout).toMatch(/Verifier key {2}postquem\/log\/\S+\+[0-9a-f]{8}\+\S+\n/);
    expect(stdout).toContain('NOT protected');
    expect(stdout).not.toContain('PRIVATE');
    const secret = readFileSync(join(folder, 'keys/log.pem'), 'utf8').split('\n')[1] ?? '';
    expect(stdout).not.toContain(secret.slice(-40));
  });

  it('puts the keys under a passphrase; then work without it ends with 2 and a sentence, and reading does not', async () => {
    const copy = await copyOf(folder);
    expect((await runCommand(['keys', 'passphrase', copy])).stderr).toMatch(/^postquem: Say what is to become of the keys: .*\n$/);
    expect(await runCommand(['keys', 'passphrase', copy, '--new-passphrase-file', join(around, 'passphrase')])).toMatchObject({ status: 0, stderr: '' });
    expect(await runCommand(['checkpoint', copy])).toMatchObject({ status: 2, stdout: '' });
    const wrong = await runCommand(['checkpoint', copy, '--passphrase-file', join(around, 'wrong')]);
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toMatch(/^postquem: This passphrase does not open the keys of the case\. .*\n$/);
    expect(await runCommand(['checkpoint', copy, '--passphrase-file', join(around, 'passphrase')])).toMatchObject({ status: 0, stderr: '' });
    expect(await runCommand(['items', copy])).toMatchObject({ status: 0, stderr: '' });
  });

  it('says what is wrong with a key file that is missing, and refuses work with 2', async () => {
    const copy = await copyOf(folder);
    rmSync(join(copy, 'keys/log.pem'));
    const refused = await runCommand(['checkpoint', copy]);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^postquem: The key file log\.pem\.age or log\.pem is missing .*\n$/);
    expect((await runCommand(['keys', 'show', copy])).stdout).toContain('is missing from the folder "keys"');
    expect((await runCommand(['verify', copy])).status).toBe(0);
  });

  it('copies the key files to a new folder, and never over other files', async () => {
    const out = join(around, 'copies');
    const copy = await copyOf(folder);
    expect(await runCommand(['keys', 'backup', copy, out])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(out, 'log.pem'))).toEqual(readFileSync(join(copy, 'keys/log.pem')));
    expect(await runCommand(['keys', 'backup', copy, out])).toMatchObject({ status: 2, stdout: '' });
  });
});
