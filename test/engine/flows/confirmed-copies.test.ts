import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addEvidence, assessClaim, examineItems, judgeSameness, readLog, rebuildCase, recordClaim, showClaim, verifyCase, withdrawEvidence, type AssessedClaim, type PartInWords, type TypedClaim, type TypedEvidence, type WritableCase } from '../../../src-main/engine/index.ts';
import { isAssessmentRepeatable } from '../../../src-main/engine/flows/assess-claim.ts';
import { assessmentsOfClaim } from '../../../src-main/engine/db/tables/assessment.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { knownSystem } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { reading } from './case-reading.ts';
import { geoConfirmed, notOlder } from './claimed.ts';
import { anchored } from './lively-case.ts';
import { importFiles, openedCase } from './opened-case.ts';
import { writeClip } from './small-footage.ts';
import { containing, matching } from './text-matching.ts';

const opened = openedCase();
let target: WritableCase;
/** i1, the oldest receipt, to i4: each another file. */
beforeAll(async () => {
  target = await opened();
  const source = await temporaryFolder();
  for (let n = 0; n < 4; n++) {
    await writeClip(join(source, `${n}.mov`), n);
    await importFiles(target, [join(source, `${n}.mov`)]);
  }
  await examineItems(target);
});

const half = { named: { from: 0, to: 5000, in: 0, out: 5000 } };
const judge = (a: string, b: string, verdict: 'same' | 'different' | 'undetermined', about?: typeof half) => judgeSameness(target, { a, b, verdict, because: 'held side by side', about });
const claim = async (typed: Partial<TypedClaim>, ...evidence: TypedEvidence[]): Promise<string> => {
  const recorded = await recordClaim(target, { ...notOlder, ...typed });
  for (const one of evidence) await addEvidence(target, recorded.claim, one);
  return recorded.claim;
};
/** Words about an item, to which evidence of it is tied. */
const aboutCopy = (item: string, ...evidence: TypedEvidence[]) => claim({ items: [item], quote: 'an exercise', about: 'other' }, ...evidence);
/** Weigh "not older than 72 hours" of i2 anew, with nothing tied to it but what is given. */
const weighed = async (...evidence: TypedEvidence[]): Promise<AssessedClaim & { part: PartInWords }> => {
  const assessed = await assessClaim(target, await claim({ items: ['i2'] }, ...evidence));
  const [part] = assessed.parts;
  if (part === undefined) throw new Error('no part');
  return { ...assessed, part };
};
const withdrawAll = async (name: string): Promise<void> => {
  const { evidence } = await showClaim(target, name);
  for (const { id, withdrawn } of evidence) if (withdrawn === undefined) await withdrawEvidence(target, id, 'for the next one');
};

/** 2024-10-11T05:00Z, give or take a second: before the claimed window. */
const earlierPost: TypedEvidence = { basis: 'post-id', post: 'x:1844603834987446272' };
const earlierCapture: TypedEvidence = { basis: 'web-capture', post: 'https://web.archive.org/web/20241011060000/https://example.org/' };

