import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportSummary, ShownItem } from '../../src-main/engine/index.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCommand } from './run-command.ts';

const signed = join(import.meta.dirname, '../../../shared/corpus/media/adobe-20220124-CA.jpg');

describe('the settings', () => {
  it('name a tool that is not there: what was received is kept, and the sentence says which tool is missing', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a.txt'), 'a');
    const env = { ...process.env, POSTQUEM_FFMPEG: '/no/such/ffmpeg' };
    const ended = await runCommand(['import', folder, source, '--json'], { env });
    expect(ended.status).toBe(1);
    const { received, examination } = JSON.parse(ended.stdout) as ImportSummary;
    expect(received).toHaveLength(1);
    expect(examination.failed[0]?.because).toMatch(/^\/no\/such\/ffmpeg was not found on this computer\. Install it with: /);
  });

  it('name a trust list that is not there: nothing is begun', async () => {
    const env = { ...process.env, POSTQUEM_TRUST_LIST: '/no/such/list.pem' };
    const ended = await runCommand(['items', await temporaryCase()], { env });
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toBe('postquem: There is no file or folder at /no/such/list.pem. Nothing was changed.\n');
  });

  it.skipIf(!existsSync(signed))('name a trust list: the reading says which by its digest, and a signer it does not lead to stays untrusted', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const list = join(source, 'list.pem');
    writeFileSync(list, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const env = { ...process.env, POSTQUEM_TRUST_LIST: list };
    expect((await runCommand(['import', folder, signed], { env })).status).toBe(0);
    const shown = JSON.parse((await runCommand(['show', folder, 'i1', '--json'])).stdout) as ShownItem;
    expect(shown.item.credentials).toBe('untrusted-signer');
    const log = (await runCommand(['log', folder, '--json'])).stdout;
    expect(log).toMatch(/trust_anchors/);
  });

  it('stand in the help', async () => {
    const { stdout } = await runCommand(['--help']);
    for (const name of ['POSTQUEM_FFMPEG', 'POSTQUEM_FFPROBE', 'POSTQUEM_EXIFTOOL', 'POSTQUEM_TRUST_LIST']) expect(stdout).toContain(name);
  });
});
