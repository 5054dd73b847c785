import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { custodyChain, showReceived, verifyCase, type CustodyChain } from '../../../src-main/engine/index.ts';
import { parseSha256, type Sha256 } from '../../../src-main/shared/digest.ts';
import { acts, reading } from './case-reading.ts';
import { caseOf, caseOfAnn, digestsOf, fileInto, fingerprintOf, handOver, receive } from './handed-bundle.ts';

/** Ann hands i1 and i2 to Ben, who hands the clip alone to Cy; receipts go back, and each compares the key of the other. */
let [ann, ben, cy] = ['', '', ''];
let clip: Sha256;
let bundles: Sha256[] = [];
let findings: number[] = [];
beforeAll(async () => {
  ann = await caseOfAnn();
  [ben, cy] = [await caseOf('Ben'), await caseOf('Cy')];
  clip = parseSha256((await digestsOf(ann))[0] ?? '');
  const toBen = await receive(ben, await handOver(ann, ['i1', 'i2']), { pin: await fingerprintOf(ann) });
  await fileInto(ann, toBen.receipt ?? '');
  const toCy = await receive(cy, await handOver(ben, [clip], { zip: true }));
  await fileInto(ben, toCy.receipt ?? '', await fingerprintOf(cy));
  findings = [toBen.findingCount, toCy.findingCount];
  bundles = [toBen.bundle, toCy.bundle];
}, 180_000);

const chainIn = (folder: string, item = clip): Promise<CustodyChain> => reading(folder, (readable) => custodyChain(readable, item));

describe('an item that came over three custodians', () => {
  it('tells its way from the first to the last, each step with what backs it', async () => {
    expect(findings).toEqual([0, 0]);
    const { ways, onward } = await chainIn(cy);
    expect(onward).toEqual([]);
    expect(ways).toHaveLength(1);
    const [way] = ways;
    expect(way?.origin).toMatchObject({ custodian: { name: 'Ann', key: await fingerprintOf(ann) }, receipt: { name: 'a clip.mov', collection: { receivedFrom: 'a resident' } } });
    const [first, second] = way?.hops ?? [];
    expect(way?.hops).toHaveLength(2);
    const received = (await acts(ben, 'bundle-received'))[0];
    expect(first).toMatchObject({ from: { name: 'Ann' }, to: { name: 'Ben', key: await fingerprintOf(ben) }, bundle: bundles[0], entry: received?.seq, receivedAt: received?.at, keyPinned: true, lacks: [] });
    expect(first?.backedBy).toEqual([`the bundle, signed by ${await fingerprintOf(ann)}`, expect.stringMatching(/^entry \d+ of the receiver's log .*, with its proof$/)]);
    expect(second).toMatchObject({ from: { name: 'Ben' }, to: { name: 'Cy' }, bundle: bundles[1], keyPinned: false });
    expect(second?.backedBy).toContain(`the bundle, signed by ${await fingerprintOf(ben)}`);
    expect(second?.lacks).toEqual([expect.stringContaining('not compared with one known')]);
  });

  it('tells in the middle both where it came from and where it was handed on, with the receipt that was filed', async () => {
    const { ways, onward } = await chainIn(ben);
    expect(ways.map(({ hops }) => hops.map(({ from, to }) => [from.name, to.name]))).toEqual([[['Ann', 'Ben']]]);
    expect(onward).toMatchObject([{ bundle: bundles[1], receipts: [{ receiver: 'Cy', receiverKey: await fingerprintOf(cy) }] }]);
  });

  it('tells at the beginning of no way, and of what was handed on', async () => {
    const { ways, onward } = await chainIn(ann);
    expect(ways).toEqual([]);
    expect(onward).toMatchObject([{ bundle: bundles[0], receipts: [{ receiver: 'Ben' }] }]);
  });

  it("keeps each custodian's statements apart", async () => {
    const statements = await reading(cy, (readable) => showReceived(readable, clip));
    expect(statements.map(({ statedBy }) => [statedBy.custodian.name, statedBy.sender.name])).toEqual([['Ben', 'Ben'], ['Ann', 'Ben']]);
    const [ofBen, ofAnn] = statements;
    expect(ofBen?.item?.notes).toEqual([]);
    expect(ofAnn?.item?.notes).toMatchObject([{ text: 'a muzzle flash' }]);
    expect(ofAnn?.claims).toMatchObject([{ claimant: 'A ministry' }]);
  });

  it('leaves three cases in which verify finds nothing', async () => {
    for (const folder of [ann, ben, cy]) expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('comes back to the first one as another receipt, and the way is no ring', async () => {
    const back = await receive(ann, await handOver(cy, [clip]));
    expect(back).toMatchObject({ outcome: 'received', received: [{ newItem: false }] });
    const { ways } = await chainIn(ann);
    expect(ways.map(({ hops }) => hops.map(({ from, to }) => `${from.name} ${to.name}`))).toEqual([['Ann Ben', 'Ben Cy', 'Cy Ann']]);
  });
});

describe('a way that is not backed', () => {
  it('says so where the bundle was taken in despite findings, and where the copy did not come by it', async () => {
    const [dee, bundle] = [await caseOf('Dee'), await handOver(ben, [clip])];
    const originals = join(bundle, 'data/originals');
    for (const name of readdirSync(originals)) appendFileSync(join(originals, name), 'x');
    const { outcome, findingCount } = await receive(dee, bundle, { despiteFindings: true });
    expect(outcome).toBe('received');
    const [way] = (await chainIn(dee)).ways;
    expect(way?.hops.at(-1)?.lacks).toEqual([
      expect.stringContaining('not compared'),
      expect.stringContaining('it did not come by this bundle'),
      expect.stringContaining(`findings (${findingCount})`),
    ]);
  });
});
