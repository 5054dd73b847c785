import { bundleExported, bundleReceived, receiptFiled } from '../../../src-main/engine/custody/kinds/hand-over.ts';
import { checkpointLog, listItems, type WritableCase } from '../../../src-main/engine/index.ts';
import { canonicalBytes } from '../../../src-main/format/canonical.ts';
import { makeEntryBytes } from '../../../src-main/format/entry.ts';
import { parseSha256, type FileReference, type Sha256 } from '../../../src-main/shared/digest.ts';

const bundle = parseSha256('ab'.repeat(32));
const otherKey = `SHA256:${'b'.repeat(43)}`;
const log = `postquem/log/${'0'.repeat(36)}`;

/** A bundle written, its receipt filed, a bundle taken in: as entries only. Returns the number of the first. */
export async function handedOver(target: WritableCase): Promise<number> {
  const { size } = await checkpointLog(target);
  const items = [...listItems(target)].slice(0, 2).map((item) => item.sha256);
  const disclosure = await target.vault.keepDerivative(canonicalBytes({ v: 1, items, entries: [0, 1] }));
  const receipt = await target.vault.keepDerivative(new TextEncoder().encode('received'));
  const disclosed = { bundle, disclosure, itemCount: items.length, entryCount: 2 };
  const contents = await keepStrangersEntries(target, items);
  const verification = await target.vault.keepDerivative(new TextEncoder().encode('{}'));
  return target.record([
    bundleExported.draft({ ...disclosed, checkpointSize: size, form: 'zip', encryptedTo: ['age1q'], originals: true }),
    bundleExported.draft({ ...disclosed, checkpointSize: size, form: 'folder', originals: false }),
    receiptFiled.draft({ bundle, receiver: 'Ärztin', receiverKey: otherKey, keyPinned: false, findingCount: 2, receipt }),
    bundleReceived.draft({ ...disclosed, sender: 'Ärztin', senderKey: otherKey, keyPinned: true, log, contents, verification, findingCount: 2, receipt, originals: true }),
  ]);
}

/** Entries of another log, as files of a bundle that was taken in, and of one that its sender had received; one cannot be read. */
async function keepStrangersEntries(target: WritableCase, [item]: readonly Sha256[]): Promise<FileReference> {
  const rest = { v: 1 as const, log, at: '2026-11-22T08:14:03.120Z', actor: otherKey, salt: '0'.repeat(32) };
  const opened = { seq: 0, type: 'case-opened', payload: { title: 'Elsewhere', toolVersion: '0.1.0' } };
  const noted = { seq: 7, type: 'item-noted', payload: { item, kind: 'note', text: 'seen by a stranger' } };
  const about = { seq: 9, type: 'claim-judged', payload: { claim: 8, verdict: 'undefined', because: 'nothing is said' } };
  const entries = [opened, noted, about].map((entry) => ({ seq: entry.seq, bytes: makeEntryBytes({ ...rest, ...entry }) }));
  const files = [...entries, { seq: 8, bytes: new TextEncoder().encode('{') }].map(({ seq, bytes }) => ({ path: `data/log/entries/${seq}.json`, bytes }));
  const before = entries.slice(0, 2).map(({ seq, bytes }) => ({ path: `data/received/${'cd'.repeat(32)}/log/entries/${seq}.json`, bytes }));
  const kept = [];
  for (const { path, bytes } of [...files, ...before]) kept.push({ path, ...(await target.vault.keepDerivative(bytes)) });
  return target.vault.keepDerivative(canonicalBytes({ v: 1, bundle, files: kept }));
}
