import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Verification } from '../../src-main/shared/verification.ts';
import { hasOpenssl, makeAuthority } from '../format/timestamp/local-authority.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { documentOf, runCommand } from './run-command.ts';

describe.skipIf(!hasOpenssl)('postquem anchor', () => {
  it('carries a request out and a reply back; a bad reply ends with 1 and its faults, and is not recorded', async () => {
    const around = await temporaryFolder();
    const [folder, tsr, roots] = [join(around, 'case'), join(around, 'reply.tsr'), join(around, 'roots.pem')];
    await runCommand(['init', folder, '--title', 'T', '--custodian', 'C', '--no-passphrase']);
    writeFileSync(tsr, 'rubbish');
    const authority = await makeAuthority(join(around, 'authority'));
    writeFileSync(roots, authority.rootsPem);
    expect((await runCommand(['anchor', 'accept', folder, tsr, '--roots', roots])).stderr).toMatch(/^postquem: This case has not asked for a time stamp.*\n$/);

    expect(await runCommand(['anchor', 'request', folder, around])).toMatchObject({ status: 0, stderr: '' });
    const tsq = join(around, 'checkpoint-2.tsq');
    expect(existsSync(tsq)).toBe(true);
    const entries = async (): Promise<number> => documentOf<{ entries: object[] }>(await runCommand(['log', folder, '--json'])).entries.length;
    const before = await entries();
    const bad = await runCommand(['anchor', 'accept', folder, tsr, '--roots', roots]);
    expect(bad).toMatchObject({ status: 1, stderr: '' });
    expect(bad.stdout).toMatch(/^The reply was not accepted, and nothing was recorded:\n {2}unreadable: /);
    expect(await entries()).toBe(before);

    writeFileSync(tsr, await authority.reply(readFileSync(tsq)));
    expect(await runCommand(['anchor', 'accept', folder, tsr, '--roots', tsq])).toMatchObject({ status: 2, stdout: '' });
    const good = await runCommand(['anchor', 'accept', folder, tsr, '--roots', roots]);
    expect(good).toMatchObject({ status: 0, stderr: '' });
    expect(good.stdout).toContain('stamped the checkpoint of 2 entries.');
    const held = await entries();
    const again = await runCommand(['anchor', 'accept', folder, tsr, '--roots', roots]);
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toMatch(/This reply is already recorded, in entry \d+\. Nothing was added\./);
    expect(await entries()).toBe(held);
    const { findings, anchors, proved } = documentOf<Verification>(await runCommand(['verify', folder, '--json']));
    expect({ findings, sizes: anchors.map(({ size }) => size) }).toEqual({ findings: [], sizes: [2] });
    expect(proved.join()).toContain('Nothing among the first 2 entries was altered, removed or reordered since');
  });
});
