import { describe, expect, it } from 'vitest';
import { factFields } from '../../../src-main/shared/facts.ts';
import { factGroups, searchFacts, toTable, type Fact } from '../../../src-renderer/features/item/tabs/facts/fact-groups.ts';
import { linesOf } from '../../../src-renderer/features/item/tabs/facts/read-report.ts';
import { english } from '../../../src-renderer/words/en/index.ts';

const time: Fact = { witness: 'ffprobe', field: 'recorded-at', basis: 'container', path: 'format.tags.creation_time', raw: '2019', value: { local: '2019-07-24T18:25:40', offset: 'unknown' } };
const nowhere: Fact = { witness: 'exiftool', field: 'position', basis: 'gps', path: 'GPSPosition', raw: '0 0', value: { latitude: '0', longitude: '0', precisionM: '10', precisionBasis: 'digits', nullIsland: true } };
const witnesses = [{ witness: 'ffprobe', outcome: 'read' }, { witness: 'exiftool', outcome: 'read' }, { witness: 'c2pa', outcome: 'nothing' }] as never;

describe('the table of facts', () => {
  it('has a column for each witness that answered and a row for each field of which something is stated', () => {
    const { witnesses: columns, groups } = toTable({ witnesses }, [time, nowhere]);
    expect(columns).toEqual(['ffprobe', 'exiftool']);
    expect(groups.map(({ group, rows }) => [group, rows.map(({ field, cells }) => [field, cells.map(({ length }) => length)])])).toEqual([['when', [['recorded-at', [1, 0]]]], ['where', [['position', [0, 1]]]]]);
  });

  it('leaves no field out but those that stand above it', () => {
    const shown = new Set(factGroups.flatMap(([, fields]) => fields));
    expect(factFields.filter((field) => !shown.has(field))).toEqual(['platform-reencode', 'content-credentials', 'damage']);
  });

  it('says that an offset is unknown and that 0,0 is no place', () => {
    const { facts: w } = english.itemTabs;
    expect([w.value(time), w.remark(time)]).toEqual(['2019-07-24 18:25:40, offset unknown', 'the file does not say the time zone']);
    expect([w.isDoubtful(nowhere), w.remark(nowhere)]).toEqual([true, '0,0 is what a device writes without a fix: no place']);
  });

  it('is searched in names, values, raw text and paths, for all words', () => {
    expect(searchFacts([time, nowhere], 'creation_time ffprobe', english)).toEqual([time]);
    expect(searchFacts([time, nowhere], 'creation_time exiftool', english)).toEqual([]);
  });
});

describe('a raw report', () => {
  it('is shown in lines of which long ones are broken without losing a character', () => {
    const long = 'x'.repeat(450);
    const lines = linesOf(`a\n${long}\n`);
    expect(lines.map(({ number }) => number)).toEqual([1, 2, undefined, undefined]);
    expect(lines.slice(1).map(({ text }) => text).join('')).toBe(long);
  });
});
