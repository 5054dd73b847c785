import { describe, expect, it } from 'vitest';
import { assess } from '../../src-main/claims/assess.ts';
import type { Bound } from '../../src-main/claims/bounds.ts';
import type { ClaimWindow } from '../../src-main/claims/window.ts';
import { claim, containerDate, earlierCopy, exactly, hourMs, notOlderThan, post, someDay } from './worked-case.ts';

const startOfClaim = Date.parse('2024-10-14T10:00Z');
const latestStart = Date.parse('2024-10-16T11:59:59.999Z');

describe('"not older than 72 hours", said on 18 October 2024 of a post of that day', () => {
  it('is consistent but unproven', () => {
    const assessment = assess(claim, [post, containerDate]);
    expect(assessment).toMatchObject({ verdict: 'consistent-but-unproven', restsOn: [], corroboratedBy: [], againstPublication: false });
    expect(assessment.feasible).toEqual([{ from: -Infinity, to: Date.parse('2024-10-18T10:36:58.428Z') }]);
    expect(assessment.missing).toEqual([{ code: 'not-earlier-than', ids: [] }]);
  });

  it('would be refuted by a mark from before the start, and supported by evidence from its latest reading on', () => {
    expect(assess(claim, [post]).whatWouldChange).toEqual([
      { towards: 'refuted', code: 'bound-outside-window', kind: 'not-later-than', instant: startOfClaim - 1 },
      { towards: 'supported', code: 'bound-within-window', kind: 'not-earlier-than', instant: latestStart },
    ]);
  });

  it('is refuted by an earlier copy once a person has confirmed it', () => {
    const unconfirmed = assess(claim, [post, earlierCopy]);
    expect(unconfirmed.verdict).toBe('consistent-but-unproven');
    expect(unconfirmed.missing).toContainEqual({ code: 'confirmation', ids: ['copy'] });
    expect(unconfirmed.assertions).toMatchObject([{ id: 'copy', because: 'not-confirmed', window: 'disagrees' }]);
    const confirmed = assess(claim, [post, { ...earlierCopy, confirmed: true }]);
    expect(confirmed).toMatchObject({ verdict: 'refuted', restsOn: ['copy'], missing: [] });
    expect(confirmed.whatWouldChange).toContainEqual({ towards: 'consistent-but-unproven', code: 'bound-withdrawn', id: 'copy' });
  });

  it('stays unproven where the mark falls within the error of the date, and says that exactness is missing', () => {
    const earlier: Bound = { ...post, instant: exactly('2024-10-15T12:00Z') };
    const assessment = assess(claim, [earlier]);
    expect(assessment.verdict).toBe('consistent-but-unproven');
    expect(assessment.missing.map(({ code }) => code)).toEqual(['not-earlier-than', 'sharper-window']);
    expect(assess(notOlderThan(72 * hourMs, exactly('2024-10-18T22:00Z')), [earlier]).verdict).toBe('refuted');
  });

  it('stays unproven where "not earlier than" falls within the error of the date, and says so', () => {
    const built: Bound = { id: 'bridge', basis: 'dated-object', kind: 'not-earlier-than', instant: exactly('2024-10-15T00:00Z') };
    expect(assess(claim, [built, post])).toMatchObject({ verdict: 'consistent-but-unproven', missing: [{ code: 'sharper-window', ids: [] }] });
  });

  it('lacks an anchor where a log entry would refute it', () => {
    const entry: Bound = { id: 'entry', basis: 'log-entry', kind: 'not-later-than', instant: exactly('2024-10-12T00:00Z') };
    expect(assess(claim, [entry]).missing).toContainEqual({ code: 'anchor', ids: ['entry'] });
    expect(assess(claim, [{ ...entry, anchored: true }])).toMatchObject({ verdict: 'refuted', restsOn: ['entry'] });
    const late: Bound = { ...entry, instant: post.instant };
    expect(assess(claim, [late]).missing.map(({ code }) => code)).toEqual(['not-earlier-than', 'not-later-than']);
  });

  it('is supported by "not earlier than" evidence alone: the publication itself gives the other end', () => {
    const built: Bound = { id: 'bridge', basis: 'dated-object', kind: 'not-earlier-than', instant: exactly('2024-10-17T00:00Z') };
    expect(assess(claim, [built])).toMatchObject({ verdict: 'supported', restsOn: ['bridge'] });
    expect(assess(claim, [built, post])).toMatchObject({ verdict: 'supported', restsOn: ['bridge'] });
  });

  it('rests on the tightest bound of several that would do', () => {
    const built = (id: string, day: string): Bound => ({ id, basis: 'dated-object', kind: 'not-earlier-than', instant: exactly(`2024-10-${day}T00:00Z`) });
    expect(assess(claim, [built('a', '17'), built('b', '18'), built('c', '17')])).toMatchObject({ verdict: 'supported', restsOn: ['b'], corroboratedBy: ['a', 'c'] });
    const marks = ['12', '11', '13'].map((day, n): Bound => ({ ...post, origin: day, id: `p${n}`, instant: exactly(`2024-10-${day}T00:00Z`) }));
    expect(assess(claim, marks)).toMatchObject({ verdict: 'refuted', restsOn: ['p1'], corroboratedBy: ['p0', 'p2'] });
  });

  it('conflicts with evidence that puts the recording after the publication: that does not touch the 72 hours', () => {
    const later: Bound = { id: 'bridge', basis: 'dated-object', kind: 'not-earlier-than', instant: exactly('2024-10-25T00:00Z') };
    expect(assess(claim, [later])).toMatchObject({ verdict: 'conflicting', restsOn: ['bridge'], againstPublication: true, feasible: [] });
  });

  it('turns on one millisecond', () => {
    const before = (ms: number): Bound => ({ ...post, instant: { earliest: ms, latest: ms } });
    expect(assess(claim, [before(startOfClaim - 1)]).verdict).toBe('refuted');
    expect(assess(claim, [before(startOfClaim)]).verdict).toBe('consistent-but-unproven');
    const after = (ms: number): Bound => ({ id: 'x', basis: 'satellite-image', kind: 'not-earlier-than', instant: { earliest: ms, latest: ms } });
    expect(assess(claim, [after(latestStart)]).verdict).toBe('supported');
    expect(assess(claim, [after(latestStart - 1)]).verdict).toBe('consistent-but-unproven');
  });
});

