import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addEvidence, assessClaim, examineItems, judgeClaim, judgeSameness, readLog, rebuildCase, recordClaim, showClaim, withdrawEvidence, type TypedClaim, type TypedEvidence, type WritableCase } from '../../../src-main/engine/index.ts';
import { isAssessmentRepeatable } from '../../../src-main/engine/flows/assess-claim.ts';
import { assessmentsOfClaim } from '../../../src-main/engine/db/tables/assessment.ts';
import type { Sha256 } from '../../../src-main/shared/digest.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { knownSystem } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { reading } from './case-reading.ts';
import { geoConfirmed, notOlder } from './claimed.ts';
import { anchored } from './lively-case.ts';
import { importFiles, openedCase } from './opened-case.ts';
import { writeClip } from './small-footage.ts';

const opened = openedCase();
let target: WritableCase;
beforeAll(async () => {
  target = await opened();
  const source = await temporaryFolder();
  await writeClip(join(source, 'clip.mov'));
  writeFileSync(join(source, 'notes.txt'), 'notes');
  await importFiles(target, [join(source, 'clip.mov')]);
  await importFiles(target, [join(source, 'notes.txt')]);
  await writeClip(join(source, 'copy.mov'), 1);
  await importFiles(target, [join(source, 'copy.mov')]);
  await examineItems(target);
});

const claim = async (typed: Partial<TypedClaim> = {}, ...evidence: TypedEvidence[]): Promise<string> => {
  const recorded = await recordClaim(target, { ...notOlder, ...typed });
  for (const one of evidence) await addEvidence(target, recorded.claim, one);
  return recorded.claim;
};
const assess = (name: string) => assessClaim(target, name);
const entries = (): number => [...readLog(target)].length;

const post: TypedEvidence = { basis: 'post-id', post: geoConfirmed };
/** A post of 2024-10-11T05:00Z, give or take a second; invented. */
const earlierCopy: TypedEvidence = { basis: 'earlier-copy', post: 'x:1844603834987446272', confirmed: true };

describe('"not older than 72 hours"', () => {
  it('with a post of that day is consistent but unproven, and says what would change it and what is missing', async () => {
    const { verdict, parts } = await assess(await claim({ saidAt: '2024-10-18T12:00:00.000Z' }, post));
    expect(verdict).toBe('consistent-but-unproven');
    expect(parts).toMatchObject([
      {
        item: 'i1',
        sentence: 'Consistent but unproven: no decisive evidence contradicts the claim that it was not recorded before 2024-10-15T12:00Z, and none establishes it.',
        restsOn: [],
        whatWouldChange: [
          'Decisive evidence that it existed before 2024-10-15T12:00Z would refute the claim.',
          'Decisive evidence that it was not recorded before 2024-10-15T12:00Z would support the claim.',
        ],
        missing: ['Missing: decisive evidence that it was not recorded before some time, such as something seen in it that did not exist earlier.'],
      },
    ]);
  });

  it('is refuted by an earlier copy that a person confirmed and a post dates, with the reason in one sentence', async () => {
    const { parts } = await assess(await claim({ saidAt: '2024-10-18T12:00:00.000Z' }, post, earlierCopy));
    expect(parts[0]?.sentence).toBe(
      'Refuted: an earlier copy of this footage, confirmed by a person and dated by a post id, dates from some time from 2024-10-11T04:59:59Z to 2024-10-11T05:00:01Z, and the claim says it was not recorded before 2024-10-15T12:00Z.',
    );
    expect(parts[0]?.restsOn).toMatchObject([{ name: /^e\d+$/.exec(parts[0]?.restsOn[0]?.name ?? '')?.[0] }]);
  });

  it('is not refuted by a copy that nobody confirmed: a confirmation is missing', async () => {
    const { verdict, parts } = await assess(await claim({}, post, { ...earlierCopy, confirmed: false }));
    expect(verdict).toBe('consistent-but-unproven');
    expect(parts[0]?.missing.join()).toContain('a person’s confirmation that the earlier copy shows the same recording');
  });

  it('is refuted for the segment alone that a person judged the same, and says so', async () => {
    await judgeSameness(target, { a: 'i1', b: 'i3', verdict: 'same', because: 'the same pattern', about: { named: { from: 0, to: 5000, in: 0, out: 5000 } } });
    const { parts } = await assess(await claim({}, { ...earlierCopy, confirmed: false, item: 'i3' }));
    expect(parts[0]?.sentence).toMatch(/^Refuted \(segment “pts 0 to 5000”\): an earlier copy of segment “pts 0 to 5000” of this footage, confirmed by a person/);
  });

  it.each<[string, TypedEvidence[], string]>([
    ['supported by an object that did not exist before', [{ basis: 'dated-object', notEarlierThan: '2024-10-16', zone: 'UTC' }], 'supported'],
    ['not supported by all the "not later than" there is', [post, { basis: 'web-capture', notLaterThan: '2024-10-18T12:00Z' }], 'consistent-but-unproven'],
    ['conflicting where decisive evidence contradicts itself', [earlierCopy, { basis: 'dated-object', notEarlierThan: '2024-10-16', zone: 'UTC' }], 'conflicting'],
    ['not moved by a container date', [{ basis: 'container-date', during: '2024-01-01/2024-01-02' }], 'consistent-but-unproven'],
  ])('is %s', async (_, evidence, verdict) => {
    expect((await assess(await claim({}, ...evidence))).verdict).toBe(verdict);
  });

  it('is undefined while nobody knows when it was said, and with words alone', async () => {
    expect((await assess(await claim({ saidAt: undefined }, earlierCopy))).parts[0]?.sentence).toBe('Undefined: it is not known when the claim was made.');
    expect((await assess(await claim({ quote: 'fresh' }, earlierCopy))).verdict).toBe('undefined');
  });
});

