import { beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { confirmedCopiesOf, findSimilar, judgeSameness, showItem, verifyCase, type JudgeSameness, type RecordedSameness } from '../../../src-main/engine/index.ts';
import { findItem } from '../../../src-main/engine/flows/find-item.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto, reading, rows } from './case-reading.ts';
import { shotsFrom, writeFilm } from './drawn-film.ts';
import { containing, matching } from './text-matching.ts';

let folder: string;
/** i1: shots 1 to 10. i2: shots 1 to 4 and 7 to 10, so two segments. i3: something else. */
beforeAll(async () => {
  const files = await temporaryFolder();
  folder = await temporaryCase();
  const shots = shotsFrom(1, 10);
  writeFilm(join(files, 'a.mp4'), { shots });
  writeFilm(join(files, 'b.mp4'), { shots: [...shots.slice(0, 4), ...shots.slice(6)], rate: 15 });
  writeFilm(join(files, 'c.mp4'), { shots: shotsFrom(50, 4) });
  await importInto(folder, [files]);
}, 60_000);

type Judgement = Omit<JudgeSameness, 'because' | 'verdict'> & Partial<JudgeSameness>;

function judge(judgement: Judgement): Promise<RecordedSameness> {
  return working(folder, (target) => judgeSameness(target, { verdict: 'same', because: 'the same gate, the same dog', ...judgement }));
}

const copiesOf = (name: string) => reading(folder, (readable) => confirmedCopiesOf(readable, findItem(readable, name)));
const sha256Of = (name: string) => reading(folder, (readable) => findItem(readable, name).sha256);

describe('a judgement of two items', () => {
  it('about the segments that were listed is recorded with their times and the figures proposed', async () => {
    const listed = await reading(folder, (readable) => findSimilar(readable, { footage: { name: 'i1', path: Buffer.from('i1') } }));
    const { segments } = listed.matches[0] ?? { segments: [] };
    expect(segments).toHaveLength(2);
    const recorded = await judge({ a: 'i1', b: 'i2', about: { listed: { numbers: [1, 2] } } });
    expect(recorded).toMatchObject({ verdict: 'same', a: { id: 'i1' }, b: { id: 'i2' }, replaces: null });
    const times = segments.map(({ here, there }) => [here.fromPts, here.toPts, there.fromPts, there.toPts]);
    expect(recorded.segments.map(({ a, b }) => [a.fromPts, a.toPts, b.fromPts, b.toPts])).toEqual(times);
    expect(recorded.segments[0]).toMatchObject({ a: { timeBase: '1/10240' }, mirrored: false, proposal: { frames: 4, distinctFrames: 4, nearFrames: 4, wideBits: 80 } });
    const act = (await acts(folder, 'sameness-judged')).at(-1);
    expect(act).toMatchObject({ seq: recorded.entry, payload: { a: await sha256Of('i1'), b: await sha256Of('i2'), verdict: 'same', because: 'the same gate, the same dog', segments: recorded.segments } });
    expect(act?.sentence).toContain(`were judged to show the same footage, in pts ${times[0]?.[0]} to ${times[0]?.[1]} of the first`);
  });

  it('is shown with both items, each from its own side, and counts as a confirmed copy segment by segment', async () => {
    const recorded = await judge({ a: 'i1', b: 'i2', about: { listed: { numbers: [1, 2] } } });
    const [first] = recorded.segments;
    const [ofA, ofB] = [await copiesOf('i1'), await copiesOf('i2')];
    expect(ofA).toMatchObject([{ other: { number: 2 }, entry: recorded.entry, segment: { here: first?.a, there: first?.b } }, { segment: { here: recorded.segments[1]?.a } }]);
    expect(ofB).toMatchObject([{ other: { number: 1 }, entry: recorded.entry, segment: { here: first?.b, there: first?.a } }, { segment: { here: recorded.segments[1]?.b } }]);
    const shown = await reading(folder, (readable) => [showItem(readable, 'i1').sameness, showItem(readable, 'i2').sameness]);
    expect(shown).toMatchObject([[{ other: { id: 'i2' }, verdict: 'same', segments: [{ here: first?.a }, {}] }], [{ other: { id: 'i1' }, segments: [{ here: first?.b }, {}] }]]);
    expect(await reading(folder, (readable) => showItem(readable, 'i3').sameness)).toEqual([]);
  });

  it('is replaced by a newer one, whichever item is named first, and the search tells it', async () => {
    const before = await judge({ a: 'i1', b: 'i2' });
    const recorded = await judge({ a: 'i2', b: 'i1', verdict: 'different', because: 'another dog' });
    expect(recorded.replaces).toEqual({ entry: before.entry, verdict: 'same' });
    expect([await copiesOf('i1'), await copiesOf('i2')]).toEqual([[], []]);
    const found = await reading(folder, (readable) => findSimilar(readable, { footage: { name: 'i1', path: Buffer.from('i1') } }));
    expect(found.matches[0]?.judged).toMatchObject({ verdict: 'different', because: 'another dog', entry: recorded.entry });
  });

  it('without segments is about both items as a whole', async () => {
    const recorded = await judge({ a: 'i1', b: 'i3', verdict: 'same', whole: true });
    expect(await copiesOf('i3')).toMatchObject([{ other: { number: 1 }, segment: undefined, entry: recorded.entry }]);
    expect((await acts(folder, 'sameness-judged')).at(-1)?.sentence).toContain('as a whole: the same gate');
    await judge({ a: 'i1', b: 'i3', verdict: 'undetermined' });
    expect(await copiesOf('i3')).toEqual([]);
  });

  it('without segments says so where one is longer: what dates one will count for all of the other', async () => {
    await expect(judge({ a: 'i1', b: 'i3' })).rejects.toMatchObject({ code: 'lengths-differ' });
    const { remarks } = await judge({ a: 'i1', b: 'i3', whole: true });
    expect(remarks).toEqual([matching(/^i1 is 10(\.0+)? s long and i3 is 4(\.0+)? s, and they were judged the same as a whole: /)]);
    expect([(await judge({ a: 'i1', b: 'i3', verdict: 'different' })).remarks, (await judge({ a: 'i1', b: 'i2' })).remarks]).toEqual([[], []]);
  });

  it('about times that a person named is recorded as named', async () => {
    const { entry } = await judge({ a: 'i2', b: 'i3', about: { named: { from: 0, to: 15_360, in: 10_240, out: 20_480, mirrored: true } } });
    expect(await copiesOf('i3')).toMatchObject([{ entry, segment: { here: { fromPts: 10_240, toPts: 20_480, timeBase: '1/10240' }, there: { fromPts: 0, toPts: 15_360, timeBase: '1/15360' }, mirrored: true } }]);
  });

  it('that cannot be is refused with what is wrong, and nothing is recorded', async () => {
    const named = { from: 0, to: 10_240, in: 0, out: 10_240 };
    const refused: [judgement: Judgement, words: string][] = [
      [{ a: 'i1', b: 'i1' }, 'one and the same item'],
      [{ a: 'i1', b: 'i9' }, '"i9"'],
      [{ a: 'i1', b: 'i2', because: '  ' }, 'reason is empty'],
      [{ a: 'i1', b: 'i2', about: { named: { ...named, to: -1 } } }, 'ends before it begins'],
      [{ a: 'i1', b: 'i2', about: { named: { ...named, out: 15_360 * 60 } } }, 'outside the item'],
      [{ a: 'i1', b: 'i2', about: { listed: { numbers: [3] } } }, 'no segment 3'],
      [{ a: 'i1', b: 'i3', about: { listed: { numbers: [1] } } }, 'is 0'],
      [{ a: 'i1', b: 'i2', about: { listed: { numbers: [1], wide: 200 } } }, 'from 31 to 100'],
    ];
    const before = (await acts(folder)).length;
    for (const [judgement, words] of refused) await expect(judge(judgement)).rejects.toMatchObject({ name: 'CaseError', message: containing(words) });
    expect(await acts(folder)).toHaveLength(before);
  });

  it('leaves rows that follow from the log', async () => {
    expect((await rows(folder, 'SELECT * FROM sameness_segment')).length).toBeGreaterThan(4);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });
});
