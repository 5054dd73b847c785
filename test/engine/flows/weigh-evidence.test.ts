import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addEvidence, assessClaim, judgeSameness, recordClaim, showClaim, withdrawEvidence, readLog, type TypedEvidence, type WritableCase } from '../../../src-main/engine/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importFiles, openedCase } from './opened-case.ts';
import { geoConfirmed, notOlder } from './claimed.ts';
import { containing } from './text-matching.ts';

const opened = openedCase();
let target: WritableCase;
beforeAll(async () => {
  target = await opened();
  const source = await temporaryFolder();
  for (const name of ['a', 'b']) writeFileSync(join(source, name), name);
  await importFiles(target, [join(source, 'a')]);
  await importFiles(target, [join(source, 'b')]);
  await recordClaim(target, notOlder);
  await recordClaim(target, { items: ['i1', 'i2'], claimant: 'G', quote: 'there', place: '44.326859, 131.668647' });
  await recordClaim(target, { ...notOlder, items: ['i1', 'i2'] });
});

const add = (typed: TypedEvidence, claim = 'c1') => addEvidence(target, claim, typed);

describe('evidence', () => {
  it.each<[string, TypedEvidence, string]>([
    ['a post id', { basis: 'post-id', post: geoConfirmed }, 'decisive'],
    ['a web capture by its own time', { basis: 'web-capture', post: `https://web.archive.org/web/20241018120000/${geoConfirmed}` }, 'decisive'],
    ['an earlier copy that nobody confirmed', { basis: 'earlier-copy', post: geoConfirmed }, 'assertion'],
    ['a confirmed copy that nothing dates', { basis: 'earlier-copy', confirmed: true, notLaterThan: '2024-10-11' }, 'assertion'],
    ['a confirmed copy dated by its container', { basis: 'earlier-copy', confirmed: true, notLaterThan: '2024-10-11', datedBy: 'container-date' }, 'assertion'],
    ['a confirmed copy dated by a post', { basis: 'earlier-copy', confirmed: true, post: geoConfirmed }, 'decisive'],
    ['a confirmed copy dated by something seen in it', { basis: 'earlier-copy', confirmed: true, notLaterThan: '2024-10-11', datedBy: 'dated-object' }, 'assertion'],
    ['the weather of one span', { basis: 'weather', during: '2024-10-17/2024-10-18' }, 'assertion'],
    ['the weather of one span, with a reason', { basis: 'weather', during: '2024-10-17/2024-10-18', strength: 'decisive', because: 'the first snow in ten years' }, 'decisive'],
    ['a capture at a time that is stated as uncertain', { basis: 'web-capture', notLaterThan: '2024-10-11?' }, 'assertion'],
    ['a capture at a time that is stated as approximate', { basis: 'web-capture', notLaterThan: '2024-10-11~' }, 'assertion'],
    ['an object in a span with an uncertain end', { basis: 'dated-object', during: '2024-10-17/2024-10-18?' }, 'assertion'],
    ['a container date', { basis: 'container-date', during: '2024-10-17/2024-10-18' }, 'assertion'],
    ['a log entry by hand', { basis: 'log-entry', notLaterThan: '2024-10-19' }, 'assertion'],
    ['a decisive basis that a person lowers', { basis: 'post-id', post: geoConfirmed, strength: 'assertion', because: 'the account was sold' }, 'assertion'],
    ['a post on a server that anybody can run', { basis: 'post-id', post: 'https://example.social/@a/113330000000000000' }, 'assertion'],
  ])('by %s weighs as it must', async (_, typed, strength) => {
    const { weighs, evidence } = await add(typed);
    expect(weighs).toMatchObject({ strength });
    await withdrawEvidence(target, evidence, 'for the next one');
  });

  it('of an archived page has the time of the archive, not that of the post', async () => {
    const { limit } = await add({ basis: 'web-capture', post: `https://web.archive.org/web/20241018120000/${geoConfirmed}` });
    expect(limit).toMatchObject({ instant: { latest: Date.parse('2024-10-18T12:00:00.999Z') } });
  });

  it('is corrected for a clock that is ahead, and widened by both errors', async () => {
    const { limit } = await add({ basis: 'caption', notEarlierThan: '2024-10-17T12:00:00.000Z', clockAhead: '1 hour', clockError: '2 minutes', error: '3 minutes' });
    const at = Date.parse('2024-10-17T11:00:00.000Z');
    expect(limit).toMatchObject({ kind: 'not-earlier-than', instant: { earliest: at - 300_000, latest: at + 300_000 } });
  });

  it('is seen at a place in an item, which it names by digest', async () => {
    const { entry } = await add({ basis: 'dated-object', notEarlierThan: '2024-10-01', item: 'i2', frame: 25600, segment: 'first shot', origin: 'S. Analyst' });
    const act = [...readLog(target)].filter(({ type }) => type === 'evidence-recorded').find(({ seq }) => seq === entry);
    expect(act?.payload).toMatchObject({ seenIn: { item: containing('3e23e8160039594a'), pts: 25600 }, segment: 'first shot', origin: 'S. Analyst' });
    expect(act?.payload['items']).toHaveLength(2);
  });

  it('of the sun says nothing of the dates in which nobody looked', async () => {
    const { claim } = await recordClaim(target, notOlder);
    // Looked for within the claimed window only: were the search itself evidence, it would support any claim.
    const { weighs } = await add({ basis: 'sun', place: '44.3, 131.6', during: '2024-10-16/2024-10-17', zone: 'UTC', elevation: '20+-1' }, claim);
    const { parts } = await assessClaim(target, claim);
    expect([weighs?.strength, parts[0]?.verdict]).toEqual(['decisive', 'consistent-but-unproven']);
    expect(parts[0]?.missing[0]).toContain('not recorded before some time');
  });

  it('of a sun that never stood so says that, and asks to look again', async () => {
    const { says, remarks } = await add({ basis: 'sun', place: '44.3, 131.6', during: '2024-10-16/2024-10-17', zone: 'UTC', elevation: '80+-1' });
    expect(says).toBe('the position of the sun: at no time from 2024-10-16T00:00Z to 2024-10-17T23:59:59.999Z; of other times it says nothing');
    expect(remarks.join()).toContain('look at the three again');
  });

  it('that was withdrawn stays in sight with the reason, and cannot be withdrawn again', async () => {
    const { evidence } = await add({ basis: 'analyst', note: 'a first look' });
    await withdrawEvidence(target, evidence, 'looked again');
    const shown = await showClaim(target, 'c1');
    expect(shown.evidence.find(({ id }) => id === evidence)).toMatchObject({ note: 'a first look', withdrawn: { because: 'looked again' } });
    await expect(withdrawEvidence(target, evidence, 'again')).rejects.toThrow('was withdrawn before');
  });
});

