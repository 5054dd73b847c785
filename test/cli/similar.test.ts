import { existsSync, readdirSync, readFileSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordedSameness, SimilarFootage } from '../../src-main/engine/index.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { acts, importInto } from '../engine/flows/case-reading.ts';
import { shotsFrom, writeFilm } from '../engine/flows/drawn-film.ts';
import { containing } from '../engine/flows/text-matching.ts';
import { documentOf, runCommand, startCommand } from './run-command.ts';

let folder: string;
let files: string;
beforeAll(async () => {
  [folder, files] = [await temporaryCase(), await temporaryFolder()];
  writeFilm(join(files, 'a.mp4'), { shots: shotsFrom(1, 8) });
  writeFilm(join(files, 'b.mp4'), { shots: shotsFrom(4, 4), rate: 15, filters: 'scale=480:360' });
  writeFilm(join(files, 'c.mp4'), { shots: shotsFrom(50, 4) });
  await importInto(folder, [files]);
}, 60_000);

describe('postquem similar', () => {
  it('lists where an item was seen before, and what was compared how', async () => {
    const { status, stdout, stderr } = await runCommand(['similar', folder, 'i2']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/i1 {2}a\.mp4\n.*SEGMENT.*\n {2}1 +0\.000 to 3\.000 .* 3\.000 to 6\.000 .* \+3\.000 s +4 +4 +4/);
    expect(stdout).toContain('These are proposals');
    expect(stdout).toContain('Every pair of 4 keyframes here and 12 keyframes of 2 items. Frames within 31 of 256 bits count alone;');
    expect(stdout).toContain('Mirrored footage was not looked for');
    expect(stdout).not.toContain('c.mp4');
  });

  it('ends with 0 where nothing is found, and does not say that nothing is there', async () => {
    const { status, stdout } = await runCommand(['similar', folder, 'i3', '--mirrored']);
    expect(status).toBe(0);
    expect(stdout).toContain('No like footage was found by these means. That does not say that it is not there');
    expect(stdout).toContain('Mirrored footage was looked for as well');
  });

  it('prints the same as one document', async () => {
    const found = documentOf<SimilarFootage>(await runCommand(['similar', folder, 'i2', '--json', '--wide', '60']));
    expect(found).toMatchObject({ footage: { id: 'i2', keyframes: 4 }, means: { wideBits: 60 }, sameBytes: [], matches: [{ id: 'i1', judged: null, segments: [{ number: 1, frames: 4 }] }] });
  });

  it('takes a file, and looks in other cases', async () => {
    const elsewhere = await temporaryCase();
    const found = documentOf<SimilarFootage>(await runCommand(['similar', elsewhere, join(files, 'a.mp4'), '--json', '--other-case', folder]));
    expect(found.sameBytes).toMatchObject([{ case: { folder }, id: 'i1' }]);
    expect(found.matches.map(({ name }) => name)).toEqual(['a.mp4', 'b.mp4']);
    expect((await acts(elsewhere)).map(({ type }) => type)).not.toContain('item-received');
    const told = await runCommand(['similar', elsewhere, 'b.mp4', '--other-case', folder], { cwd: files });
    expect(told.stdout).toContain('The same bytes are kept as i2 (b.mp4) in the case "Test".');
  });

  it('refuses what it cannot do with one sentence', async () => {
    expect(await runCommand(['similar', folder, 'nowhere'])).toMatchObject({ status: 2, stdout: '', stderr: containing('is no item of this case and no file') });
    expect(await runCommand(['similar', folder, 'i1', '--wide', '200'])).toMatchObject({ status: 2, stderr: containing('from 31 to 100') });
    expect(await runCommand(['similar', folder, 'i1', '--other-case', join(files, 'gone')])).toMatchObject({ status: 2, stderr: containing('There is no case') });
  });

  it.skipIf(!existsSync('/proc/self/fd'))('is stopped by Ctrl-C while it reads a large file', async () => {
    const large = join(await temporaryFolder(), 'large.mp4');
    writeFileSync(large, '');
    truncateSync(large, 2 ** 36);
    const running = startCommand(['similar', folder, large]);
    const isReading = (): boolean => openFilesOf(running.process.pid ?? 0).includes(large);
    for (let look = 0; look < 1000 && !isReading(); look++) await setTimeout(20);
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ status: 2, stdout: '', stderr: 'postquem: Stopped as asked. Nothing was changed.\n' });
  });
});

