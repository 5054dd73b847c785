import { describe, expect, it } from 'vitest';
import { ticksOf } from '../../../../src-main/engine/flows/report/nice-scale.ts';

const at = (text: string): number => Date.parse(text);

describe('the ticks of a time axis', () => {
  it('stand at whole days, and say which', () => {
    expect(ticksOf(at('2024-10-11T05:00Z'), at('2024-10-18T10:36Z'), 8).map(({ text }) => text)).toEqual(['2024-10-12', '2024-10-13', '2024-10-14', '2024-10-15', '2024-10-16', '2024-10-17', '2024-10-18']);
  });

  it('are hours with the date at midnight where the axis is short', () => {
    expect(ticksOf(at('2024-10-17T15:00Z'), at('2024-10-18T07:00Z'), 8).map(({ text }) => text)).toEqual(['15:00', '18:00', '21:00', '2024-10-18', '03:00', '06:00']);
  });

  it('are months and years where it is long, and never more than asked for', () => {
    expect(ticksOf(at('2023-11-05T00:00Z'), at('2024-06-05T00:00Z'), 8).map(({ text }) => text)).toEqual(['2023-12', '2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06']);
    expect(ticksOf(at('1904-01-01T00:00Z'), at('2026-01-01T00:00Z'), 8).map(({ text }) => text)).toEqual(['1920', '1940', '1960', '1980', '2000', '2020']);
    for (const [from, to] of [[0, 1], [0, 7], [-8.64e15, 8.64e15], [8.64e15 - 10, 8.64e15]] as const) expect(ticksOf(from, to, 8).length).toBeLessThanOrEqual(8);
  });
});
