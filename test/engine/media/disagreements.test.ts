import { describe, expect, it } from 'vitest';
import type { Observation, WitnessName, WitnessReading } from '../../../src-main/shared/facts.ts';
import { findDisagreements } from '../../../src-main/engine/media/disagreements.ts';
import { agreeOnTime, cellsOfTime, comparedTime } from '../../../src-main/engine/media/statements-apart.ts';
import { parseIso6709 } from '../../../src-main/engine/media/normalise/position.ts';
import { parseStatedTime } from '../../../src-main/engine/media/normalise/stated-time.ts';

type TimeObservation = Extract<Observation, { field: 'recorded-at' }>;

function reading(witness: WitnessName, observations: Observation[]): WitnessReading {
  return { witness, version: '1', recipe: [], outcome: 'read', raw: new Uint8Array(), observations };
}

function unreadable(printed: string): never {
  throw new Error(`The test's own statement cannot be read: ${printed}`);
}

function time(basis: string, printed: string): Observation {
  return { field: 'recorded-at', basis, path: basis, raw: printed, value: parseStatedTime(printed) ?? unreadable(printed) };
}

function place(basis: string, printed: string): Observation {
  return { field: 'position', basis, path: basis, raw: printed, value: parseIso6709(printed) ?? unreadable(printed) };
}

function words(field: 'device-make' | 'software' | 'video-codec', value: string, basis = 'container'): Observation {
  return { field, basis, path: field, raw: value, value };
}

const between = (...observations: Observation[]) => findDisagreements(observations.map((one, n) => reading(n % 2 === 0 ? 'ffprobe' : 'mediainfo', [one])));

describe('disagreements about the time', () => {
  it('lists an export date against the date of recording, each with its place', () => {
    const [found] = findDisagreements([
      reading('ffprobe', [time('container', '2024-02-02T08:09:57Z'), time('apple-quicktime', '2019-02-12T15:27:12+08:00')]),
      reading('mediainfo', [time('container', '2024-02-02 08:09:57 UTC')]),
    ]);
    expect(found).toMatchObject({
      field: 'recorded-at',
      statements: [
        { text: '2024-02-02T08:09:57Z', by: [{ witness: 'ffprobe', basis: 'container' }, { witness: 'mediainfo', basis: 'container' }] },
        { text: '2019-02-12T15:27:12+08:00', by: [{ witness: 'ffprobe', basis: 'apple-quicktime' }] },
      ],
    });
  });

  it('lets two seconds pass and no third', () => {
    expect(between(time('a', '2020-01-01T00:00:00Z'), time('b', '2020-01-01T01:00:02+01:00'))).toEqual([]);
    expect(between(time('a', '2020-01-01T00:00:00Z'), time('b', '2020-01-01T00:00:03Z'))).toHaveLength(1);
  });

  it('takes local time without an offset for the same instant in some zone', () => {
    expect(between(time('exif', '2024:04:14 02:20:31'), time('gps', '2024:04:13 20:35:31Z'))).toEqual([]);
    expect(between(time('exif', '2024:04:14 02:20:31'), time('container', '2024-04-14 02:20:31 UTC'))).toEqual([]);
  });

  it('names a difference that no zone explains', () => {
    expect(between(time('exif', '2024:04:14 02:27:31'), time('gps', '2024:04:13 20:35:31Z'))).toHaveLength(1);
    expect(between(time('exif', '2024:04:15 20:35:31'), time('gps', '2024:04:13 20:35:31Z'))).toHaveLength(1);
  });

  it('takes two readings of one clock without offset as they stand', () => {
    expect(between(time('exif', '2024:04:14 02:00:00'), time('exif', '2024-04-14 03:00:00'))).toHaveLength(1);
    expect(between(time('exif', '2024:04:14 02:00:00'), time('container', '2024-04-14 03:00:00'))).toEqual([]);
  });

  it('does not count a clock that was never set', () =>
    expect(between(time('container', '1904-01-01T00:00:00Z'), time('exif', '2020-01-01T00:00:00Z'), time('track 0', '0000:00:00 00:00:00'))).toEqual([]));

  it('does not let small steps add up to an agreement', () =>
    expect(between(time('a', '2020-01-01T00:00:00Z'), time('b', '2020-01-01T00:00:02Z'), time('c', '2020-01-01T00:00:04Z'))[0]?.statements).toHaveLength(2));
});

