import { describe, expect, it } from 'vitest';
import { bases, defaultStrength, strengthOf, timesAllowedBy, type Basis, type Bound } from '../../src-main/claims/bounds.ts';

const at = { earliest: 100, latest: 200 };
const bound = (more: Partial<Omit<Bound, 'kind'>>): Bound => ({ id: 'b', basis: 'post-id', kind: 'not-later-than', instant: at, ...more });
const said = (basis: Basis): unknown => defaultStrength({ basis, kind: bases[basis].gives[0] ?? 'periodic' });

describe('what a bound certainly implies', () => {
  it('is the outer end of its error', () => {
    expect(timesAllowedBy({ kind: 'not-later-than', instant: at })).toEqual([{ from: -Infinity, to: 200 }]);
    expect(timesAllowedBy({ kind: 'not-earlier-than', instant: at })).toEqual([{ from: 100, to: Infinity }]);
    expect(timesAllowedBy({ kind: 'during', from: at, to: { earliest: 300, latest: 400 } })).toEqual([{ from: 100, to: 400 }]);
  });

  it('is nothing where an instant is crossed, unknown or a fraction', () => {
    for (const instant of [{ earliest: 2, latest: 1 }, { earliest: Number.NaN, latest: 1 }, { earliest: 0, latest: 0.5 }]) {
      expect(() => timesAllowedBy({ kind: 'not-later-than', instant })).toThrow(RangeError);
      expect(() => timesAllowedBy({ kind: 'during', from: at, to: instant })).toThrow(RangeError);
    }
    expect(() => timesAllowedBy({ kind: 'periodic', within: [{ from: 5, to: 6 }, { from: 1, to: 2 }] })).toThrow(RangeError);
  });
});

describe('the strength of a basis', () => {
  it('is decisive for dates that somebody else wrote, objects, and the sky', () => {
    for (const basis of ['post-id', 'web-capture', 'rfc3161-token', 'dated-object', 'satellite-image', 'sun', 'shadow', 'weather'] as const) {
      expect({ basis, said: said(basis) }).toEqual({ basis, said: { strength: 'decisive', because: 'basis' } });
    }
  });

  it('is never decisive for what anybody can write, whoever insists', () => {
    for (const basis of ['container-date', 'file-time', 'caption', 'analyst'] as const) {
      const insisted = bound({ basis, override: { strength: 'decisive', reason: 'the camera is reliable' } });
      expect({ basis, ...strengthOf(insisted) }).toEqual({ basis, strength: 'assertion', because: 'override-refused' });
    }
  });

  it('of one span by the weather, which recurs, waits for a person’s reason', () => {
    const fair: Bound = { id: 'b', basis: 'weather', kind: 'during', from: at, to: at };
    expect(strengthOf(fair)).toEqual({ strength: 'assertion', because: 'recurs' });
    expect(strengthOf({ ...fair, override: { strength: 'decisive', reason: 'it snowed there once in ten years' } })).toEqual({ strength: 'decisive', because: 'override' });
    expect(strengthOf({ id: 'b', basis: 'weather', kind: 'periodic', within: [] })).toEqual({ strength: 'decisive', because: 'basis' });
  });

  it('waits for an anchor of the log, or a person’s reason', () => {
    expect(strengthOf(bound({ basis: 'log-entry' }))).toEqual({ strength: 'assertion', because: 'not-anchored' });
    expect(strengthOf(bound({ basis: 'log-entry', anchored: true })).strength).toBe('decisive');
    const trusted = bound({ basis: 'log-entry', override: { strength: 'decisive', reason: 'the court keeps the log' } });
    expect(strengthOf(trusted)).toEqual({ strength: 'decisive', because: 'override' });
  });

  it('waits for a person to confirm an earlier copy, and for a date that is itself decisive', () => {
    const copy = (more: Partial<Omit<Bound, 'kind'>>): unknown => strengthOf(bound({ basis: 'earlier-copy', ...more }));
    expect(copy({ datedBy: 'post-id' })).toEqual({ strength: 'assertion', because: 'not-confirmed' });
    expect(copy({ confirmed: true, datedBy: 'post-id' })).toEqual({ strength: 'decisive', because: 'basis' });
    expect(copy({ confirmed: true })).toEqual({ strength: 'assertion', because: 'not-decisively-dated' });
    expect(copy({ confirmed: true, datedBy: 'container-date' })).toEqual({ strength: 'assertion', because: 'not-decisively-dated' });
    expect(copy({ confirmed: true, datedBy: 'earlier-copy' })).toEqual({ strength: 'assertion', because: 'not-decisively-dated' });
    for (const datedBy of ['dated-object', 'satellite-image', 'sun', 'caption'] as const) expect(copy({ confirmed: true, datedBy })).toEqual({ strength: 'assertion', because: 'not-decisively-dated' });
    expect(copy({ confirmed: true, datedBy: 'log-entry' })).toEqual({ strength: 'assertion', because: 'not-decisively-dated' });
    expect(copy({ confirmed: true, datedBy: 'log-entry', anchored: true })).toEqual({ strength: 'decisive', because: 'basis' });
    expect(copy({ datedBy: 'post-id', override: { strength: 'decisive', reason: 'looks alike' } })).toEqual({ strength: 'assertion', because: 'override-refused' });
  });

  it('is lost where the basis cannot say such a thing: a post id gives no "not earlier than"', () => {
    const post: Bound = { id: 'b', basis: 'post-id', kind: 'not-earlier-than', instant: at };
    expect(strengthOf(post)).toEqual({ strength: 'assertion', because: 'kind-not-of-basis' });
    expect(strengthOf({ ...post, basis: 'log-entry', override: { strength: 'decisive', reason: 'x' } }).strength).toBe('assertion');
    expect(strengthOf({ id: 's', basis: 'sun', kind: 'not-later-than', instant: at }).strength).toBe('assertion');
  });

  it('is lowered by a person only with a reason', () => {
    expect(strengthOf(bound({ override: { strength: 'assertion', reason: 'the account edits old posts' } }))).toEqual({ strength: 'assertion', because: 'override' });
    expect(strengthOf(bound({ override: { strength: 'assertion', reason: ' ' } }))).toEqual({ strength: 'decisive', because: 'override-refused' });
  });
});
