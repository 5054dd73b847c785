import { describe, expect, it } from 'vitest';
import { decimalText, quotientText, rationalText, withoutTrailingZeros } from '../../../../src-main/engine/media/normalise/decimal.ts';

describe('decimal text', () => {
  it.each([
    ['+27.1281', '27.1281'],
    ['-000.0806', '-0.0806'],
    ['-0.000', '0.000'],
    ['1.5e-3', '0.0015'],
    ['2.5E2', '250'],
    ['12E-1', '1.2'],
    ['.5', '0.5'],
    ['7.', '7'],
  ])('reads %s as %s and keeps every stated digit', (printed, text) => expect(decimalText(printed)).toBe(text));

  it.each(['', 'abc', '1,5', '1.2.3', '-', 'NaN', '0x10', '1e9999'])('takes %j for no number', (printed) => expect(decimalText(printed)).toBeUndefined());

  it('divides without the noise of binary fractions', () => {
    expect(rationalText('30000/1001')).toBe('29.97003');
    expect(rationalText('1000000/33333')).toBe('30.0003');
    expect(quotientText(-1n, 3n, 4)).toBe('-0.3333');
    expect(quotientText(2n, 3n, 0)).toBe('1');
    expect(quotientText(-1n, 1000n, 2)).toBe('0');
  });

  it('has no value for a rate that was never set', () => {
    expect(rationalText('0/0')).toBeUndefined();
    expect(rationalText('30/0')).toBeUndefined();
  });

  it('drops only zeros after the point', () => {
    expect(withoutTrailingZeros('30.000')).toBe('30');
    expect(withoutTrailingZeros('300')).toBe('300');
    expect(withoutTrailingZeros('2.600')).toBe('2.6');
  });
});