describe('the dates of an older copy that a person judged the same', () => {
  it('refute the claim for that segment by themselves, and say by which judgement and which evidence', async () => {
    const copy = await aboutCopy('i1', earlierPost);
    const { entry } = await judge('i2', 'i1', 'same', half);
    const { part, inputs } = await weighed();
    expect(part.verdict).toBe('refuted');
    expect(part.sentence).toMatch(/^Refuted \(segment “pts 0 to 5000”\): an earlier copy of segment “pts 0 to 5000” of this footage, confirmed by a person and dated by a post id, dates from /);
    expect(part.restsOn.map(({ name }) => name)).toEqual([matching(new RegExp(`^e\\d+ of i1, judged the same in entry ${entry}$`))]);
    const tied = (await showClaim(target, copy)).evidence.map((one) => one.entry);
    expect(inputs).toMatchObject({ evidence: [], items: [{ copies: [{ judgement: entry, evidence: tied }] }] });
    await withdrawAll(copy);
  });

  it.each<[string, TypedEvidence, string]>([
    ['a web capture of it', earlierCapture, 'refuted'],
    ['a time stamp of it', { basis: 'rfc3161-token', notLaterThan: '2024-10-11T05:00:00Z' }, 'refuted'],
    ['a post that a person lowered', { ...earlierPost, strength: 'assertion', because: 'the account was sold' }, 'consistent-but-unproven'],
    ['a post on a server that anybody can run', { basis: 'post-id', post: 'https://example.social/@a/113230000000000000' }, 'consistent-but-unproven'],
    ['a caption', { basis: 'caption', notLaterThan: '2024-10-11' }, 'consistent-but-unproven'],
    ['a post that shows a part of it', { ...earlierPost, segment: 'the first shot' }, 'consistent-but-unproven'],
    ['a post that shows one frame of it', { ...earlierPost, item: 'i1', frame: 0 }, 'consistent-but-unproven'],
    ['something seen in it that was gone by then', { basis: 'dated-object', notLaterThan: '2024-10-11' }, 'consistent-but-unproven'],
    ['something seen in it that was not there before', { basis: 'dated-object', notEarlierThan: '2024-10-16', zone: 'UTC' }, 'consistent-but-unproven'],
    ['yet another copy', { basis: 'earlier-copy', post: 'x:1844603834987446272', confirmed: true }, 'consistent-but-unproven'],
  ])('weigh what they weigh for the copy: %s', async (_, evidence, verdict) => {
    await judge('i2', 'i1', 'same', half);
    const copy = await aboutCopy('i1', evidence);
    expect((await weighed()).verdict).toBe(verdict);
    await withdrawAll(copy);
  });

  it('never support a claim about the whole from a segment, and do where the whole was judged the same', async () => {
    const copy = await aboutCopy('i1', earlierPost);
    const before = await claim({ items: ['i2'], quote: 'recorded before 2024-10-15' });
    await judge('i2', 'i1', 'same', half);
    const { verdict, parts } = await assessClaim(target, before);
    expect([verdict, parts[0]?.missing.join()]).toEqual(['consistent-but-unproven', containing('only a part of it is supported (segment “pts 0 to 5000”)')]);
    await judge('i2', 'i1', 'same');
    expect((await assessClaim(target, before)).verdict).toBe('supported');
    await withdrawAll(copy);
  });

  it.each(['different', 'undetermined'] as const)('fall with a later judgement "%s", and with their own withdrawal', async (verdict) => {
    const copy = await aboutCopy('i1', earlierPost);
    const name = await claim({ items: ['i2'] });
    await judge('i1', 'i2', 'same');
    expect((await assessClaim(target, name)).verdict).toBe('refuted');
    await judge('i2', 'i1', verdict);
    expect((await assessClaim(target, name)).verdict).toBe('consistent-but-unproven');
    await judge('i1', 'i2', 'same');
    expect((await assessClaim(target, name)).verdict).toBe('refuted');
    await withdrawAll(copy);
    expect(await assessClaim(target, name)).toMatchObject({ verdict: 'consistent-but-unproven', isNew: true });
  });

  it('do not reach an item that was held against the copy of the copy alone', async () => {
    const copy = await aboutCopy('i4', earlierPost);
    await judge('i2', 'i1', 'same');
    await judge('i1', 'i4', 'same');
    expect((await weighed()).verdict).toBe('consistent-but-unproven');
    await judge('i2', 'i4', 'same');
    expect((await weighed()).verdict).toBe('refuted');
    await judge('i2', 'i4', 'undetermined');
    await withdrawAll(copy);
  });

  it('say nothing of a place', async () => {
    const copy = await aboutCopy('i1', earlierPost);
    await judge('i2', 'i1', 'same');
    const { inputs } = await assessClaim(target, await claim({ items: ['i2'], quote: 'there', place: '44.3269, 131.6686' }));
    expect(inputs.items[0]).not.toHaveProperty('copies');
    await withdrawAll(copy);
  });
});

describe('a judgement about one part', () => {
  const byHand: TypedEvidence = { basis: 'earlier-copy', item: 'i1', post: 'x:1844603834987446272' };

  it('confirms nothing of another part: that is for whoever ties the evidence', async () => {
    await judge('i2', 'i1', 'same', half);
    const name = await claim({ items: ['i2'] });
    const before = [...readLog(target)].length;
    await expect(addEvidence(target, name, { ...byHand, segment: 'the end' })).rejects.toThrow(/were judged the same in pts 0 to 5000\. Leave the segment out .* Nothing was recorded\.$/);
    expect([...readLog(target)]).toHaveLength(before);
    await addEvidence(target, name, { ...byHand, segment: 'the end', confirmed: true });
    expect((await assessClaim(target, name)).parts[0]?.sentence).toMatch(/^Refuted \(segment “the end”\)/);
  });
});

describe('a frame', () => {
  it('outside of the item in which it is said to be seen is refused', async () => {
    const name = await claim({ items: ['i2'] });
    await expect(addEvidence(target, name, { basis: 'dated-object', notEarlierThan: '2020', item: 'i2', frame: 99_999_999 })).rejects.toThrow(/^The frame at pts 99999999 \(of 1\/15360 s\) lies outside i2, which is 1(\.0+)? s long\./);
  });
});

describe('one date of one copy', () => {
  const corroboration = async (...evidence: TypedEvidence[]): Promise<string | undefined> => (await weighed(...evidence)).part.corroboration;

  it.each<[string, TypedEvidence[], TypedEvidence]>([
    ['the same post', [earlierPost], { basis: 'earlier-copy', item: 'i1', post: 'https://x.com/someone/status/1844603834987446272' }],
    ['the same post under an origin of its own', [{ ...earlierPost, origin: 'the first poster' }], { basis: 'earlier-copy', item: 'i1', post: 'x:1844603834987446272' }],
    ['the same post, tied to both', [earlierPost], earlierPost],
    ['the same archived page', [earlierCapture], { ...earlierCapture, basis: 'earlier-copy', item: 'i1', datedBy: 'web-capture' }],
    ['the same stamp, which has no name', [{ basis: 'rfc3161-token', notLaterThan: '2024-10-11T05:00:00Z' }], { basis: 'earlier-copy', item: 'i1', datedBy: 'rfc3161-token', notLaterThan: '2024-10-11T05:00:00Z' }],
  ])('counts once, whether it came by the judgement, by hand or both: %s', async (_, ofCopy, byHand) => {
    await judge('i2', 'i1', 'same');
    const copy = await aboutCopy('i1', ...ofCopy);
    expect(await corroboration(byHand)).toBeUndefined();
    await withdrawAll(copy);
  });

  it('and another date are two witnesses', async () => {
    await judge('i2', 'i1', 'same');
    const copy = await aboutCopy('i1', earlierPost);
    expect(await corroboration({ ...earlierCapture, basis: 'earlier-copy', item: 'i1', datedBy: 'web-capture' })).toContain('Independently of that');
    await withdrawAll(copy);
  });
});

