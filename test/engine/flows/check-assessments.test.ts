import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addEvidence, assessClaim, judgeSameness, recordClaim, verifyCase, withdrawEvidence, type WritableCase } from '../../../src-main/engine/index.ts';
import { claimAssessed } from '../../../src-main/engine/custody/kinds/assessment.ts';
import { assessmentsOfClaim, type StoredAssessment } from '../../../src-main/engine/db/tables/assessment.ts';
import type { FileReference, Sha256 } from '../../../src-main/shared/digest.ts';
import type { VerificationFinding } from '../../../src-main/shared/verification.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { copyOf } from '../../verifier/tamper/altering.ts';
import { importInto } from './case-reading.ts';
import { geoConfirmed, notOlder } from './claimed.ts';
import { writeClip } from './small-footage.ts';
import { containing } from './text-matching.ts';

const earlierPost = { basis: 'post-id', post: 'x:1844603834987446272' } as const;
let folder: string;
let evidenceOfC2: number;
let documentOfC3: FileReference;
/** c1 of i2 with e1; c2 of i1 with e2, which refutes c1 through the judgement; c3 of i2 with e3, which refutes it. */
beforeAll(async () => {
  const source = await temporaryFolder();
  folder = await temporaryCase();
  for (const n of [0, 1]) {
    await writeClip(join(source, `${n}.mov`), n);
    await importInto(folder, [join(source, `${n}.mov`)]);
  }
  await working(folder, async (target) => {
    await recordClaim(target, { ...notOlder, items: ['i2'] });
    await addEvidence(target, 'c1', { basis: 'post-id', post: geoConfirmed });
    await assessClaim(target, 'c1');
    await recordClaim(target, { ...notOlder, items: ['i1'] });
    evidenceOfC2 = (await addEvidence(target, 'c2', earlierPost)).entry;
    await judgeSameness(target, { a: 'i1', b: 'i2', verdict: 'same', because: 'compared' });
    await assessClaim(target, 'c1');
    await recordClaim(target, { ...notOlder, items: ['i2'] });
    await addEvidence(target, 'c3', earlierPost);
    await assessClaim(target, 'c3');
    await withdrawEvidence(target, 'e3', 'another recording');
    await assessClaim(target, 'c3');
    documentOfC3 = assessmentsOfClaim(target.db, 3)[0]?.document ?? documentOfC3;
  });
});

type Alter = (newest: StoredAssessment) => Partial<StoredAssessment>;

/** Record an assessment with the custodian's own key, as it never came out: the newest one of a claim, altered. */
async function recordAltered(target: WritableCase, claim: number, alter: Alter): Promise<number> {
  const [newest] = assessmentsOfClaim(target.db, claim);
  if (newest === undefined) throw new Error('never assessed');
  const { verdict, inputs, document } = { ...newest, ...alter(newest) };
  const item = target.db.prepare('SELECT sha256 FROM item JOIN claim_item ON item_number = item.number WHERE claim_number = ?').pluck().get(claim) as Sha256;
  return target.record([claimAssessed.draft({ claim: newest.inputs.claim, items: [item], verdict, inputs, document })]);
}

async function foundAfter(claim: number, alter: Alter): Promise<{ entry: number; findings: VerificationFinding[]; proved: string[] }> {
  const copy = await copyOf(folder);
  const entry = await working(copy, (target) => recordAltered(target, claim, alter));
  return { entry, ...(await verifyCase({ folder: copy })) };
}

describe('verify', () => {
  it('weighs every assessment again, old ones too, and finds nothing where nothing was altered', async () => {
    const { findings, proved } = await verifyCase({ folder });
    expect([findings, proved.length > 0]).toEqual([[], true]);
  });

  it('names the entry whose verdict does not follow, and what does', async () => {
    const { entry, findings, proved } = await foundAfter(1, () => ({ verdict: 'supported' }));
    expect(findings).toMatchObject([{ code: 'assessment-differs', thing: `entry ${entry}`, expected: containing('refuted, in the document'), actual: containing('supported, in the document') }]);
    expect(proved).toEqual([]);
  });

  it('names an assessment whose document is that of another one', async () => {
    const { findings } = await foundAfter(1, () => ({ document: documentOfC3 }));
    expect(findings.map(({ code }) => code)).toContain('assessment-differs');
  });

  it('does not believe an assessment that names evidence of another claim, or a judgement that is none', async () => {
    const borrowed = await foundAfter(3, ({ inputs }) => ({ verdict: 'refuted', inputs: { ...inputs, evidence: [evidenceOfC2] } }));
    expect(borrowed.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['assessment-differs', 'assessment-incomplete']));
    const invented = await foundAfter(1, ({ inputs }) => ({ inputs: { ...inputs, items: inputs.items.map((item) => ({ ...item, copies: [{ judgement: evidenceOfC2, evidence: [evidenceOfC2] }] })) } }));
    expect(invented.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['assessment-differs', 'assessment-incomplete']));
  });

  it('remarks on one that left out what stood, and does not hold it against the case', async () => {
    const copy = await copyOf(folder);
    const entry = await working(copy, async (target) => {
      await addEvidence(target, 'c3', { basis: 'dated-object', notEarlierThan: '2024-10-16', zone: 'UTC' });
      return recordAltered(target, 3, (newest) => newest);
    });
    const { findings, proved } = await verifyCase({ folder: copy });
    expect(findings).toMatchObject([{ code: 'assessment-incomplete', thing: `entry ${entry}` }]);
    expect(proved.length).toBeGreaterThan(0);
  });

  it('says the rules of one that comes out otherwise today, and does not hold it against the case', async () => {
    const { entry, findings, proved } = await foundAfter(1, ({ inputs }) => ({ verdict: 'supported', inputs: { ...inputs, rules: 1 } }));
    expect(findings).toMatchObject([{ code: 'assessment-by-other-rules', thing: `entry ${entry}`, expected: containing('by the rules 2 of this version'), actual: containing('by the rules 1') }]);
    expect(proved.length).toBeGreaterThan(0);
  });
});