function openFilesOf(process: number): string[] {
  try {
    return readdirSync(`/proc/${process}/fd`).map((name) => readlinkSync(`/proc/${process}/fd/${name}`));
  } catch {
    // A descriptor was closed while it was looked at.
    return [];
  }
}

describe('postquem same', () => {
  it('records the judgement of a listed segment, which show and similar then tell', async () => {
    const recorded = await runCommand(['same', folder, 'i2', 'i1', 'same', '--because', 'the same gate', '--segment', '1']);
    expect(recorded).toMatchObject({ status: 0, stderr: '', stdout: containing('show the same footage, in\n  0.000 to 3.000 s (pts 0 to 46080) of i2 and 3.000 to 6.000 s (pts 30720 to 61440) of i1\nBecause: the same gate\n') });
    const [entry] = /log entry (\d+)/.exec(recorded.stdout)?.slice(1) ?? [];
    expect((await runCommand(['show', folder, 'i1'])).stdout).toContain(`i2 b.mp4: same, in segments (log entry ${entry}`);
    expect((await runCommand(['show', folder, 'i2'])).stdout).toContain('0.000 to 3.000 s (pts 0 to 46080) of i2 and 3.000');
    expect((await runCommand(['similar', folder, 'i1'])).stdout).toContain(`judged same in log entry ${entry}: the same gate`);
    expect((await runCommand(['log', folder, '--item', 'i1'])).stdout).toContain('were judged to show the same footage');
  });

  it('says which earlier judgement does not count any more', async () => {
    await runCommand(['same', folder, 'i1', 'i3', 'undetermined', '--because', 'too dark']);
    const recorded = documentOf<RecordedSameness>(await runCommand(['same', folder, 'i3', 'i1', 'different', '--because', 'other trees', '--json']));
    expect(recorded).toMatchObject({ verdict: 'different', segments: [], replaces: { verdict: 'undetermined' } });
  });

  it('refuses judgements by halves with what is missing, and records nothing', async () => {
    const before = (await acts(folder)).length;
    const refused: [args: string[], words: string][] = [
      [['i1', 'i2', 'identical', '--because', 'x'], 'same, different, undetermined'],
      [['i1', 'i2', 'same'], '--because'],
      [['i1', 'i2', 'same', '--because', 'x', '--from', '0', '--to', '5'], '--in and --out of the second'],
      [['i1', 'i2', 'same', '--because', 'x', '--segment', '1', '--from', '0'], 'not both'],
      [['i1', 'i2', 'same', '--because', 'x', '--segment', 'one'], 'number of a segment'],
      [['i1', 'i2', 'same', '--because', 'x', '--from', '1.5', '--to', '2', '--in', '1', '--out', '2'], 'whole number'],
      [['i1', 'i2', 'same', '--because', 'x', '--mirrored'], 'with --segment'],
    ];
    for (const [args, words] of refused) expect(await runCommand(['same', folder, ...args])).toMatchObject({ status: 2, stdout: '', stderr: containing(words) });
    expect(await acts(folder)).toHaveLength(before);
  });
});

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');

describe.skipIf(!existsSync(corpus))('the near-duplicates of the corpus (needs ../shared/corpus)', () => {
  it('are proposed for one another in five of the seven pairs of one scene, and for no other footage', async () => {
    const archive = await temporaryCase();
    await importInto(archive, [join(corpus, 'near-duplicate'), join(corpus, 'media')]);
    const names = readdirSync(join(corpus, 'near-duplicate'));
    const digests = new Map(readFileSync(join(corpus, 'manifest.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { path: string; sha256: string }).map(({ path, sha256 }) => [path, sha256]));
    const pairs: string[] = [];
    for (const name of names) {
      const found = documentOf<SimilarFootage>(await runCommand(['similar', archive, digests.get(`near-duplicate/${name}`) ?? name, '--json']));
      pairs.push(...found.matches.map((match) => [name, match.name].toSorted().join(' ')));
    }
    const [orig, grey, logo, earlier] = ['chair-orig-22-sd-bar.mp4', 'chair-22-sd-grey-bar.mp4', 'chair-22-with-large-logo-bar.mp4', 'chair-19-sd-bar.mp4'];
    const expected = [[orig, grey], [orig, logo], [grey, logo], [orig, earlier], [grey, earlier]].map((pair) => pair.toSorted().join(' '));
    expect(pairs.toSorted()).toEqual([...expected, ...expected].toSorted());
  }, 240_000);
});
