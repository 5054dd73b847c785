import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { rows } from '../engine/flows/case-reading.ts';
import { runCommand } from './run-command.ts';

/** The worked example in its two chapters. */
const workedExample = [
  '  Consistent but unproven: no decisive evidence contradicts the claim that it was not recorded before some time from 2024-10-14T10:00Z',
  '"8MG9+PFR Sergeevka" (a caption) agrees: 0.641 m from the claimed place',
  '  Refuted: an earlier copy of this footage, confirmed by a person and dated by a post id, dates from some time from 2024-10-11T04:59:59Z',
];

describe('the demonstration', () => {
  it('works from end to end, twice, each in a folder of its own', async () => {
    const cwd = await temporaryFolder();
    for (const name of ['demo-case', 'demo-case-2']) {
      const ended = await runCommand(['demo'], { cwd });
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      expect(ended.stdout).toContain('7 files received, 6 items examined');
      expect(ended.stdout).toMatch(/broken-off\.mp4 .* damaged/);
      for (const said of workedExample) expect(ended.stdout).toContain(said);
      expect((await runCommand(['fixity', join(cwd, name, 'case')])).status).toBe(0);
      expect(await rows(join(cwd, name, 'case'), 'SELECT count(*) AS n FROM item WHERE keyframes_seq IS NULL')).toEqual([{ n: 0 }]);
    }
  });
});
