import { describe, expect, it } from 'vitest';
import { parseDegrees, parseIso6709, parseWrittenPlace, toPosition } from '../../../../src-main/engine/media/normalise/position.ts';

describe('positions', () => {
  it('reads Apple\'s and Android\'s ISO 6709 with its altitude', () => {
    expect(parseIso6709('+27.1281+100.2508+000.000/')).toEqual({
      latitude: '27.1281', longitude: '100.2508', altitudeM: '0.000', precisionM: '5.6', precisionBasis: 'digits', nullIsland: false,
    });
    expect(parseIso6709('+51.4169-000.0806/')).toMatchObject({ latitude: '51.4169', longitude: '-0.0806' });
  });

  it('tells degrees from degrees and minutes by the digits before the point', () => {
    expect(parseIso6709('+4012.5-07500.75/')).toMatchObject({ latitude: '40.2083', longitude: '-75.0125' });
    expect(parseIso6709('-401230.0+0750045.0+12/')).toMatchObject({ latitude: '-40.208333', longitude: '75.0125', altitudeM: '12' });
  });

  it('takes half the last digit for the precision, and the file\'s own error where it states one', () => {
    expect(parseIso6709('+40.680-074.500/')?.precisionM).toBe('56');
    expect(parseIso6709('+40+074/')?.precisionM).toBe('55660');
    expect(parseIso6709('+49.1989+016.6071/', '3.535534')).toMatchObject({ precisionM: '3.535534', precisionBasis: 'stated' });
    expect(parseIso6709('+49.1989+016.6071/', '0')).toMatchObject({ precisionBasis: 'digits' });
  });

  it('flags 0,0 and nothing beside it', () => {
    expect(parseIso6709('+00.0000+000.0000/')?.nullIsland).toBe(true);
    expect(parseIso6709('-00.0000+000.0000/')).toMatchObject({ latitude: '0.0000', nullIsland: true });
    expect(parseIso6709('+00.0000+000.0001/')?.nullIsland).toBe(false);
  });

  it('reads MediaInfo\'s two ways of writing a place', () => {
    expect(parseWrittenPlace('49°11\'56.14"N 16°36\'25.39"E 222.4687m')).toMatchObject({ latitude: '49.1989278', longitude: '16.6070528', altitudeM: '222.4687' });
    expect(parseWrittenPlace('37°44.8835000\'N 119°30.8414000\'W 1960.0000m')).toMatchObject({ latitude: '37.7480583333', longitude: '-119.5140233333' });
    expect(parseWrittenPlace('40.6800°N 74.4999°W')).toMatchObject({ latitude: '40.6800', longitude: '-74.4999' });
  });

  it('adds degrees, minutes and seconds exactly', () => {
    const place = toPosition({ latitude: { parts: ['27', '41', '38.4'], negative: true }, longitude: { parts: ['85', '17', '6.94'], negative: false } });
    expect(place).toMatchObject({ latitude: '-27.694', longitude: '85.2852611' });
  });

  it.each(['', 'Paris', '+91.0+000.0/', '+45.0+181.0/', '+45.0', '45.0,7.0', '+45.0+007.0/; rm'])('takes %j for no place', (printed) =>
    expect(parseIso6709(printed)).toBeUndefined());

  it('keeps the sign of a place below the equator', () =>
    expect(parseDegrees({ latitude: '-33.8568', longitude: '151.2153' })).toMatchObject({ latitude: '-33.8568', longitude: '151.2153' }));
});
