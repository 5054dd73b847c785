import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { rows } from '../engine/flows/case-reading.ts';
import { runCommand } from './run-command.ts';

describe('the demonstration', () => {
  it('works from end to end, twice, each in a folder of its own', async () => {
    const cwd = await temporaryFolder();
    for (const name of ['demo-case', 'demo-case-2']) {
      const ended = await runCommand(['demo'], { cwd });
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      expect(ended.stdout).toContain('7 files received, 6 items examined');
      expect(ended.stdout).toMatch(/broken-off\.mp4 .* damaged/);
      expect((await runCommand(['fixity', join(cwd, name, 'case')])).status).toBe(0);
      expect(await rows(join(cwd, name, 'case'), 'SELECT count(*) AS n FROM item WHERE keyframes_seq IS NULL')).toEqual([{ n: 0 }]);
    }
  });
});