describe('an earlier copy in the case', () => {
  const copy: TypedEvidence = { basis: 'earlier-copy', post: 'x:1844603834987446272', item: 'i2' };
  const judged = (verdict: 'same' | 'different'): Promise<unknown> => judgeSameness(target, { a: 'i1', b: 'i2', verdict, because: 'compared' });
  const verdictOf = async (claim: string): Promise<string | undefined> => (await assessClaim(target, claim)).parts[0]?.sentence.slice(0, 12);

  it('is confirmed by a judgement of sameness, for as long as that judgement stands', async () => {
    const { claim } = await recordClaim(target, notOlder);
    await judged('same');
    const { weighs } = await addEvidence(target, claim, copy);
    expect([weighs?.strength, await verdictOf(claim)]).toEqual(['decisive', 'Refuted: an ']);
    await judged('different');
    expect(await verdictOf(claim)).toBe('Consistent b');
    await expect(addEvidence(target, claim, { ...copy, confirmed: true })).rejects.toThrow('was judged "different" by entry');
  });

  it('that a person confirmed is overruled by a later judgement, and not by an earlier one', async () => {
    const { claim } = await recordClaim(target, notOlder);
    await judged('same');
    await addEvidence(target, claim, { ...copy, confirmed: true });
    expect(await verdictOf(claim)).toBe('Refuted: an ');
    await judged('different');
    expect(await verdictOf(claim)).toBe('Consistent b');
  });
});

