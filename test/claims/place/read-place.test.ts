import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree } from '../../../src-main/claims/place/agree.ts';
import type { Place } from '../../../src-main/claims/place/place.ts';
import { allNotations, readPlace, type ReadPlaceOptions } from '../../../src-main/claims/place/read-place.ts';

function placeOf(text: string, options?: ReadPlaceOptions): Place {
  const place = readPlace(text, options);
  if ('problem' in place) throw new Error(`${text}: ${place.problem} (${place.part}: ${place.found})`);
  return place;
}

const [latitude, longitude] = ['44.326859', '131.668647'];

describe('a place in decimal degrees', () => {
  it.each([
    '44.326859, 131.668647',
    '44.326859 131.668647',
    '44.326859,131.668647',
    '44,326859 131,668647',
    '44,326859, 131,668647',
    '44,326859; 131,668647',
    '44,326859,131,668647',
    '(44.326859 / 131.668647)',
    '+44.326859 +131.668647',
    '44.326859° 131.668647°',
    '44.326859°N 131.668647°E',
    'N 44.326859 E 131.668647',
    'N44.326859, E131.668647',
    '131.668647 E, 44.326859 N',
    'lat: 44.326859, lon: 131.668647',
    'Longitude 131.668647, Latitude 44.326859',
    '44.326859 с.ш. 131.668647 в.д.',
    '44.326859 North, 131.668647 East',
    '\u200e44.326859,\u00a0131.668647',
    '+44.326859+131.668647/',
    '+44.326859+131.668647+112.5/',
    'geo:44.326859,131.668647',
    'GEO:44.326859,131.668647,112.5;crs=WGS84',
    'geo:0,0?q=44.326859,131.668647(Sergeevka)',
    'https://www.google.com/maps/place/X/@44.1,131.1,17z/data=!3m1!4b1!4m6!8m2!3d44.326859!4d131.668647?entry=ttu',
    'https://www.google.de/maps/@44.326859,131.668647,17z',
    'https://maps.google.com/?q=44.326859,131.668647',
    'https://maps.google.co.uk/maps?ll=44.326859,131.668647&z=15',
    'https://www.google.com/maps/search/?api=1&query=44.326859%2C131.668647',
    'https://www.google.com/maps/search/44.326859,+131.668647',
    'google.com/maps?q=loc:44.326859,131.668647',
    'https://www.openstreetmap.org/#map=17/44.326859/131.668647',
    'https://www.openstreetmap.org/?mlat=44.326859&mlon=131.668647#map=5/1/2',
    'https://yandex.ru/maps/?ll=131.668647%2C44.326859&z=15',
    'https://yandex.com/maps/11409/x/?ll=1%2C2&whatshere%5Bpoint%5D=131.668647%2C44.326859',
    'https://yandex.ru/maps/?pt=131.668647,44.326859,pm2rdm&ll=1,2',
    'https://www.bing.com/maps?cp=44.326859~131.668647&lvl=15',
    'https://bing.com/maps/default.aspx?sp=point.44.326859_131.668647_Here&cp=1~2',
    'https://maps.apple.com/?ll=44.326859,131.668647&q=Pin',
    'https://maps.apple.com/place?coordinate=44.326859,131.668647&name=Pin',
  ])('is read from %s', (text) => {
    expect(placeOf(text)).toMatchObject({ latitude, longitude, latitudeError: '0.0000005', precisionM: '0.069', text });
  });

  it('is as precise as its last digit, and the worse of the two numbers counts', () => {
    expect(placeOf('0.1, 0.1').precisionM).toBe('7850');
    expect(placeOf('60.00000, 0.00000').precisionM).toBe('0.624');
    expect(placeOf('44, 131.668647').latitudeError).toBe('0.5');
    expect(placeOf('44.3, 131.60').longitudeError).toBe('0.005');
  });

  it('tells a pin from the middle of a map', () => {
    expect(placeOf('https://yandex.ru/maps/?ll=131.6,44.3').notation).toBe('yandex-view');
    expect(placeOf('https://yandex.ru/maps/?pt=131.6,44.3').notation).toBe('yandex-pin');
    expect(placeOf('https://www.google.com/maps/@44.3,131.6,17z').notation).toBe('google-view');
    expect(placeOf('https://www.google.com/maps/@44.3,131.6,17z/data=!3d44.31!4d131.61')).toMatchObject({ notation: 'google-pin', latitude: '44.31' });
  });

  it('has the uncertainty that a geo address states, whatever its digits', () => {
    expect(placeOf('geo:44.3,131.6;u=35')).toMatchObject({ precisionM: '35' });
    expect(placeOf('geo:44.326859,131.668647;crs=wgs84;u=35')).toMatchObject({ precisionM: '35' });
  });
});

