import { describe, expect, it } from 'vitest';
import { readRange, type RangeAnswer } from '../../src-main/server/byte-range.ts';

const tag = '"abc"';
const read = (header: string | undefined, bytes = 1000, ifRange?: string): RangeAnswer => readRange(header, { bytes, tag, ifRange });
const part = (first: number, last: number): RangeAnswer => ({ kind: 'part', first, last });
const whole: RangeAnswer = { kind: 'whole' };
const refused: RangeAnswer = { kind: 'not-satisfiable' };

describe('a Range header', () => {
  it.each<[string, string | undefined, RangeAnswer]>([
    ['that is absent asks for the whole', undefined, whole],
    ['asks for the first bytes', 'bytes=0-99', part(0, 99)],
    ['asks for one byte', 'bytes=999-999', part(999, 999)],
    ['is open at its end', 'bytes=500-', part(500, 999)],
    ['counts from the back', 'bytes=-200', part(800, 999)],
    ['asks for more at the back than there is', 'bytes=-5000', part(0, 999)],
    ['ends behind the end', 'bytes=900-5000', part(900, 999)],
    ['ends further behind the end than a number goes', `bytes=900-${'9'.repeat(400)}`, part(900, 999)],
    ['names its unit in capitals and with spaces', ' BYTES = 0-9 ', part(0, 9)],
    ['begins at the end', 'bytes=1000-', refused],
    ['begins further behind the end than a number goes', `bytes=${'9'.repeat(400)}-`, refused],
    ['asks for nothing from the back', 'bytes=-0', refused],
    ['asks for several ranges', 'bytes=0-1,5-6', refused],
    ['ends before it begins, and is passed over', 'bytes=5-4', whole],
    ['names no number', 'bytes=-', whole],
    ['names words', 'bytes=a-b', whole],
    ['has a negative end', 'bytes=0--1', whole],
    ['is in another unit', 'seconds=0-9', whole],
    ['is empty', '', whole],
  ])('%s', (_, header, wanted) => expect(read(header)).toEqual(wanted));

  it('is never satisfied by an empty file', () => {
    expect(read('bytes=0-', 0)).toEqual(refused);
    expect(read('bytes=-1', 0)).toEqual(refused);
    expect(read(undefined, 0)).toEqual(whole);
  });

  it.each([['"abc"', part(0, 9)], ['"other"', whole], ['W/"abc"', whole], ['Sun, 22 Nov 2026 08:00:00 GMT', whole]])('with If-Range %s', (ifRange, wanted) =>
    expect(read('bytes=0-9', 1000, ifRange)).toEqual(wanted),
  );
});
