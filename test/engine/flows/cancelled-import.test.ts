import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { documentOf, runCommand, startCommand, type Ended } from '../../cli/run-command.ts';
import { acts, filesBelow, receiptsWithoutBytes, rows } from './case-reading.ts';
import { writeClip } from './small-footage.ts';
import { statSync } from 'node:fs';

const generousMs = 5000;
const sentence = 'postquem: Stopped as asked. Everything reported as kept is safe; import again to go on.\n';

/** Press Ctrl-C as in a terminal: every process of the group gets it, the tools too. */
async function interruptedWhen(args: string[], reached: () => boolean): Promise<Ended & { tookMs: number }> {
  const { process: child, ended } = startCommand(args, { ownGroup: true });
  const run = { over: false };
  const end = ended.finally(() => (run.over = true));
  while (!run.over && !reached()) await wait(2);
  const pressed = performance.now();
  if (!run.over) process.kill(-(child.pid ?? 0), 'SIGINT');
  return { ...(await end), tookMs: performance.now() - pressed };
}

function bytesIn(folder: string, part: string): number {
  return filesNow(folder, part).reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Files come and go under the reader's eyes. */
function filesNow(folder: string, part: string): string[] {
  try {
    return filesBelow(folder, part);
  } catch {
    return [];
  }
}

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('while a large file is copied stops the import, which says so and goes on when it is asked for again', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (const name of ['a', 'b', 'c']) writeFileSync(join(source, `${name}.txt`), name);
    writeFileSync(join(source, 'large.bin'), 'large');
    truncateSync(join(source, 'large.bin'), 500 << 20);
    const slowly = ['--also-digest', 'sha512', '--also-digest', 'md5', '--also-digest', 'sha1'];
    const ended = await interruptedWhen(['import', folder, source, ...slowly, '--json'], () => bytesIn(folder, 'incoming') > 1 << 24);

    expect(ended).toMatchObject({ status: 2, stderr: sentence });
    expect(documentOf<{ outcome: string }>(ended).outcome).toBe('cancelled');
    expect(ended.tookMs).toBeLessThan(generousMs);
    expect(filesBelow(folder, 'incoming')).toEqual([]);
    expect((await acts(folder, 'import-ended')).at(-1)?.payload).toMatchObject({ outcome: 'cancelled' });
    expect((await acts(folder)).slice(-2).map((act) => act.type)).toEqual(['session-ended', 'checkpoint-signed']);

    truncateSync(join(source, 'large.bin'), 50 << 20);
    expect(await runCommand(['import', folder, source, ...slowly])).toMatchObject({ status: 0, stderr: '' });
    expect(await acts(folder, 'import-started')).toHaveLength(1);
    expect(await rows(folder, 'SELECT count(*) AS n, count(DISTINCT source_path) AS paths FROM receipt')).toEqual([{ n: 4, paths: 4 }]);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
  });

  it('while items are examined records no word of a tool that it has cut off', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const clips = 24;
    for (let n = 0; n < clips; n++) await writeClip(join(source, `${n}.mov`), n);
    const ended = await interruptedWhen(['import', folder, source, '--json'], () => filesNow(folder, 'derivatives').length > 25);

    expect(ended).toMatchObject({ status: 2, stderr: sentence });
    expect(ended.tookMs).toBeLessThan(generousMs);
    expect((await acts(folder, 'import-ended')).at(-1)?.payload).toMatchObject({ outcome: 'cancelled', received: clips });
    const unexamined = await rows<{ n: number }>(folder, 'SELECT count(*) AS n FROM item WHERE examined_seq IS NULL');
    expect(unexamined[0]?.n).toBeGreaterThan(0);
    const broken = "SELECT witness, problem FROM witness_report WHERE outcome = 'failed' OR problem LIKE '%broke%'";
    expect(await rows(folder, broken)).toEqual([]);

    expect(await runCommand(['import', folder, source])).toMatchObject({ status: 0, stderr: '' });
    expect(await acts(folder, 'import-started')).toHaveLength(1);
    expect(await rows(folder, 'SELECT count(*) AS n FROM receipt')).toEqual([{ n: clips }]);
    expect(await rows(folder, 'SELECT count(*) AS n FROM item WHERE examined_seq IS NULL OR keyframes_seq IS NULL OR damaged')).toEqual([{ n: 0 }]);
    expect(await rows(folder, broken)).toEqual([]);
    expect(await rows(folder, 'SELECT count(DISTINCT indexed) AS kinds, min(indexed) AS least FROM keyframe_scan')).toEqual([{ kinds: 1, least: 3 }]);
  });

  it('during "examine" stops it with one sentence', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (let n = 0; n < 16; n++) await writeClip(join(source, `${n}.mov`), n);
    await runCommand(['import', folder, source, '--keep-only']);
    const ended = await interruptedWhen(['examine', folder], () => filesNow(folder, 'derivatives').length > 12);
    expect(ended).toMatchObject({ status: 2, stdout: '', stderr: sentence });
    expect(ended.tookMs).toBeLessThan(generousMs);
  });
});
