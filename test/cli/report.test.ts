import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { documentOf, runCommand } from './run-command.ts';

let place = '';
let folder = '';
beforeAll(async () => {
  place = await temporaryFolder();
  folder = join(place, 'case');
  await runCommand(['init', folder, '--title', 'Справа', '--custodian', 'Ірина', '--no-passphrase']);
}, 60_000);

describe('postquem report', { timeout: 120_000 }, () => {
  it('writes a report on a case in which nothing is yet, and says what was recorded', async () => {
    const out = join(place, 'report.html');
    const ended = await runCommand(['report', folder, out, '--json']);
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    const written = documentOf<{ sha256: string; items: number; form: string; entry: number }>(ended);
    expect(written).toMatchObject({ form: 'html', items: 0 });
    expect(createHash('sha256').update(readFileSync(out)).digest('hex')).toBe(written.sha256);
    expect((await runCommand(['log', folder])).stdout).toContain(`A report was made (HTML, ${readFileSync(out).length} bytes, SHA-256 ${written.sha256})`);
  });

  it('says in one sentence what it cannot do, and leaves nothing', async () => {
    const refused: [string[], string][] = [
      [[join(place, 'r.txt')], 'ends neither in .html nor in .pdf'],
      [[join(place, 'r.html'), '--lang', 'uk'], 'There is no report in the language "uk": reports are written in en.'],
      [[join(place, 'r.html'), '--items', 'i9'], 'No item of this case is called "i9".'],
      [[join(place, 'r.html'), '--items', 'i1', '--claims', 'c1'], 'Give --items or --claims, not both.'],
      [[join(place, 'report.html')], 'exists already, and nothing is ever replaced'],
      [[join(place, 'nowhere', 'r.html')], 'There is no file or folder at'],
      [[join(folder, 'r.html')], 'lies inside the case'],
    ];
    for (const [args, sentence] of refused) {
      const ended = await runCommand(['report', folder, ...args]);
      expect([args, ended.status, ended.stdout]).toEqual([args, 2, '']);
      expect(ended.stderr).toContain(sentence);
      expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    }
    expect([join(place, 'r.html'), join(folder, 'r.html')].filter((path) => existsSync(path))).toEqual([]);
  });

  it('gives HTML with a note, and ends well, where the browser that was chosen is not there', async () => {
    const ended = await runCommand(['report', folder, join(place, 'printed.pdf')], { env: { ...process.env, POSTQUEM_BROWSER: join(place, 'no-browser') } });
    expect(ended.status).toBe(0);
    expect(ended.stdout).toContain('No Chromium, Chrome or Edge was found to print a PDF, so the report is HTML.');
    expect([existsSync(join(place, 'printed.html')), existsSync(join(place, 'printed.pdf'))]).toEqual([true, false]);
  });
});