describe('a place in degrees, minutes and seconds', () => {
  it.each([
    `44°19'36.7"N 131°40'07.1"E`,
    '44°19′36.7″ с.ш., 131°40′07.1″ в.д.',
    `44º 19' 36,7'' N, 131º 40' 07,1'' E`,
    'N 44 19 36.7 E 131 40 07.1',
    '44:19:36.7, 131:40:07.1',
    '44 19 36.7 131 40 07.1',
    '+441936.7+1314007.1/',
    `131°40'07.1"E 44°19'36.7"N`,
    `https://www.google.com/maps/place/44%C2%B019'36.7%22N+131%C2%B040'07.1%22E/`,
  ])('is read from %s', (text) => {
    expect(placeOf(text)).toMatchObject({ latitude: '44.326861111111', longitude: '131.668638888889', precisionM: '1.9' });
  });

  it('may end in minutes', () => {
    for (const text of [`44°19.6115'N 131°40.1188'E`, '44 19.6115 131 40.1188', '+4419.6115+13140.1188/']) {
      expect(placeOf(text)).toMatchObject({ latitude: '44.326858333333', longitude: '131.668646666667' });
    }
  });

  it('keeps its side of the globe, also within a degree of zero', () => {
    expect(placeOf(`0°30'00"S 0°15'00"W`)).toMatchObject({ latitude: '-0.5', longitude: '-0.25' });
    expect(placeOf('-0 30 00, -0 15 00')).toMatchObject({ latitude: '-0.5', longitude: '-0.25' });
    expect(placeOf('-003000-0001500/')).toMatchObject({ latitude: '-0.5', longitude: '-0.25' });
  });
});

describe('a place in a grid', () => {
  it('is the middle of a full plus code', () => {
    expect(placeOf('8QPH8MG9+PFR')).toMatchObject({ latitude: '44.3268625', longitude: '131.668640625', precisionM: '1.87', notation: 'plus-code' });
    expect(placeOf('8qph8mg9+pf').precisionM).toBe('8.55');
    expect(placeOf('https://plus.codes/8QPH8MG9+PFR')).toMatchObject({ plusCode: '8QPH8MG9+PFR' });
    expect(placeOf('8QPH0000+').precisionM).toMatch(/^\d{5}$/);
  });

  it('is the middle of a square of MGRS', () => {
    // The example of the standard's first readers: 4Q FJ 12345 67890, near Honolulu.
    expect(placeOf('4QFJ1234567890')).toMatchObject({ notation: 'mgrs', precisionM: '0.758' });
    expect(Number(placeOf('4Q FJ 12345 67890').latitude)).toBeCloseTo(21.409801, 5);
    expect(Number(placeOf('4Q FJ 12345 67890').longitude)).toBeCloseTo(-157.916076, 5);
    expect(placeOf('04qfj1267').precisionM).toBe('708');
    expect(agree(placeOf('52TGQ1278011641'), placeOf('44.326859, 131.668647')).agree).toBe(true);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['', 'notation-unknown', 'text'],
    ['hello', 'notation-unknown', 'text'],
    ['44.3', 'count-of-numbers', 'text'],
    ['44.3 131.6 12', 'count-of-numbers', 'text'],
    ['91, 10', 'degrees-out-of-range', 'latitude'],
    ['131.6, 44.3', 'degrees-out-of-range', 'latitude'],
    ['10, 181', 'degrees-out-of-range', 'longitude'],
    [`44°61'00"N 131°40'00"E`, 'minutes-out-of-range', 'latitude'],
    [`44°01'00"N 131°40'60"E`, 'minutes-out-of-range', 'longitude'],
    [`90°00'01"N 131°40'00"E`, 'degrees-out-of-range', 'latitude'],
    [`44.5°19'N 131°40'E`, 'fraction-before-the-end', 'latitude'],
    ['-44.3 N, 131.6 E', 'sign-and-letter', 'latitude'],
    ['44.3 N, -131.6 E', 'sign-and-letter', 'longitude'],
    ['44.3 N, 131.6 N', 'hemisphere-unclear', 'hemisphere'],
    ['44.3 N, 131.6 O', 'hemisphere-unclear', 'hemisphere'],
    ['44.3 x 131.6', 'character-unexpected', 'text'],
    ["44'19° 131'40°", 'character-unexpected', 'latitude'],
    ['geo:44.3', 'count-of-numbers', 'text'],
    ['geo:44.3,131.6;crs=nad27', 'reference-system-unknown', 'reference-system'],
    ['geo:44.3,131.6;u=-1', 'uncertainty-unreadable', 'uncertainty'],
    ['+44.3+131.6CRSEPSG:28414/', 'reference-system-unknown', 'reference-system'],
    ['https://maps.app.goo.gl/abc', 'link-short', 'link'],
    ['https://yandex.ru/maps/-/CDabc', 'link-short', 'link'],
    ['https://example.org/@44.3,131.6', 'link-host-unknown', 'link'],
    ['https://google.com.evil.example/maps/@44.3,131.6,1z', 'link-host-unknown', 'link'],
    ['https://www.google.com/maps/place/Sergeevka', 'link-without-place', 'link'],
    ['8QPH8MG+PFR', 'plus-code-invalid', 'plus-code'],
    ['8QPH8MG9+PFA', 'plus-code-invalid', 'plus-code'],
    ['XQPH8MG9+PFR', 'plus-code-invalid', 'plus-code'],
    ['8MG9+PFR', 'reference-missing', 'reference'],
    ['8MG9+PFR Nowhere', 'reference-unknown', 'reference'],
    ['61UXP0404', 'grid-zone-unknown', 'grid-zone'],
    ['33BXP0404', 'grid-zone-unknown', 'grid-zone'],
    ['33UAA1111', 'grid-square-unknown', 'grid-square'],
    ['33UXZ1111', 'grid-square-unknown', 'grid-square'],
    ['33UXP123', 'grid-digits-uneven', 'grid-digits'],
    ['33UXP 123 12', 'grid-digits-uneven', 'grid-digits'],
  ])('%s names its part', (text, problem, part) => {
    const reading = readPlace(text);
    expect(reading).toMatchObject({ problem, part });
    expect('accepted' in reading && reading.accepted.length).toBeGreaterThan(10);
  });

  it('is never a reason to throw', () => {
    const piece = fc.constantFrom('44.3', '131', '-', '+', '°', "'", '"', 'N', 'E', ',', ' ', '8MG9+PFR', 'geo:', ';u=1', 'https://google.com/maps/', '@', '!3d', '33UXP', '/', '%');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(piece).map((pieces) => pieces.join(''))), (text) => {
        expect(readPlace(text)).toBeTypeOf('object');
      }),
      { numRuns: 2000, seed: 8 },
    );
  });
});