describe('a claimed day', () => {
  const day: ClaimWindow = { start: exactly('2024-10-17T00:00Z'), end: exactly('2024-10-17T23:59:59.999Z') };
  const after: Bound = { id: 'after', basis: 'dated-object', kind: 'not-earlier-than', instant: exactly('2024-10-17T05:00Z') };
  const by = { id: 'by', basis: 'web-capture', kind: 'not-later-than', instant: exactly('2024-10-17T09:00Z') } satisfies Bound;

  it('needs evidence for both of its ends', () => {
    expect(assess(day, [after]).verdict).toBe('consistent-but-unproven');
    expect(assess(day, [by]).verdict).toBe('consistent-but-unproven');
    expect(assess(day, [after, by])).toMatchObject({ verdict: 'supported', restsOn: ['by', 'after'] });
    expect(assess(day, []).whatWouldChange).toContainEqual({
      towards: 'supported',
      code: 'bound-within-window',
      kind: 'during',
      instant: day.start?.latest,
      until: day.end?.earliest,
    });
  });

  it('cannot be supported where its errors cross, and says that exactness is missing', () => {
    const vague: ClaimWindow = { start: someDay('2024-10-17'), end: { earliest: someDay('2024-10-17').earliest, latest: someDay('2024-10-17').latest } };
    const assessment = assess(vague, [after, by]);
    expect(assessment.verdict).toBe('consistent-but-unproven');
    expect(assessment.missing.map(({ code }) => code)).toContain('sharper-window');
  });

  it('is refuted by the sun where no hour of it fits', () => {
    const within = ['16', '18'].map((date) => ({ from: Date.parse(`2024-10-${date}T06:00Z`), to: Date.parse(`2024-10-${date}T07:00Z`) }));
    const sun: Bound = { id: 'sun', basis: 'sun', kind: 'periodic', within };
    expect(assess(day, [sun, by])).toMatchObject({ verdict: 'refuted', restsOn: ['sun'] });
  });

  it('names evidence that would decide if its error were smaller', () => {
    const vague: Bound = { ...by, instant: { earliest: Date.parse('2024-10-16T20:00Z'), latest: Date.parse('2024-10-17T04:00Z') } };
    expect(assess(day, [vague]).missing).toContainEqual({ code: 'sharper-evidence', ids: ['by'] });
    // With the object, the same exactness would only bring a conflict.
    const object: Bound = { ...after, id: 'object', kind: 'not-earlier-than', instant: exactly('2024-10-16T22:00Z') };
    expect(assess(day, [vague, object]).missing).toEqual([]);
  });
});