describe('thousands of times that all differ', () => {
  const at = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
  const start = Date.UTC(2020, 0, 1);

  it('are compared with their neighbours only', () => {
    // Every regular expression and every pair would take seconds: the number of comparisons is what is held here.
    let compared = 0;
    const cells = new Map<number, number>();
    for (let n = 0; n < 2000; n++) {
      const [own, ...near] = cellsOfTime(comparedTime(time('a', `${at(start + n * 3 * 3600_000)}Z`) as TimeObservation));
      for (const cell of [own, ...near]) compared += cells.get(cell) ?? 0;
      cells.set(own, (cells.get(own) ?? 0) + 1);
    }
    expect(compared).toBeLessThan(20_000);
  });

  it('are each found in the group that a search through all of them finds', () => {
    const [quarter, zone] = [15 * 60_000, 14 * 3600_000];
    const offsets = [0, 1000, 2000, 3000, 59_000, 61_000, -2000, quarter, quarter + 2000, 7 * quarter - 1000, zone, zone + 2000, zone + 3000, -12 * 3600_000 - 1000, zone + quarter];
    const observations = offsets.flatMap((ms, n) => [
      time(`known ${n}`, `${at(start + ms)}Z`),
      time(`unknown ${n}`, at(start - ms)),
      time(`no seconds ${n}`, at(start + ms).slice(0, 16)),
    ]) as TimeObservation[];
    const groups: TimeObservation[][] = [];
    const surest = observations.toSorted((a, b) => Number(a.value.offset === 'unknown') - Number(b.value.offset === 'unknown'));
    for (const one of surest) {
      const group = groups.find(([first]) => first && agreeOnTime(comparedTime(first), comparedTime(one)));
      if (group) group.push(one);
      else groups.push([one]);
    }
    const [found] = findDisagreements([reading('ffprobe', observations)]);
    expect(found?.statements.map(({ by }) => by.map(({ basis }) => basis))).toEqual(groups.map((group) => group.map(({ basis }) => basis)));
    expect(groups.length).toBeGreaterThan(5);
    expect(groups.length).toBeLessThan(observations.length);
  });
});

describe('other disagreements', () => {
  it('lets places differ by 30 m or by their precision', () => {
    expect(between(place('xyz', '+51.4169-000.0806/'), place('apple', '+51.4171-000.0806/'))).toEqual([]);
    expect(between(place('xyz', '+51.4169-000.0806/'), place('apple', '+51.4179-000.0806/'))).toHaveLength(1);
    expect(between(place('xyz', '+51.4-000.1/'), place('apple', '+51.4179-000.0806/'))).toEqual([]);
  });

  it('does not set 0,0 against a place', () => expect(between(place('xyz', '+00.0000+000.0000/'), place('apple', '+51.4179-000.0806/'))).toEqual([]));

  it('folds case and accepts a shorter name for the same maker or system', () => {
    expect(between(words('device-make', 'Canon'), words('device-make', 'CANON'))).toEqual([]);
    expect(between(words('software', '26.3.1'), words('software', 'iOS 26.3.1'))).toEqual([]);
    expect(between(words('device-make', 'Canon'), words('device-make', 'Nikon'))).toHaveLength(1);
  });

  it('compares the codec of a track with the same track only', () => {
    expect(between(words('video-codec', 'h264', 'track 0'), words('video-codec', 'hevc', 'track 1'))).toEqual([]);
    expect(between(words('video-codec', 'h264', 'track 0'), words('video-codec', 'hevc', 'track 0'))).toHaveLength(1);
  });

  it('allows a tenth of a second or one hundredth of a duration', () => {
    const lasting = (seconds: string): Observation => ({ field: 'duration', basis: 'container', path: '', raw: seconds, value: { seconds } });
    expect(between(lasting('1.3'), lasting('1.4'))).toEqual([]);
    expect(between(lasting('1.3'), lasting('1.42'))).toHaveLength(1);
    expect(between(lasting('1000'), lasting('1010'))).toEqual([]);
    expect(between(lasting('1000'), lasting('1011'))).toHaveLength(1);
  });

  it('takes sizes and rotations exactly, but turns a stored still freely', () => {
    const size = (basis: string, width: number, height: number): Observation => ({ field: 'display-size', basis, path: '', raw: '', value: { width, height } });
    expect(between(size('track 0', 640, 480), size('track 0', 640, 479))).toHaveLength(1);
    expect(between(size('track 0', 640, 480), size('track 0', 480, 640))).toHaveLength(1);
    expect(between(size('exif', 3024, 4032), size('stored-picture', 4032, 3024))).toEqual([]);
    const turn = (degrees: number, mirrored: boolean): Observation => ({ field: 'rotation', basis: 'track 0', path: '', raw: '', value: { degrees, mirrored } });
    expect(between(turn(90, false), turn(90, true))).toHaveLength(1);
  });

  it('finds nothing where one witness speaks alone', () => expect(between(words('device-make', 'Apple'))).toEqual([]));
});
