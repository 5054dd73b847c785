import { counted } from '../../shared/text.ts';
import type { BagCheck } from '../check-bag.ts';
import { bagCodeSentences, type BagFindingCode, type BagWarningCode } from './codes.ts';

/** What a code means, for people. */
export function bagSentence(code: BagFindingCode | BagWarningCode): string {
  return bagCodeSentences[code];
}

/** Plain sentences: what the check of a bag shows, and what it does not. */
export function bagStatement(check: BagCheck): { shown: string[]; notShown: string[] } {
  return { shown: shown(check), notShown: notShown(check) };
}

function shown({ complete, valid, digested, payload }: BagCheck): string[] {
  const sentences: string[] = [];
  if (complete) sentences.push(`The bag is complete: the ${counted(payload.files, 'payload file')} and what the manifests list agree.`);
  if (valid === true) sentences.push(`The bag is valid: the bytes of ${counted(digested.files, 'file')} fit the digests that the manifests list.`);
  return sentences;
}

function notShown({ complete, valid, algorithms }: BagCheck): string[] {
  const sentences: string[] = [];
  if (!complete) sentences.push('That the bag is complete: the findings say what is missing, added or wrong.');
  if (valid === false) sentences.push('That the bag is valid: see the findings.');
  if (valid === undefined) sentences.push('Whether the bag is valid: digests were left out.');
  if (algorithms.tag.length === 0) sentences.push('Whether the manifests and the metadata are as they were written: there is no tag manifest.');
  sentences.push('Who made the bag, and when: a manifest is not signed. Whoever could write to the bag could replace a file and its digest together.');
  return sentences;
}
