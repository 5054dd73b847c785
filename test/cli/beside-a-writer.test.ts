import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryCase, working } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { importInto, rows } from '../engine/flows/case-reading.ts';
import { writeClip } from '../engine/flows/small-footage.ts';
import { documentOf, runCommand, startCommand } from './run-command.ts';

describe('while a case is being written', () => {
  it('a second writer is refused with a sentence that names the first, and readers read', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a.txt'), 'a');
    await importInto(folder, [source]);
    await working(folder, async () => {
      for (const args of [['import', folder, source], ['examine', folder], ['fixity', folder]]) {
        const told = await runCommand(args);
        expect(told).toMatchObject({ status: 2, stdout: '' });
        expect(told.stderr).toMatch(new RegExp(`^postquem: Another Postquem is writing to this case \\(process ${process.pid} on .*\\n$`));
      }
      for (const args of [['items', folder], ['show', folder, 'i1'], ['keyframes', folder, 'i1'], ['log', folder]]) {
        expect((await runCommand(args)).status).toBe(0);
      }
    });
    expect((await runCommand(['fixity', folder, 'i1'])).status).toBe(0);
  });

  it('readers see whole batches of a running import, and it ends as if nobody had looked', async () => {
    const [own, place] = [await temporaryCase(), await temporaryFolder()];
    for (let n = 0; n < 12; n++) await writeClip(join(place, `${n}.mov`), n);
    const run = { over: false };
    const importing = startCommand(['import', own, place]).ended.finally(() => (run.over = true));
    const seen: number[] = [];
    while (!run.over) {
      const told = await runCommand(['items', own, '--json']);
      expect(told).toMatchObject({ status: 0, stderr: '' });
      seen.push(documentOf<{ items: object[] }>(told).items.length);
    }
    expect(await importing).toMatchObject({ status: 0, stderr: '' });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await rows(own, 'SELECT count(*) AS n FROM item WHERE keyframes_seq IS NOT NULL')).toEqual([{ n: 12 }]);
  });
});
