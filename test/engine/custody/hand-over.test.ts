import { describe, expect, it } from 'vitest';
import { bundleExported, bundleReceived, receiptFiled } from '../../../src-main/engine/custody/kinds/hand-over.ts';
import { readLog, verifyCase } from '../../../src-main/engine/index.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { working } from '../../temporary-case.ts';
import { acts, reading, rows } from '../flows/case-reading.ts';
import { handedOver } from '../flows/handed-over.ts';
import { reviewableCase } from '../flows/reviewable-case.ts';

const handOver = ['bundle-exported', 'receipt-filed', 'bundle-received'];

describe('what was handed over', () => {
  it('is told as sentences, stands with every item it concerns, and leaves rows that follow from the log', async () => {
    const folder = await reviewableCase();
    const first = await working(folder, (target) => handedOver(target));
    const told = (await acts(folder)).filter(({ seq }) => seq >= first && seq < first + 4).map(({ sentence }) => sentence);
    expect(told.map((sentence) => sentence.replace(/[0-9a-f]{64}/, 'DIGEST').replace(/checkpoint of \d+/, 'checkpoint of N'))).toEqual([
      'A bundle was written as a ZIP file (DIGEST): 2 items, 2 entries, the checkpoint of N entries, with the evidentiary copies; encrypted to age1q.',
      'A bundle was written as a folder (DIGEST): 2 items, 2 entries, the checkpoint of N entries, without the evidentiary copies; not encrypted.',
      `A receipt of Ärztin (SHA256:${'b'.repeat(43)}) for the bundle DIGEST was filed; it states 2 findings; the key was not compared with one known from elsewhere.`,
      `A bundle of Ärztin (SHA256:${'b'.repeat(43)}) from the log postquem/log/${'0'.repeat(36)} was taken in (DIGEST): 2 items, 2 entries; its check gave 2 findings; the sender's keys were compared with one known from elsewhere.`,
    ]);
    for (const item of ['i1', 'i2']) {
      const concerning = await reading(folder, (readable) => [...readLog(readable, item)].map(({ type }) => type).filter((type) => handOver.includes(type)));
      expect(concerning).toEqual(['bundle-exported', 'bundle-exported', 'receipt-filed', 'bundle-received']);
    }
    expect(await rows(folder, 'SELECT form, encrypted_to, originals FROM bundle_export ORDER BY seq')).toEqual([
      { form: 'zip', encrypted_to: '["age1q"]', originals: 1 },
      { form: 'folder', encrypted_to: null, originals: 0 },
    ]);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });
});

describe('a draft', () => {
  const bundle = parseSha256('0'.repeat(64));
  const file = { sha256: bundle, bytes: 1 };
  const exported = { bundle, disclosure: file, itemCount: 1, entryCount: 1, checkpointSize: 1, form: 'zip' as const, originals: true };
  const received = { bundle, disclosure: file, itemCount: 1, entryCount: 1, sender: 'S', senderKey: `SHA256:${'a'.repeat(43)}`, keyPinned: false, contents: file, verification: file, findingCount: 0, receipt: file, originals: true };
  it.each([
    ['that is encrypted to nobody', () => bundleExported.draft({ ...exported, encryptedTo: [] }), 'encryptedTo'],
    ['that covers nothing', () => bundleExported.draft({ ...exported, checkpointSize: 0 }), 'checkpointSize'],
    ['with a field that nobody knows', () => bundleExported.draft({ ...exported, more: 1 } as typeof exported), 'more'],
    ['of a receipt by a key that is none', () => receiptFiled.draft({ bundle, receiver: 'R', receiverKey: 'SHA256:short', keyPinned: false, findingCount: 0, receipt: file }), 'receiverKey'],
    ['from a log that is none', () => bundleReceived.draft({ ...received, log: 'elsewhere' }), 'log'],
  ])('%s is refused', (_, draft, field) => {
    expect(draft).toThrow(field);
  });
});