describe('evidence that contradicts itself', () => {
  const early: Bound = { id: 'early', basis: 'post-id', kind: 'not-later-than', instant: exactly('2024-10-11T00:00Z') };
  const late = { id: 'late', basis: 'satellite-image', kind: 'not-earlier-than', instant: exactly('2024-10-16T00:00Z') } satisfies Bound;

  it('is never averaged away: the contradicting bounds are named, and what each loss would bring', () => {
    const assessment = assess(claim, [early, late, post]);
    expect(assessment).toMatchObject({ verdict: 'conflicting', restsOn: ['early', 'late'], againstPublication: false, feasible: [] });
    expect(assessment.whatWouldChange).toEqual([
      { towards: 'consistent-but-unproven', code: 'bound-withdrawn', id: 'early' },
      { towards: 'refuted', code: 'bound-withdrawn', id: 'late' },
    ]);
  });

  it('leaves no ground on which to say that an assertion is contradicted', () => {
    expect(assess(claim, [early, late, containerDate]).assertions).toMatchObject([{ id: 'container', contradicted: false }]);
  });

  it('is dropped from the verdict by a person’s reason only', () => {
    const doubted: Bound = { ...late, override: { strength: 'assertion', reason: 'the image is misdated' } };
    const assessment = assess(claim, [early, doubted]);
    expect(assessment.verdict).toBe('refuted');
    expect(assessment.assertions).toMatchObject([{ id: 'late', because: 'override', contradicted: true }]);
  });
});

describe('copies of one origin', () => {
  const reposts = ['x', 'y', 'z'].map((id, n): Bound => ({ id, basis: 'post-id', kind: 'not-later-than', instant: exactly(`2024-10-1${n}T00:00Z`), origin: 'one account' }));
  const capture: Bound = { id: 'capture', basis: 'web-capture', kind: 'not-later-than', instant: exactly('2024-10-12T08:00Z'), origin: 'an archive' };

  it('are one witness: the earliest speaks, and the others corroborate nothing', () => {
    const assessment = assess(claim, [...reposts, capture]);
    expect(assessment).toMatchObject({ verdict: 'refuted', restsOn: ['x'], corroboratedBy: ['capture'] });
    expect(assessment.sameOrigin).toEqual([{ origin: 'one account', ids: ['x', 'y', 'z'] }]);
  });

  it('are one further witness for another, too', () => {
    const earliest: Bound = { ...capture, instant: exactly('2024-10-01T00:00Z') };
    expect(assess(claim, [...reposts, earliest])).toMatchObject({ restsOn: ['capture'], corroboratedBy: ['x'] });
  });

  it('do not gain a witness by an assertion of the same origin', () => {
    const [view] = assess(claim, [post, containerDate]).assertions;
    expect(view).toEqual({ id: 'container', because: 'basis', window: 'agrees', contradicted: false, sameWitnessAs: ['post'] });
  });
});

describe('an assertion', () => {
  const dated = (text: string): Bound => ({ ...containerDate, from: exactly(text), to: exactly(text) });
  const viewOf = (bound: Bound): unknown => assess(claim, [post, bound]).assertions[0];

  it('agrees, disagrees or leaves it open, and is marked where decisive evidence contradicts it', () => {
    expect(viewOf(dated('2024-10-17T06:12:03Z'))).toMatchObject({ window: 'agrees', contradicted: false });
    expect(viewOf(dated('2024-10-15T00:00Z'))).toMatchObject({ window: 'unclear', contradicted: false });
    expect(viewOf(dated('2024-10-01T00:00Z'))).toMatchObject({ window: 'disagrees', contradicted: false });
    expect(viewOf(dated('2024-10-18T12:00Z'))).toMatchObject({ window: 'agrees', contradicted: true });
    expect(viewOf(dated('2031-01-01T00:00Z'))).toMatchObject({ window: 'disagrees', contradicted: true });
  });
});

