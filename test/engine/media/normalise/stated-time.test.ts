import { describe, expect, it } from 'vitest';
import { statedTimeSchema } from '../../../../src-main/shared/facts.ts';
import { parseStatedTime } from '../../../../src-main/engine/media/normalise/stated-time.ts';

describe('stated times', () => {
  it.each([
    ['2019-02-12T15:27:12+08:00', { local: '2019-02-12T15:27:12', offset: '+08:00', utc: '2019-02-12T07:27:12Z' }],
    ['2019-07-24T11:25:40+0300', { local: '2019-07-24T11:25:40', offset: '+03:00', utc: '2019-07-24T08:25:40Z' }],
    ['2024-02-02T08:09:57.000000Z', { local: '2024-02-02T08:09:57.000000', offset: 'Z', utc: '2024-02-02T08:09:57.000000Z' }],
    ['2024-02-02 08:09:57 UTC', { local: '2024-02-02T08:09:57', offset: 'Z', utc: '2024-02-02T08:09:57Z' }],
    ['UTC 2024-02-02 08:09:57', { local: '2024-02-02T08:09:57', offset: 'Z', utc: '2024-02-02T08:09:57Z' }],
    ['2026:03:23 15:57:20.001+01:00', { local: '2026-03-23T15:57:20.001', offset: '+01:00', utc: '2026-03-23T14:57:20.001Z' }],
    ['2024:04:14 02:20:31+05:45', { local: '2024-04-14T02:20:31', offset: '+05:45', utc: '2024-04-13T20:35:31Z' }],
  ])('gives %s its instant', (printed, value) => expect(parseStatedTime(printed)).toEqual(value));

  it.each([
    ['2016:12:13 15:26:53', '2016-12-13T15:26:53'],
    ['MON SEP 10 20:52:00 2012', '2012-09-10T20:52:00'],
    ['Sat Apr  5 08:02:03 2008', '2008-04-05T08:02:03'],
    ['1601-06-06T16:39:33', '1601-06-06T16:39:33'],
  ])('leaves the offset of %s unknown and names no instant', (printed, local) =>
    expect(parseStatedTime(printed)).toEqual({ local, offset: 'unknown' }));

  it.each([
    ['1904-01-01T00:00:00.000000Z', 'epoch-zero'],
    ['1970-01-01 00:00:00 UTC', 'epoch-zero'],
    ['0000:00:00 00:00:00', 'never-set'],
    ['2021:02:30 12:00:00', 'impossible-date'],
    ['2021-02-03T25:00:00Z', 'impossible-date'],
    ['2005/ 4/ 5 12:13', 'seconds-not-stated'],
  ])('keeps %s and doubts it as %s', (printed, doubt) => expect(parseStatedTime(printed)?.doubt).toBe(doubt));

  it('gives no instant to a day that does not exist', () => expect(parseStatedTime('2021-02-30T12:00:00Z')?.utc).toBeUndefined());

  it.each(['', '2019', '2019-02-12', '    :  :     :  :  ', 'yesterday', '2019-02-12T15:27:12+08:00; drop', 'MON FOO 10 20:52:00 2012'])(
    'takes %j for no time of day',
    (printed) => expect(parseStatedTime(printed)).toBeUndefined(),
  );

  it.each(['0000:00:00 00:00:00', '99999-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '2021-02-30T12:00:00Z', '2005/ 4/ 5 12:13'])(
    'fits the schema of the record when it reads %s',
    (printed) => expect(statedTimeSchema.safeParse(parseStatedTime(printed)).success).toBe(true),
  );
});
