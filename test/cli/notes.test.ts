import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { acts, importInto } from '../engine/flows/case-reading.ts';
import { writeClip } from '../engine/flows/small-footage.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { containing } from '../engine/flows/text-matching.ts';
import { runCommand } from './run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryCase();
  const source = await temporaryFolder();
  await writeClip(join(source, 'clip.mov'));
  writeFileSync(join(source, 'text.txt'), 'text');
  await importInto(folder, [source]);
});

describe('the notes on an item', () => {
  it('are listed as people read them, corrected, withdrawn, and never obeyed by a terminal', async () => {
    const set = await runCommand(['note', folder, 'i1', '--text', 'red\u001b[31m flash', '--label', 'muzzle', '--at', '1024', '--region', '1,2,30,40']);
    const [, first = ''] = /^entry (\d+) /.exec(set.stdout) ?? [];
    expect(set).toMatchObject({ status: 0, stderr: '', stdout: containing('mark, "muzzle", pts 1024 (0.066666666 s), region 30x40 at 1,2 of 96x64\n  red<U+001B>[31m flash\n') });

    const corrected = await runCommand(['note', folder, 'i1', '--text', 'white flash', '--replaces', first]);
    const [, second = ''] = /^entry (\d+) /.exec(corrected.stdout) ?? [];
    expect(corrected.stdout).toContain(`note, in the place of entry ${first}\n  white flash\n`);
    expect((await runCommand(['notes', folder, 'i1'])).stdout).toMatch(/^i1 {2}clip\.mov\n {2}entry \d+ .*\n {4}white flash\n\none note\.\n$/);
    expect((await runCommand(['show', folder, 'i1'])).stdout).toContain('\nNotes (1)\n');

    expect(await runCommand(['note', folder, 'i1', '--withdraw', second, '--because', 'a reflection'])).toMatchObject({ status: 0, stdout: containing(`withdrawal of entry ${second}\n  a reflection\n`) });
    expect((await runCommand(['notes', folder])).stdout).toBe('There are no notes. "postquem note" sets one.\n');
    const all = (await runCommand(['notes', folder, '--all'])).stdout;
    expect(all).toContain(`no longer stands: see entry ${second}`);
    expect(all).toContain('a reflection');
    expect((await acts(folder, 'item-noted')).length).toBe(3);
  });
});

describe('what became of an item', () => {
  it('is recorded, flagged in the list and told with the item', async () => {
    const told = await runCommand(['disposition', folder, 'i2', '--as', 'copy-destroyed-elsewhere', '--to', 'her phone', '--because', 'she was in danger']);
    expect(told).toMatchObject({ status: 0, stderr: '', stdout: containing('The evidentiary copy stays in the case.') });
    expect((await runCommand(['items', folder])).stdout).toMatch(/^i2 .* copy destroyed elsewhere$/m);
    expect((await runCommand(['show', folder, 'i2'])).stdout).toContain('copy destroyed elsewhere (her phone): she was in danger (log entry ');
  });
});

describe('an item that is shown', () => {
  it('is recorded as opened only when it is shown for review', async () => {
    expect((await runCommand(['show', folder, 'i1'])).stdout).toContain('opened         never for review\n');
    expect(await acts(folder, 'item-opened')).toEqual([]);
    expect((await runCommand(['show', folder, 'i1', '--for-review'])).stdout).toMatch(/^ {2}opened {9}for review one time, last at /m);
    expect(await acts(folder, 'item-opened')).toHaveLength(1);
  });
});

describe('a full-size picture', () => {
  it('is kept in the case and told with the item', async () => {
    const kept = await runCommand(['keyframes', folder, 'i1', '--picture', '0', '--keep']);
    expect(kept).toMatchObject({ status: 0, stderr: '' });
    const [, path = 'none'] = /kept as (derivatives\S+) \(log entry \d+\)\.\n$/.exec(kept.stdout) ?? [];
    expect((await runCommand(['show', folder, 'i1'])).stdout).toContain(path);
  });
});
