import edtf from 'edtf';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstant, type StatedInstant } from '../../src-main/claims/read-instant.ts';

fc.configureGlobal({ seed: 20241018 });

/** Read as if written in UTC, to see the calendar alone. */
function inUtc(text: string): StatedInstant {
  const stated = readInstant(text, { zone: { offsetMinutes: 0 } });
  if ('problem' in stated) throw new Error(`${text}: ${stated.problem}`);
  return stated;
}

const day = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString().replace('T00:00:00.000Z', '').replace('T23:59:59.999Z', '') : String(ms));

describe('EDTF', () => {
  it.each([
    ['20XX', '2000-01-01', '2099-12-31', 'unspecified-digits'],
    ['2024-XX', '2024-01-01', '2024-12-31', 'unspecified-digits'],
    ['2024-1X', '2024-10-01', '2024-12-31', 'unspecified-digits'],
    ['2024-02-XX', '2024-02-01', '2024-02-29', 'unspecified-digits'],
    ['2024-02-2X', '2024-02-20', '2024-02-29', 'unspecified-digits'],
    ['2024-XX-31', '2024-01-31', '2024-12-31', 'unspecified-digits'],
    ['202X-02-29', '2020-02-29', '2028-02-29', 'unspecified-digits'],
    ['-1XXX', '-001999-01-01', '-001000-12-31', 'unspecified-digits'],
    ['2024?', '2024-01-01', '2024-12-31', 'uncertain'],
    ['2024-10-18~', '2024-10-17', '2024-10-19', 'approximate'],
    ['2024~', '2022-12-31', '2026-01-01', 'approximate'],
    ['2024-10%', '2024-08-31', '2024-12-01', 'approximate'],
    ['2024-25', '2024-03-01', '2024-06-30', 'season'],
    ['2024-24', '2023-12-01', '2025-03-31', 'season'],
    ['2024-34', '2024-04-01', '2024-06-30', 'season'],
    ['2024-10-18/2024-10-20', '2024-10-18', '2024-10-20', 'interval'],
    ['2024/2025-03', '2024-01-01', '2025-03-31', 'interval'],
    ['2024-10-18/..', '2024-10-18', 'Infinity', 'open-end'],
    ['../2024-10-18', '-Infinity', '2024-10-18', 'open-start'],
    ['2024-10-18/', '2024-10-18', 'Infinity', 'unknown-end'],
    ['/2024-10-18', '-Infinity', '2024-10-18', 'unknown-start'],
    ['[2023,2025]', '2023-01-01', '2025-12-31', 'one-of-a-set'],
    ['[2023-05..2023-07]', '2023-05-01', '2023-07-31', 'one-of-a-set'],
    ['[..2023]', '-Infinity', '2023-12-31', 'open-start'],
    ['[2023..]', '2023-01-01', 'Infinity', 'open-end'],
    ['201', '2010-01-01', '2019-12-31', 'decade'],
    ['1950S2', '1900-01-01', '1999-12-31', 'significant-digits'],
    ['Y12345', '+012345-01-01', '+012345-12-31', 'year-only'],
  ])('%s covers %s to %s', (text, earliest, latest, basis) => {
    const stated = inUtc(text);
    expect([day(stated.earliest), day(stated.latest)]).toEqual([earliest, latest]);
    expect(stated).toMatchObject({ notation: 'edtf', edtf: text, text });
    expect(stated.basis).toContain(basis);
  });

  it.each([
    ['{2023,2025}', 'several-dates'],
    ['2025/2024', 'interval-reversed'],
    ['Y170000002', 'out-of-range'],
    ['2024-10-18/10', 'not-understood'],
    ['2023-02-3X', 'not-understood'],
    ['2024-99', 'not-understood'],
  ])('%s has no single span: %s', (text, problem) => {
    expect(readInstant(text)).toMatchObject({ problem });
  });

  it('asks a person about what has no certain size', () => {
    for (const text of ['2024?', '2024~', '2024-21', '2024/']) expect(inUtc(text).needsConfirmation).toBe(true);
    for (const text of ['20XX', '2024/2025', '2024/..']) expect(inUtc(text).needsConfirmation).toBe(false);
  });

  it('covers at least what the library counts for dates and intervals of the common era', () => {
    const part = fc.tuple(fc.integer({ min: 1000, max: 2999 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom('', '-XX', '-1X', '-28', '-31'));
    const date = part.map(([year, month, rest]) => `${year}-${String(month).padStart(2, '0')}${rest}`);
    fc.assert(
      fc.property(fc.oneof(date, fc.tuple(date, date).map((pair) => pair.sort().join('/'))), (text) => {
        const stated = readInstant(text, { zone: { offsetMinutes: 0 } });
        if ('problem' in stated) return;
        const { min, max } = edtf(text);
        expect([stated.earliest <= min, stated.latest >= max]).toEqual([true, true]);
      }),
    );
  });
});