describe('what the case itself knows', () => {
  it('enters by itself, shown and not decisive: container dates, file time, our own receipt', async () => {
    const { parts } = await assess(await claim());
    const sentences = parts[0]?.assertions.map(({ sentence }) => sentence).join('\n');
    expect(sentences).toContain('a container date, by which it was recorded from 2024-10-15T06:12:41Z to 2024-10-15T06:12:41.999Z');
    expect(sentences).toContain('a file time, by which it was not recorded after');
    expect(sentences).toMatch(/a log entry, by which it was not recorded after 2026-.*its log is not anchored/);
  });

  it('says the positions that the file states beside a claimed place', async () => {
    const { parts } = await assess(await claim({ quote: 'there', place: '44.3269, 131.6686' }));
    expect(parts[0]?.assertions.map(({ sentence }) => sentence).join()).toContain('(a position in the file) agrees');
  });

  it.skipIf(!hasOpenssl)('is decisive once the log is anchored, at the time of the authority and not that of our clock', async () => {
    const name = await claim({ quote: 'recorded after 2060-01-01' });
    expect((await assess(name)).verdict).toBe('consistent-but-unproven');
    await anchored(target);
    const { verdict, parts, inputs } = await assess(name);
    const [stamp] = [...readLog(target)].filter(({ type }) => type === 'anchor-accepted');
    expect([verdict, inputs.items[0]?.anchor]).toEqual(['refuted', stamp?.seq]);
    const seen = Date.parse(String(stamp?.payload['genTime']));
    const error = Number(stamp?.payload['accuracyMs'] ?? 1000);
    const latest = new Date(seen + error).toISOString().replace(/(:00)?\.000Z$/, 'Z');
    expect(parts[0]?.sentence).toContain(`to ${latest} shows that this footage was in the archive`);
  });
});

describe('a place', () => {
  it.each([
    ['8QPH8MG9+PFR', 'agrees: 0.641 m'],
    ['8QPH8MG9+PFQ', 'does not agree'],
    ['44.326859, 131.668747', 'does not agree'],
  ])('stated as %s is compared in metres against both precisions', async (place, said) => {
    const { verdict, parts } = await assess(await claim({ quote: 'there', place: '44.326859, 131.668647' }, { basis: 'caption', place }));
    expect(parts[0]?.assertions[0]?.sentence).toContain(said);
    expect(verdict).toBe('consistent-but-unproven');
  });

  it('is decided by what is seen in the footage', async () => {
    const verdictBy = async (...places: string[]): Promise<string> =>
      (await assess(await claim({ quote: 'there', place: '44.3269, 131.6686' }, ...places.map((place) => ({ basis: 'satellite-image', place }))))).verdict;
    expect([await verdictBy('44.3269, 131.6687'), await verdictBy('44.4, 131.7'), await verdictBy('44.3269, 131.6687', '44.4, 131.7')]).toEqual(['supported', 'refuted', 'conflicting']);
  });
});

describe('a claim about several items', () => {
  it('is weighed for each; evidence of one of them refutes the whole and says nothing of the other', async () => {
    const name = await claim({ items: ['i1', 'i2'] }, { ...earlierCopy, of: 'i2' });
    const { verdict, parts } = await assess(name);
    expect([verdict, parts.map((part) => [part.item, part.verdict])]).toEqual(['refuted', [['i1', 'consistent-but-unproven'], ['i2', 'refuted']]]);
  });

  it('is supported only where each of them is', async () => {
    const since: TypedEvidence = { basis: 'dated-object', notEarlierThan: '2024-10-16', zone: 'UTC' };
    const name = await claim({ items: ['i1', 'i2'] }, { ...since, of: 'i1' });
    expect((await assess(name)).verdict).toBe('consistent-but-unproven');
    await addEvidence(target, name, { ...since, of: 'i2' });
    expect((await assess(name)).verdict).toBe('supported');
  });
});

