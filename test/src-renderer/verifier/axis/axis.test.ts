import { describe, expect, it } from 'vitest';
import type { DrawnTimePart } from '../../../../src-main/shared/assessment-document.ts';
import { rowsOf, stretchText } from '../../../../src-renderer/verifier/axis/rows.ts';
import { ticksBetween } from '../../../../src-renderer/verifier/axis/ticks.ts';

const at = (text: string): number => Date.parse(text);

const part: DrawnTimePart = {
  kind: 'time',
  item: 'a'.repeat(64),
  window: { start: { earliest: at('2024-10-15T00:00Z'), latest: at('2024-10-16T00:00Z') }, end: { earliest: at('2024-10-18T00:00Z'), latest: at('2024-10-18T00:00Z') }, endFrom: 'publication' },
  bounds: [
    { id: 'evidence 5', basis: 'post-id', kind: 'not-later-than', instant: { earliest: at('2024-10-18T10:36Z'), latest: at('2024-10-18T10:37Z') } },
    { id: 'file-time 3', basis: 'file-time', kind: 'not-later-than', instant: { latest: at('2026-01-01T00:00Z') } },
    { id: 'evidence 9', basis: 'sun', kind: 'periodic', within: [{ from: 1, to: 2 }, { from: 5 }], segment: 'the first shot' },
  ],
  assessment: { verdict: 'consistent-but-unproven', restsOn: ['evidence 5'], feasible: [{ to: at('2024-10-18T10:37Z') }], assertions: [{ id: 'file-time 3' }], setAside: ['evidence 9'] },
};

describe('the rows of a time axis', () => {
  it('are the window, each bound by its weight, and what is left', () => {
    expect(rowsOf(part).map(({ kind, label, decides }) => [kind, label, decides])).toEqual([
      ['window', 'claimed, up to its publication', false],
      ['decisive', 'not later than: post id (evidence 5)', true],
      ['assertion', 'not later than: file time (file-time 3)', false],
      ['set-aside', 'periodic: position of the sun (evidence 9, segment "the first shot")', false],
      ['feasible', 'what decisive evidence leaves', false],
    ]);
  });

  it('show the error of an end where both of its sides are known and differ', () => {
    const [window, post, file] = rowsOf(part);
    expect(window?.errors.map(stretchText)).toEqual(['2024-10-15 00:00 to 2024-10-16 00:00']);
    expect(post).toMatchObject({ allows: [{ to: at('2024-10-18T10:37Z') }], errors: [{ from: at('2024-10-18T10:36Z'), to: at('2024-10-18T10:37Z') }] });
    expect(file?.errors).toEqual([]);
  });

  it('have no window where the claim has none', () => {
    expect(rowsOf({ ...part, window: { undefinedBecause: 'free-text' } }).map(({ kind }) => kind)).not.toContain('window');
  });
});

describe('the ticks of a time axis', () => {
  const spans: [from: string, to: string, first: string, howMany: number][] = [
    ['2024-10-18T10:36:58Z', '2024-10-18T10:37:03Z', '2024-10-18 10:36:58', 6],
    ['2024-10-18T10:00Z', '2024-10-18T14:30Z', '2024-10-18 10:00', 5],
    ['2024-10-10T01:00Z', '2024-10-20T00:00Z', '2024-10-12', 5],
    ['2024-01-15T00:00Z', '2024-07-01T00:00Z', '2024-02', 6],
    ['1969-06-01T00:00Z', '2026-01-01T00:00Z', '1970-01', 6],
  ];
  it.each(spans)('between %s and %s are round moments, few enough to be read', (from, to, first, howMany) => {
    const ticks = ticksBetween(at(from), at(to));
    expect(ticks[0]?.label).toBe(first);
    expect(ticks.length).toBe(howMany);
  });

  it('end for the farthest times that a date can hold', () => {
    expect(ticksBetween(-8.64e15, 8.64e15).length).toBeLessThan(8);
    expect(ticksBetween(0, 0).length).toBeLessThan(8);
  });
});
