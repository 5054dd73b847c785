import { describe, expect, it } from 'vitest';
import type { ItemProvenance } from '../../../src-main/shared/api/item-record.ts';
import type { ItemDetail } from '../../../src-main/shared/api/items.ts';
import { checklistOf, type Answer } from '../../../src-renderer/features/item/tabs/provenance/checklist.ts';
import { english } from '../../../src-renderer/words/en/index.ts';

type Receipt = ItemProvenance['receipts'][number];

const session = { entry: 3, startedAt: '2026-11-22T10:00:00.000Z', toolVersion: '1', system: 'Linux', clock: { state: 'unknown' as const, source: 'nobody' } };
const receipt = (wanted: Partial<Receipt>): Receipt => ({ by: { fingerprint: 'SHA256:x', name: 'Ann' }, collection: {}, notAvailable: [], copyVerified: false, session, ...wanted }) as Receipt;
const bare = { witnesses: [], notes: [], review: { count: 0, lastAt: null } } as unknown as ItemDetail;
const answersTo = (receipts: Receipt[], rest: Partial<ItemProvenance> = {}): ((asked: Answer['asked']) => Answer | undefined) => {
  const all = checklistOf({ detail: bare, provenance: { receipts, made: [], fixity: null, anchor: null, signed: false, ...rest }, claims: [] }, english);
  return (wanted) => all.find(({ asked }) => asked === wanted);
};

describe('the checklist', () => {
  it('calls a field that nobody filled in a gap, and one that is missing with a reason no gap', () => {
    const answer = answersTo([receipt({ notAvailable: [{ field: 'sourceUrl', why: 'sent by hand' }] })]);
    expect(answer('how')).toMatchObject({ state: 'gap' });
    expect(answer('sourceUrl')).toMatchObject({ state: 'excused', detail: 'Said not to be available: sent by hand' });
  });

  it('says of how many receipts something is known that others leave open', () => {
    expect(answersTo([receipt({ collection: { receivedFrom: 'Olena' } }), receipt({})])('receivedFrom')).toEqual({ asked: 'receivedFrom', state: 'recorded', detail: 'Olena (in 1 of 2 receipts)' });
  });

  it('does not hide a clock that was not known to be right', () => {
    expect(answersTo([receipt({})])('machine')?.detail).toContain(english.itemTabs.provenance.answers.clockDoubtful);
  });

  it('tells a log entry that no checkpoint covers from one that is signed', () => {
    expect(answersTo([receipt({})])('custody')).toMatchObject({ state: 'gap' });
    expect(answersTo([receipt({})], { signed: true })('custody')).toMatchObject({ state: 'recorded' });
  });

  it('names what a later reading of the kept copy found', () => {
    expect(answersTo([receipt({})], { fixity: { entry: 9, at: '2026-11-22T10:00:00.000Z', findings: 2 } })('fixity')?.detail).toContain('2 findings');
  });
});