describe('footage cut together from segments', () => {
  const first: Bound = { id: 'first', segment: 'first', basis: 'dated-object', kind: 'not-earlier-than', instant: exactly('2024-10-17T00:00Z') };
  const second: Bound = { id: 'second', segment: 'second', basis: 'web-capture', kind: 'not-later-than', instant: exactly('2024-10-02T00:00Z') };

  it('is not supported as a whole by what is seen in one segment', () => {
    const assessment = assess(claim, [first]);
    expect(assessment.verdict).toBe('consistent-but-unproven');
    expect(assessment.missing).toContainEqual({ code: 'rest-of-footage', ids: ['first'] });
    expect(assess(claim, [first], { segment: 'first' })).toMatchObject({ verdict: 'supported', segment: 'first', restsOn: ['first'] });
  });

  it('is refuted as a whole by one segment, without a conflict with another', () => {
    expect(assess(claim, [first, second])).toMatchObject({ verdict: 'refuted', segment: 'second', restsOn: ['second'] });
  });

  it('keeps evidence about another segment apart', () => {
    expect(assess(claim, [first, second], { segment: 'first' })).toMatchObject({ verdict: 'supported', setAside: ['second'] });
  });
});

describe('a claim without a window', () => {
  it('is undefined, with the reason, and its evidence is still shown', () => {
    const assessment = assess({ undefinedBecause: 'reference-unknown' }, [post, containerDate]);
    expect(assessment).toMatchObject({ verdict: 'undefined', undefinedBecause: 'reference-unknown', restsOn: [], missing: [{ code: 'window', ids: [] }] });
    expect(assessment.feasible).toEqual([{ from: -Infinity, to: Date.parse('2024-10-18T10:36:58.428Z') }]);
    expect(assessment.assertions).toMatchObject([{ id: 'container', window: 'unclear' }]);
  });

  it('is one that nothing fits, or that says no more than its publication', () => {
    expect(assess({ start: exactly('2024-10-18T00:00Z'), end: exactly('2024-10-17T00:00Z') }, [post])).toMatchObject({ verdict: 'undefined', undefinedBecause: 'window-empty' });
    expect(assess({ end: exactly('2024-10-18T00:00Z'), endFrom: 'publication' }, [post])).toMatchObject({ verdict: 'undefined', undefinedBecause: 'nothing-claimed' });
    expect(assess({}, [post])).toMatchObject({ verdict: 'undefined', undefinedBecause: 'nothing-claimed' });
  });
});

describe('input that is not dated', () => {
  it('is refused loudly: a comparison with it would be wrong in silence', () => {
    expect(() => assess(claim, [{ ...post, instant: { earliest: Number.NaN, latest: Number.NaN } }])).toThrow(RangeError);
    expect(() => assess({ start: { earliest: 2, latest: 1 } }, [])).toThrow(RangeError);
    expect(() => assess(claim, [post, post])).toThrow(RangeError);
  });
});

describe('far from the present', () => {
  it.each([
    ['across the turn of a year', '2024-01-01T00:30:00Z', '2023-12-31T23:00:00Z', '2023-12-31T22:00:00Z'],
    ['across 1970', '1970-01-01T00:00:00.001Z', '1969-12-31T23:00:00.001Z', '1969-12-31T22:59:59.999Z'],
    ['before 1970', '1945-05-08T12:00:00Z', '1945-05-08T11:00:00Z', '1945-05-08T10:59:59.999Z'],
    ['before the common era', '-000044-03-15T12:00:00Z', '-000044-03-15T11:30:00Z', '-000044-03-15T10:30:00Z'],
    ['in the far future', '+275760-09-12T12:00:00Z', '+275760-09-12T11:00:00Z', '+275760-09-12T10:00:00Z'],
  ])('the same holds %s', (_, said, inside, outside) => {
    const recently = notOlderThan(hourMs * 1.5, exactly(said));
    expect(assess(recently, [{ ...post, instant: exactly(inside) }]).verdict).toBe('consistent-but-unproven');
    expect(assess(notOlderThan(hourMs, exactly(said)), [{ ...post, instant: exactly(outside) }]).verdict).toBe('refuted');
    const object: Bound = { id: 'o', basis: 'dated-object', kind: 'not-earlier-than', instant: exactly(inside) };
    expect(assess(recently, [object]).verdict).toBe('supported');
  });
});
