import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src-main/engine/custody/sha256.ts';
import { verifyCase } from '../../../src-main/engine/index.ts';
import { makeReceipt, type BundleReceipt } from '../../../src-main/format/bundle/receipt.ts';
import { keyFingerprint } from '../../../src-main/format/key-names.ts';
import { CaseError } from '../../../src-main/shared/errors.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, rows } from './case-reading.ts';
import { caseOf, caseOfAnn, fileInto, fingerprintOf, handOver, logLength, receive } from './handed-bundle.ts';

let [ann, ben] = ['', ''];
let receipt = '';
beforeAll(async () => {
  ann = await caseOfAnn();
  ben = await caseOf('Ben');
  receipt = (await receive(ben, await handOver(ann, ['i2']))).receipt ?? '';
}, 120_000);

/** Why a receipt is refused, as people are told; nothing is recorded then. */
async function refusalOf(text: string, pin?: string): Promise<string> {
  const before = await logLength(ann);
  const refusal = await fileInto(ann, text, pin).then(() => undefined, (error: unknown) => error);
  if (!(refusal instanceof CaseError) || refusal.code !== 'receipt-refused') throw new Error('it was not refused', { cause: refusal });
  if ((await logLength(ann)) !== before) throw new Error('something was recorded');
  return refusal.message;
}

describe('a receipt that came back', () => {
  it.each([
    ['with one digit altered', () => receipt.replace('"items":1', '"items":2'), /did not sign/],
    ["with the signature of another message", () => receipt.replace(/(VzaGEtNT|AAAA)/, 'AAAB'), /refused|not filed/],
    ['cut off behind its first line', () => receipt.slice(0, receipt.indexOf('\n') + 1), /SSH signature/],
    ['that is no JSON', () => `x${receipt}`, /not JSON/],
    ['that is empty', () => '', /not a line of JSON/],
    ['with a key that is not that of its fingerprint', () => receipt.replace(/"publicKey":"./, '"publicKey":"0'), /fingerprint/],
  ])('%s is refused', async (_, text, detail) => {
    expect(text()).not.toBe(receipt);
    expect(await refusalOf(text())).toMatch(detail);
  });

  it('by another key than the one that was compared is refused', async () => {
    expect(await refusalOf(receipt, await fingerprintOf(ann))).toMatch(/and not by SHA256:/);
  });

  it('for a bundle of somebody else is refused', async () => {
    const other = await caseOfAnn();
    const { receipt: ofOther = '' } = await receive(await caseOf('Cy'), await handOver(other, ['i2']));
    expect(await refusalOf(ofOther)).toMatch(/not handed over from this case/);
  });

  it('is filed once, with the items that it concerns, and then stands in a case in which verify finds nothing', async () => {
    const filed = await fileInto(ann, receipt, await fingerprintOf(ben));
    expect(filed).toMatchObject({ filed: true, keyPinned: true, receipt: { receiver: { name: 'Ben' }, items: 1, findings: 0 } });
    const before = await logLength(ann);
    expect(await fileInto(ann, receipt)).toMatchObject({ filed: false, entry: filed.entry, keyPinned: false });
    expect(await logLength(ann)).toBe(before);
    expect(await acts(ann, 'receipt-filed')).toMatchObject([{ seq: filed.entry, payload: { receiver: 'Ben' } }]);
    expect(await rows(ann, `SELECT item_number FROM entry_item WHERE seq = ${filed.entry}`)).toEqual([{ item_number: 2 }]);
    expect((await verifyCase({ folder: ann })).findings).toEqual([]);
  });

  it('may be one of several of a receiver, each of which stands', async () => {
    const [dee, bundle, copy] = [await caseOf('Dee'), await handOver(ann, ['i2']), join(await temporaryFolder(), 'copy')];
    cpSync(dee, copy, { recursive: true });
    for (const folder of [dee, copy]) expect(await fileInto(ann, (await receive(folder, bundle)).receipt ?? '')).toMatchObject({ filed: true });
    expect((await acts(ann, 'receipt-filed')).filter(({ payload }) => payload['receiver'] === 'Dee')).toHaveLength(2);
  });

  const key = generateKeyPairSync('ed25519');
  /** Signed by a stranger's own key, so that the signature holds whatever it says. */
  async function bySomebody(alter: (receipt: BundleReceipt) => BundleReceipt): Promise<string> {
    const publicKey = key.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
    const stated = JSON.parse(receipt.slice(0, receipt.indexOf('\n'))) as BundleReceipt;
    const receiver = { ...stated.receiver, key: keyFingerprint(sha256, publicKey), publicKey: publicKey.toString('base64') };
    const sha512 = (bytes: Uint8Array): Uint8Array => createHash('sha512').update(bytes).digest();
    return makeReceipt(alter({ ...stated, receiver }), { sha512, publicKey, sign: (message) => sign(null, message, key.privateKey) });
  }

  it('is refused when it names another log or another sender than this case and its custodian', async () => {
    const elsewhere = `postquem/log/${'0'.repeat(36)}`;
    expect(await refusalOf(await bySomebody((stated) => ({ ...stated, sender: { ...stated.sender, log: elsewhere } })))).toMatch(/it names the log postquem\/log\/0{36}/);
    expect(await refusalOf(await bySomebody((stated) => ({ ...stated, sender: { ...stated.sender, key: stated.receiver.key } })))).toMatch(/says that the bundle was signed by/);
    expect(await fileInto(ann, await bySomebody((stated) => stated))).toMatchObject({ filed: true });
  });
});