describe('the claim that rests on a copy', () => {
  it('shows the copy, the segment, what dates it, and what stays with the copy and why', async () => {
    const copy = await aboutCopy('i1', earlierPost, { basis: 'dated-object', notEarlierThan: '2020' }, { basis: 'caption', notLaterThan: '2021' });
    const { entry } = await judge('i2', 'i1', 'same', half);
    const name = await claim({ items: ['i2'] });
    const { copies } = await showClaim(target, name);
    expect(copies).toMatchObject([
      {
        item: 'i2',
        copy: 'i1',
        entry,
        segments: [{ here: { fromPts: 0, toPts: 5000 } }],
        dates: [
          { says: 'dated by a post id: not recorded after 2024-10-11T05:00:01Z', weighs: { strength: 'decisive' } },
          { name: `entry 5 of i1, judged the same in entry ${entry}`, weighs: { strength: 'assertion' } },
        ],
        left: [{ because: containing('another part of it') }, { because: 'it is no more than an assertion' }],
      },
    ]);
    await withdrawAll(copy);
  });

  it('is not weighed on a confirmation that fell, and shows that it fell', async () => {
    await judge('i2', 'i1', 'same');
    const name = await claim({ items: ['i2'] }, { basis: 'earlier-copy', item: 'i1', post: 'x:1844603834987446272' });
    await judge('i2', 'i1', 'different');
    expect((await showClaim(target, name)).evidence).toMatchObject([{ overruled: true, weighs: { strength: 'assertion' } }]);
  });

  it.skipIf(!hasOpenssl)('takes the receipt of a copy that the case had first, decisive once the log is anchored', async () => {
    await judge('i2', 'i1', 'same');
    const late = await claim({ items: ['i2'], quote: 'recorded after 2060-01-01' });
    expect((await assessClaim(target, late)).verdict).toBe('consistent-but-unproven');
    await anchored(target);
    const { parts, inputs } = await assessClaim(target, late);
    const [stamp] = [...readLog(target)].filter(({ type }) => type === 'anchor-accepted');
    expect(inputs.items[0]?.copies).toMatchObject([{ receipt: 5, anchor: stamp?.seq }]);
    // Its own receipt and that of the copy lie under one stamp: one witness.
    expect(parts[0]).toMatchObject({ verdict: 'refuted' });
    expect(parts[0]?.corroboration).toBeUndefined();
    // The other way round it says no more than the item's own receipt.
    const own = await assessClaim(target, await claim({ items: ['i1'], quote: 'recorded after 2060-01-01' }));
    expect(own.inputs.items[0]?.copies?.filter(({ receipt }) => receipt !== undefined) ?? []).toEqual([]);
  });

  it('can be computed again from the log, whatever was judged and withdrawn since, here and in a case made again', async () => {
    const all = target.db.prepare('SELECT number FROM claim').all() as { number: number }[];
    const stored = all.flatMap(({ number }) => assessmentsOfClaim(target.db, number));
    expect(stored.filter(({ inputs }) => inputs.items.some(({ copies }) => copies !== undefined)).length).toBeGreaterThan(10);
    for (const one of stored) expect(await isAssessmentRepeatable(target, one)).toBe(true);
    const into = join(await temporaryFolder(), 'again');
    expect((await rebuildCase({ folder: target.folder, into, random: knownSystem.random })).findings).toEqual([]);
    for (const { number } of all) expect(await reading(into, (readable) => showClaim(readable, `c${number}`))).toEqual(await showClaim(target, `c${number}`));
    const { findings } = await verifyCase({ folder: target.folder });
    expect(findings.filter(({ code }) => code.startsWith('assessment') || code.startsWith('row'))).toEqual([]);
  });
});

describe('a claim about an item and its copy together', () => {
  it('is bounded by evidence of either for both, and counts it once', async () => {
    await judge('i2', 'i1', 'same');
    const both = await claim({ items: ['i1', 'i2'] }, { ...earlierPost, of: 'i1' }, { basis: 'post-id', post: geoConfirmed });
    const { parts } = await assessClaim(target, both);
    expect(parts.map(({ item, verdict, corroboration }) => [item, verdict, corroboration])).toEqual([['i1', 'refuted', undefined], ['i2', 'refuted', undefined]]);
  });
});
