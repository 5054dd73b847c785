import { documentTransfers, type DocumentedTransfer } from '../../../src-main/format/bundle/documented-item.ts';
import { bundleOfPart } from '../../../src-main/format/bundle/layout.ts';
import type { OutlinedPart } from '../../../src-main/format/bundle/case-document.ts';
import { counted } from '../../../src-main/shared/text.ts';
import { el } from './element.ts';
import { exact, said } from './said.ts';
import { says } from './says.ts';

interface Hop {
  transfer: DocumentedTransfer;
  receiver: string;
  /** The sender's signed part is in this bundle as well. */
  isHere: boolean;
}

/** Over which custodians the items came, oldest hand-over first; nothing where the sender received none by a bundle. */
export function chainView(contents: readonly OutlinedPart[]): HTMLElement | undefined {
  if (!contents.some(({ outline }) => outline.received.length > 0)) return undefined;
  const list = el('ol', { class: 'chain' });
  void hopsOf(contents).then((hops) => list.append(...hops.map(hopView)));
  return says('From hand to hand', list);
}

async function hopsOf(contents: readonly OutlinedPart[]): Promise<Hop[]> {
  const here = new Set(contents.map(({ part }) => bundleOfPart(part.prefix)));
  const hops: Hop[] = [];
  for (const { part, outline } of contents) {
    for (const transfer of await documentTransfers(part, outline)) {
      hops.push({ transfer, receiver: outline.custodian?.name ?? '', isHere: here.has(transfer.bundle) });
    }
  }
  return hops.sort((a, b) => (a.transfer.at < b.transfer.at ? -1 : Number(a.transfer.at > b.transfer.at)));
}

function hopView({ transfer, receiver, isHere }: Hop): HTMLElement {
  const { at, sender, senderKey, keyPinned, itemCount, entryCount, bundle, entry } = transfer;
  return el(
    'li',
    {},
    said(sender),
    ' → ',
    said(receiver),
    `, ${at}: ${counted(itemCount, 'item')}, ${counted(entryCount, 'entry')}; entry ${entry} of the receiver's log. Sender's key `,
    exact(senderKey),
    keyPinned ? ' (the receiver had compared it)' : ' (the receiver had not compared it)',
    '. Bundle ',
    exact(bundle),
    isHere ? "; the sender's signed part of it is in this bundle and was checked." : '; nothing of it is in this bundle.',
  );
}