describe('evidence that cannot be recorded', () => {
  const before18 = { basis: 'caption', notLaterThan: '2024-10-18' };
  it.each<[string, TypedEvidence, string, string?]>([
    ['an unknown basis', { basis: 'hearsay', note: 'x' }, '"hearsay" is no basis of evidence. Accepted: post-id,'],
    ['nothing said', { basis: 'caption' }, 'The evidence says nothing yet'],
    ['two things at once', { ...before18, notEarlierThan: '2024-10-17' }, 'says several things at once'],
    ['a time that is none', { basis: 'caption', notLaterThan: 'the day after' }, 'it is not understood'],
    ['a time without the end that counts', { basis: 'caption', notLaterThan: '2024-10-18/..' }, 'has no end on the side that counts'],
    ['a span that is reversed', { basis: 'caption', during: '2024-10-18/2024-10-10' }, 'it ends before it begins'],
    ['a span without an end', { basis: 'caption', during: '2024-10-18' }, 'it has no beginning and end'],
    ['an error that is no length', { ...before18, error: 'a bit' }, 'The error "a bit" cannot be read'],
    ['an error of nothing', { basis: 'caption', note: 'x', error: '2 h' }, 'the evidence states none'],
    ['a clock error without an offset', { ...before18, clockError: '2 h' }, 'needs the offset'],
    ['a clock both ahead and behind', { ...before18, clockAhead: '1 h', clockBehind: '1 h' }, 'not both'],
    ['a post id without its post', { basis: 'post-id', notLaterThan: '2024-10-18' }, 'name the post'],
    ['a post without a time', { basis: 'post-id', post: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' }, 'its ids carry no time'],
    ['digits without a platform', { basis: 'post-id', post: '1847225352281563393' }, 'put the platform before it'],
    ['a capture that names no time', { basis: 'web-capture', post: geoConfirmed }, 'no address of an archived page'],
    ['a basis that cannot say it', { basis: 'sun', notLaterThan: '2024-10-18' }, 'cannot say "not later than"'],
    ['a container date made decisive', { basis: 'container-date', notLaterThan: '2024-10-18', strength: 'decisive', because: 'I trust it' }, 'cannot be lifted to decisive'],
    ['anybody’s server made decisive', { basis: 'post-id', post: 'https://example.social/@a/113330000000000000', strength: 'decisive', because: 'x' }, 'cannot be lifted to decisive'],
    ['a copy dated by a post id without its post', { basis: 'earlier-copy', datedBy: 'post-id', notLaterThan: '2020-01-01', confirmed: true }, 'name the post, and no time beside it'],
    ['a copy dated by a post id and by another time', { basis: 'earlier-copy', datedBy: 'post-id', post: geoConfirmed, notLaterThan: '2020-01-01', confirmed: true }, 'name the post, and no time beside it'],
    ['a beginning that has not come yet', { basis: 'dated-object', notEarlierThan: '2034' }, 'has not come yet by the clock of this computer'],
    ['a span that has not come yet', { basis: 'dated-object', during: '2034/2035' }, 'has not come yet by the clock of this computer'],
    ['a span that is reversed by less than an unknown offset', { basis: 'dated-object', during: '2024-10-18/2024-10-17' }, 'it ends before it begins'],
    ['dates of a measurement that are reversed', { basis: 'sun', place: '44, 131', during: '2024-10-18/2024-10-17', elevation: '20+-1' }, 'it ends before it begins'],
    ['a place to look near, and no place', { ...before18, near: 'Kyiv' }, 'belongs to a place, and the evidence states none'],
    ['a note made decisive', { basis: 'analyst', note: 'x', strength: 'decisive', because: 'I know' }, 'A note is shown as it is and weighs nothing'],
    ['an uncertain time made decisive', { basis: 'web-capture', notLaterThan: '2024-10-11?', strength: 'decisive', because: 'x' }, 'is stated as uncertain or approximate'],
    ['a copy of itself', { basis: 'earlier-copy', post: geoConfirmed, item: 'i1', confirmed: true }, '"i1" is the item that the claim is about, and an earlier copy of it is another item'],
    ['a copy that is one of the claim’s items, of nobody knows which', { basis: 'earlier-copy', post: geoConfirmed, item: 'i2' }, 'say of which of them it is a copy', 'c3'],
    ['a copy of itself among others', { basis: 'earlier-copy', post: geoConfirmed, item: 'i2', of: 'i2' }, 'an earlier copy of it is another item', 'c3'],
    ['a strength without a reason', { ...before18, strength: 'assertion' }, 'both the strength and the reason'],
    ['an unknown strength', { ...before18, strength: 'strong', because: 'x' }, '"strong" is no strength'],
    ['a confirmation of no copy', { ...before18, confirmed: true }, 'Only an earlier copy is confirmed'],
    ['a frame of nothing', { ...before18, frame: 1 }, 'name the item in which it is seen'],
    ['an item that is not there', { ...before18, item: 'i9' }, 'No item of this case is called "i9"'],
    ['an item that the claim is not about', { ...before18, of: 'i2' }, 'The claim is not about the item "i2"'],
    ['a measurement without its error', { basis: 'sun', place: '44, 131', during: '2024-10-17/2024-10-18', elevation: '20' }, 'a number with its error'],
    ['a measurement without its place', { basis: 'sun', during: '2024-10-17/2024-10-18', elevation: '20+-1' }, 'need the place'],
    ['a place on a claim about time', { basis: 'caption', place: '44, 131' }, 'not about a place'],
    ['a time on a claim about a place', before18, 'about a place', 'c2'],
    ['a caption’s place made decisive', { basis: 'caption', place: '44, 131', strength: 'decisive', because: 'x' }, 'cannot be lifted to decisive', 'c2'],
    ['a claim that is not there', before18, 'No claim of this case is called "c99"', 'c99'],
  ])('because of %s is refused in a sentence, and nothing is recorded', async (_, typed, sentence, claim = 'c1') => {
    const before = [...readLog(target)].length;
    await expect(add(typed, claim)).rejects.toThrow(sentence);
    await expect(add(typed, claim)).rejects.toThrow(/Nothing was (recorded|changed)\.$|lists their short ids and digests\.$/);
    expect([...readLog(target)]).toHaveLength(before);
  });
});