describe('every notation of a place', () => {
  const decimals = (limit: number): fc.Arbitrary<string> =>
    fc.tuple(fc.double({ min: -limit, max: limit, noNaN: true }), fc.integer({ min: 0, max: 8 })).map(([value, places]) => value.toFixed(places));

  it('is read back as the same place', () => {
    fc.assert(
      fc.property(decimals(90), decimals(180), (north, east) => {
        const place = placeOf(`${north}, ${east}`);
        for (const text of Object.values(place.allNotations as unknown as Record<string, string>)) expect({ text, ...agree(place, placeOf(text)) }).toMatchObject({ agree: true });
        expect(allNotations(place)).toEqual(place.allNotations);
      }),
      { numRuns: 500, seed: 6 },
    );
  });

  it('is written for the village of the example', () => {
    expect(placeOf('44.326859, 131.668647').allNotations).toEqual({
      decimal: '44.326859, 131.668647',
      dms: `44°19'36.692"N 131°40'07.129"E`,
      iso6709: '+44.326859+131.668647/',
      geo: 'geo:44.326859,131.668647;u=0.069',
      plusCode: '8QPH8MG9+PFR',
      mgrs: '52TGQ1278011641',
    });
  });

  it('carries seconds and minutes over', () => {
    expect(placeOf('59.9999999, -0.9999999').allNotations.dms).toBe(`59°59'59.9996"N 0°59'59.9996"W`);
    expect(placeOf('59.9999, 0.9999').allNotations.dms).toBe(`59°59'59.6"N 0°59'59.6"E`);
    expect(placeOf('geo:59.99999,0.99999;u=100').allNotations.dms).toBe(`60°00'00"N 1°00'00"E`);
  });

  it('has no grid reference where the grid ends', () => {
    expect(placeOf('84.5, 10').allNotations).not.toHaveProperty('mgrs');
    expect(placeOf('-80.5, 10').allNotations).not.toHaveProperty('mgrs');
    expect(placeOf('83.9, 10').allNotations).toHaveProperty('mgrs');
  });
});
