import { bundleExported, bundleReceived, receiptFiled } from '../../../src-main/engine/custody/kinds/hand-over.ts';
import { checkpointLog, listItems, type WritableCase } from '../../../src-main/engine/index.ts';
import { canonicalBytes } from '../../../src-main/format/canonical.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';

const bundle = parseSha256('ab'.repeat(32));
const otherKey = `SHA256:${'b'.repeat(43)}`;

/** A bundle written, its receipt filed, a bundle taken in: as entries only. Returns the number of the first. */
export async function handedOver(target: WritableCase): Promise<number> {
  const { size } = await checkpointLog(target);
  const items = [...listItems(target)].slice(0, 2).map((item) => item.sha256);
  const disclosure = await target.vault.keepDerivative(canonicalBytes({ v: 1, items, entries: [0, 1] }));
  const receipt = await target.vault.keepDerivative(new TextEncoder().encode('received'));
  const disclosed = { bundle, disclosure, itemCount: items.length, entryCount: 2 };
  return target.record([
    bundleExported.draft({ ...disclosed, checkpointSize: size, form: 'zip', encryptedTo: ['age1q'], originals: true }),
    bundleExported.draft({ ...disclosed, checkpointSize: size, form: 'folder', originals: false }),
    receiptFiled.draft({ bundle, receiver: 'Ärztin', receiverKey: otherKey, receipt }),
    bundleReceived.draft({ ...disclosed, sender: 'Ärztin', senderKey: otherKey, log: `postquem/log/${'0'.repeat(36)}` }),
  ]);
}