describe('an assessment', () => {
  it('is recorded with the entries that went in, and not again while nothing has changed', async () => {
    const name = await claim({}, post);
    const first = await assess(name);
    const before = entries();
    const again = await assess(name);
    expect([first.isNew, again.isNew, again.entry, entries()]).toEqual([true, false, first.entry, before]);
    const { evidence } = await addEvidence(target, name, earlierCopy);
    expect(await showClaim(target, name)).toMatchObject({ assessment: { outdated: true, verdict: 'consistent-but-unproven' } });
    const second = await assess(name);
    expect(second.inputs.evidence).toHaveLength(2);
    await withdrawEvidence(target, evidence, 'another recording');
    expect([(await assess(name)).verdict, (await assess(name)).isNew]).toEqual(['consistent-but-unproven', false]);
    const shown = await showClaim(target, name);
    expect([shown.assessment?.outdated, shown.earlierAssessments.map(({ verdict }) => verdict)]).toEqual([false, ['refuted', 'consistent-but-unproven']]);
  });

  it('does not depend on the order in which evidence came', async () => {
    const since: TypedEvidence = { basis: 'dated-object', notEarlierThan: '2024-10-16', zone: 'UTC' };
    const [one, other] = [await assess(await claim({}, post, since, earlierCopy)), await assess(await claim({}, earlierCopy, since, post))];
    const bare = ({ parts }: typeof one) => parts.map(({ sentence, whatWouldChange, missing }) => ({ sentence, whatWouldChange, missing }));
    expect(bare(one)).toEqual(bare(other));
  });

  it('counts a post once, however often it was tied to the claim', async () => {
    const { parts } = await assess(await claim({ quote: 'recorded after 2024-10-20' }, post, { ...post, post: 'x:1847225352281563393' }));
    expect(parts[0]).toMatchObject({ verdict: 'refuted' });
    expect(parts[0]?.corroboration).toBeUndefined();
  });

  it('can be computed again from the log alone: every one of them, old or new, byte for byte', async () => {
    const all = target.db.prepare('SELECT number FROM claim').all() as { number: number }[];
    const stored = all.flatMap(({ number }) => assessmentsOfClaim(target.db, number));
    expect(stored.length).toBeGreaterThan(3);
    for (const one of stored) expect(await isAssessmentRepeatable(target, one)).toBe(true);
    const [first] = stored;
    const altered = first && { ...first, document: { ...first.document, sha256: '0'.repeat(64) as Sha256 } };
    expect(altered && (await isAssessmentRepeatable(target, altered))).toBe(false);
  });

  it('is the same in a case that was rebuilt from the log and the files', async () => {
    const name = await claim({}, post, earlierCopy);
    await assess(name);
    const into = join(await temporaryFolder(), 'again');
    const { findings } = await rebuildCase({ folder: target.folder, into, random: knownSystem.random });
    const again = await reading(into, (readable) => showClaim(readable, name));
    expect(findings).toEqual([]);
    expect(again).toEqual(await showClaim(target, name));
    expect(again.assessment).toMatchObject({ repeatable: true, outdated: false, verdict: 'refuted' });
  });
});

describe("a person's judgement", () => {
  it('stands beside the verdict by rule, may differ, and has its reason', async () => {
    const name = await claim({}, earlierCopy);
    const { entry } = await assess(name);
    expect(await judgeClaim(target, name, { verdict: 'Consistent but unproven', because: 'I doubt the match' })).toMatchObject({ byRule: 'refuted' });
    const { judgements, claim: shown } = await showClaim(target, name);
    expect([judgements.map(({ because, assessment }) => ({ because, assessment })), shown.verdict, shown.judgement]).toEqual([[{ because: 'I doubt the match', assessment: entry }], 'refuted', 'consistent-but-unproven']);
  });

  it.each([
    ['maybe', 'x', '"maybe" is no verdict. Accepted: refuted, supported, consistent but unproven, conflicting, undefined.'],
    ['refuted', ' ', 'The reason is empty'],
  ])('as %j because of %j is refused', async (verdict, because, sentence) => {
    const name = await claim();
    const before = entries();
    await expect(judgeClaim(target, name, { verdict, because })).rejects.toThrow(sentence);
    await expect(assess('c999')).rejects.toMatchObject({ code: 'claim-not-found' });
    expect(entries()).toBe(before);
  });
});
