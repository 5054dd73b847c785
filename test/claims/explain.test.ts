import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src-main/claims/assess.ts';
import type { Bound } from '../../src-main/claims/bounds.ts';
import { explain, inWords, type ExplainedInWords } from '../../src-main/claims/explain.ts';
import { englishVerdictWords } from '../../src-main/claims/verdict-words.ts';
import type { ClaimWindow, UndefinedWindow } from '../../src-main/claims/window.ts';
import { utcText } from '../../src-main/claims/utc-text.ts';
import { assertionBounds, decisiveBounds, repeatable, windows } from './bounds-arbitrary.ts';
import { claim, containerDate, earlierCopy, exactly, hourMs, notOlderThan, post } from './worked-case.ts';

function told(window: ClaimWindow | UndefinedWindow, bounds: readonly Bound[]): ExplainedInWords {
  return inWords(explain({ window, bounds, assessment: assess(window, bounds) }), englishVerdictWords);
}

const exactClaim = notOlderThan(72 * hourMs, exactly('2024-10-18T10:36Z'));

describe('the sentences for a verdict', () => {
  it('say in one why it is refuted', () => {
    const early: Bound = { ...post, instant: exactly('2024-10-14T09:12Z') };
    expect(told(exactClaim, [early]).verdict).toBe(
      'Refuted: a post whose id dates from 2024-10-14T09:12Z shows this footage, and the claim says it was not recorded before 2024-10-15T10:36Z.',
    );
  });

  it('tell the worked case, before and after the earlier copy was confirmed', () => {
    expect(told(claim, [post, containerDate])).toEqual({
      verdict:
        'Consistent but unproven: no decisive evidence contradicts the claim that it was not recorded before some time from 2024-10-14T10:00Z to 2024-10-16T11:59:59.999Z, and none establishes it.',
      missing: ['Missing: decisive evidence that it was not recorded before some time, such as something seen in it that did not exist earlier.'],
      changes: [
        'Decisive evidence that it existed before 2024-10-14T10:00Z would refute the claim.',
        'Decisive evidence that it was not recorded before 2024-10-16T11:59:59.999Z would support the claim.',
      ],
      assertions: [
        'Shown and not decisive: a container date, from the same origin as decisive evidence and no witness of its own, by which it was recorded at 2024-10-17T06:12:03Z, agrees with the claim (this kind of statement weighs so by itself).',
      ],
    });
    expect(told(claim, [post, { ...earlierCopy, confirmed: true }]).verdict).toBe(
      'Refuted: an earlier copy of this footage, confirmed by a person and dated by a post id, dates from 2024-10-11T05:00Z, and the claim says it was not recorded before some time from 2024-10-14T10:00Z to 2024-10-16T11:59:59.999Z.',
    );
  });

  it('name all sides of a conflict, and the publication where it is one', () => {
    const early: Bound = { ...post, instant: exactly('2024-10-11T00:00Z') };
    const late: Bound = { id: 'late', basis: 'satellite-image', kind: 'not-earlier-than', instant: exactly('2024-10-16T00:00Z') };
    expect(told(claim, [early, late]).verdict).toBe(
      'Conflicting: a post whose id dates from 2024-10-11T00:00Z shows this footage, and a satellite image shows that this footage was not recorded before 2024-10-16T00:00Z; no time fits all of this.',
    );
    const afterwards: Bound = { ...late, instant: exactly('2024-10-25T00:00Z') };
    expect(told(claim, [afterwards]).verdict).toBe(
      'Conflicting: a satellite image shows that this footage was not recorded before 2024-10-25T00:00Z, but the claim was made about it by 2024-10-19T11:59:59.999Z.',
    );
  });

  it('say why there is none', () => {
    expect(told({ undefinedBecause: 'reference-unknown' }, [post]).verdict).toBe('Undefined: it is not known when the claim was made.');
    expect(told({ undefinedBecause: 'something-new' }, [post]).verdict).toContain('something-new');
  });

  it('say without which evidence the verdict would be another, and what would contradict it', () => {
    const early: Bound = { ...post, instant: exactly('2024-10-14T09:12Z') };
    expect(told(exactClaim, [early]).changes).toEqual([
      'Were it not that a post whose id dates from 2024-10-14T09:12Z shows this footage, the verdict would be “consistent but unproven”.',
      'Decisive evidence that it was not recorded before 2024-10-14T09:12:00.001Z would contradict the evidence at hand.',
    ]);
  });

  it('say which other witness would carry it', () => {
    const early: Bound = { ...post, instant: exactly('2024-10-14T09:12Z') };
    const capture: Bound = { ...early, id: 'web', basis: 'web-capture', origin: 'an archive' };
    expect(told(exactClaim, [early, capture]).corroboration).toBe('Independently of that, a web capture of 2024-10-14T09:12Z shows this footage.');
  });

  it('are whole, for any claim and evidence', () => {
    fc.assert(
      fc.property(windows, decisiveBounds, assertionBounds, (window, decisive, assertions) => {
        const { verdict, corroboration = 'None.', missing, changes, assertions: shown } = told(window, [...decisive, ...assertions]);
        for (const sentence of [verdict, corroboration, ...missing, ...changes, ...shown]) {
          expect(sentence).toMatch(/^[A-Z].*[.]$/);
          expect(sentence).not.toMatch(/undefined(?! time|:)|NaN|Infinity|null|\[object| {2}| ,|\.\./);
        }
      }),
      repeatable,
    );
  });
});

describe('an explanation', () => {
  it('is facts and codes without words', () => {
    const explanation = explain({ window: claim, bounds: [post], assessment: assess(claim, [post]) });
    expect(explanation.verdict).toEqual({ verdict: 'consistent-but-unproven', claim: { start: claim.start, periodic: false }, evidence: [] });
  });

  it('is refused for bounds that are not those of the assessment', () => {
    const assessment = assess(exactClaim, [{ ...post, instant: exactly('2024-10-14T09:12Z') }]);
    expect(() => explain({ window: exactClaim, bounds: [], assessment })).toThrow(RangeError);
  });
});

describe('an instant in words', () => {
  it.each([
    ['2024-10-18T10:36Z', '2024-10-18T10:36Z'],
    ['2024-10-18T10:36:58Z', '2024-10-18T10:36:58Z'],
    ['2024-10-18T10:36:00.001Z', '2024-10-18T10:36:00.001Z'],
    ['2024-10-18T10:00:58.428Z', '2024-10-18T10:00:58.428Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['-000044-03-15T12:00Z', '-000044-03-15T12:00Z'],
  ])('%s is in UTC and not rounded', (given, shown) => expect(utcText(Date.parse(given))).toBe(shown));

  it('beyond the calendar is a number', () => {
    expect(utcText(8_640_000_000_000_001)).toBe('8640000000000001 ms from 1970-01-01T00:00Z');
  });
});
