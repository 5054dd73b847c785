import type { BagInfoElement } from '../../../src-main/format/bag/bag-info.ts';
import type { BagFindingCode } from '../../../src-main/verifier/bag/codes.ts';
import { bytesText, counted } from '../../../src-main/shared/text.ts';
import { bagSentence, bagStatement } from '../../../src-main/verifier/bag/statement.ts';
import type { BagCheck } from '../../../src-main/verifier/check-bag.ts';
import { zipSentence, type ZipFindingCode } from '../../../src-main/verifier/zip/codes.ts';
import type { AboutZip } from '../check-chosen.ts';
import { el } from './element.ts';
import { findingsView, worthKnowingView } from './findings-view.ts';
import { pagedList } from './paged-list.ts';
import type { RemarksView } from './remarks-view.ts';
import { said } from './said.ts';
import { says } from './says.ts';
import { shownView, verdictView, type Verdict } from './verdict-view.ts';

/** The result for a bag of any program. `unsigned`: why nothing is said of signatures, where the bag says that it has them. */
export function bagView(check: BagCheck, { zip, unsigned }: { zip: AboutZip | undefined; unsigned?: string }): HTMLElement {
  const { shown, notShown } = bagStatement(check);
  const faults = countOfBagFaults(check, zip);
  return el(
    'div',
    { class: 'result' },
    verdictView(bagVerdict(check, faults, unsigned)),
    shownView(faults > 0 ? [] : shown, faults > 0 && check.valid === true ? ['That the ZIP is as it was made: see the findings.', ...notShown] : notShown),
    findingsView(faults, bagFindings(check, zip)),
    worthKnowingView([bagWarnings(check)]),
    bagInfoView(check.info),
  );
}

/** A ZIP that was not opened. */
export function unopenedView({ findings }: AboutZip): HTMLElement {
  return el(
    'div',
    { class: 'result' },
    verdictView({ kind: 'failed', sentence: 'This ZIP file was not opened: its structure is damaged, or it was made to mislead.', beside: 'Nothing in it was read.' }),
    findingsView(1, [{ remarks: findings, notListed: 0, sentenceOf: (code) => zipSentence(code as ZipFindingCode) }]),
  );
}

export function countOfBagFaults({ findings, findingsNotListed }: BagCheck, zip: AboutZip | undefined): number {
  return findings.length + findingsNotListed + (zip === undefined ? 0 : zip.findings.length + zip.findingsNotListed);
}

function bagVerdict(check: BagCheck, faults: number, unsigned: string | undefined): Verdict {
  const { payload, complete } = check;
  const about = `${counted(payload.files, 'payload file')}, ${bytesText(payload.bytes)}. ${check.version === undefined ? 'Its version of BagIt cannot be read.' : `A bag of BagIt ${check.version}.`}`;
  if (faults > 0) {
    const found = faults === 1 ? 'There is one finding' : `There are ${faults} findings`;
    return { kind: 'failed', sentence: `The bag is not as its lists say. ${found}.`, beside: complete ? `${about} It is complete, and not valid.` : about };
  }
  if (unsigned !== undefined) return { kind: 'unsure', sentence: 'The files are as the lists say. Whether the lists are as they were signed could not be checked.', beside: unsigned };
  return { kind: 'passed', sentence: 'The bag is complete and valid: every file is as its lists say.', beside: `${about} It is not signed: nothing here says who made it.` };
}

/** What the bag has against it, and its ZIP, for `findingsView`. */
export function bagFindings(check: BagCheck, zip: AboutZip | undefined): (RemarksView | undefined)[] {
  return [
    zip && { remarks: zip.findings, notListed: zip.findingsNotListed, sentenceOf: (code) => zipSentence(code as ZipFindingCode) },
    { remarks: check.findings, notListed: check.findingsNotListed, sentenceOf: wordsOfBag },
  ];
}

export function bagWarnings({ warnings, warningsNotListed }: BagCheck): RemarksView {
  return { remarks: warnings, notListed: warningsNotListed, sentenceOf: wordsOfBag };
}

function wordsOfBag(code: string): string {
  return bagSentence(code as BagFindingCode);
}

/** bag-info.txt: the bag's own words. */
export function bagInfoView(info: readonly BagInfoElement[]): HTMLElement | undefined {
  if (info.length === 0) return undefined;
  const show = ({ label, value }: BagInfoElement): HTMLElement => el('div', { class: 'pair' }, el('dt', {}, said(label)), el('dd', {}, said(value)));
  return says('What the bag says of itself', pagedList({ items: info, show, into: el('dl', {}) }));
}
