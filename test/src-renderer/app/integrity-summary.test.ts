import { describe, expect, it } from 'vitest';
import { integritySummary } from '../../../src-renderer/app/integrity-summary.ts';
import { english } from '../../../src-renderer/words/en/index.ts';

const words = english.shell.integrity;

describe('what the chip says of the log', () => {
  it('names the last entry that is signed, and that nobody outside has stamped it', () => {
    expect(integritySummary({ entries: 215, signedSize: 215 }, words)).toBe('log fits its signature; signed to entry 214; oldest outside anchor: none');
  });

  it('counts what is not signed yet', () => {
    expect(integritySummary({ entries: 217, signedSize: 215 }, words)).toBe('log fits its signature; signed to entry 214; 2 entries not signed yet; oldest outside anchor: none');
  });

  it('names the day of the oldest anchor', () => {
    const oldestAnchor = { size: 3, genTime: '2026-01-02T03:04:05Z', authority: 'TSA' };
    expect(integritySummary({ entries: 4, signedSize: 4, oldestAnchor }, words)).toBe('log fits its signature; signed to entry 3; oldest outside anchor 2026-01-02 UTC');
  });

  it('never says that a log fits whose checkpoint says otherwise, or that nobody has signed', () => {
    expect(integritySummary({ entries: 4, signedSize: 4, fork: { reason: 'log-differs' } }, words)).toBe('log does not fit its signature; signed to entry 3; oldest outside anchor: none');
    expect(integritySummary({ entries: 2, signedSize: 0 }, words)).toBe('log not signed yet; 2 entries not signed yet; oldest outside anchor: none');
  });
});
