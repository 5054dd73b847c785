import { bagInfoValues, readBagInfo, readPayloadOxum, type BagInfo, type BagInfoElement, type PayloadOxum } from '../../format/bag/bag-info.ts';
import type { DeclaredBag } from './bag.ts';
import { hasTagFile, readText } from './read-tag-file.ts';

/** What the bag says about itself, as far as it can be read; Payload-Oxum is compared with what is there. */
export async function checkMetadata(bag: DeclaredBag, payload: PayloadOxum): Promise<BagInfoElement[]> {
  const { metadataFile } = bag.rules;
  const text = hasTagFile(bag, metadataFile) ? await readText(bag, metadataFile) : undefined;
  if (text === undefined) return [];
  const info = readBagInfo(text, bag.rules);
  for (const { line, text: words } of info.malformed) {
    bag.remarks.find('bag-info-malformed', `${metadataFile}, line ${line}`, 'a label, a colon, a blank and a value', `"${words.slice(0, 200)}"`);
  }
  checkOxum(bag, info, payload);
  return info.elements;
}

function checkOxum({ remarks, rules }: DeclaredBag, info: BagInfo, payload: PayloadOxum): void {
  const stated = bagInfoValues(info, 'Payload-Oxum');
  const thing = `${rules.metadataFile}, Payload-Oxum`;
  if (stated.length > 1) remarks.judge('payload-oxum-repeated', rules.version === '1.0', thing, 'stated once', `${stated.length} times`);
  for (const text of stated) {
    const oxum = readPayloadOxum(text);
    if (oxum === undefined) remarks.find('payload-oxum-malformed', thing, 'bytes.files', `"${text.slice(0, 200)}"`);
    if (oxum !== undefined && oxum.files !== payload.files) remarks.find('payload-count-differs', thing, `${oxum.files} files`, `${payload.files} files`);
    if (oxum !== undefined && oxum.bytes !== payload.bytes) remarks.find('payload-bytes-differ', thing, `${oxum.bytes} bytes`, `${payload.bytes} bytes`);
  }
}
