import type { VerifiedBag } from '../../engine/index.ts';
import { bytesText, counted } from '../../shared/text.ts';
import type { BagProgress } from '../../verifier/bag/bag.ts';
import type { BagFinding, BagWarning } from '../../verifier/bag/remarks.ts';
import { bagSentence, bagStatement } from '../../verifier/bag/statement.ts';
import { zipSentence } from '../../verifier/zip/codes.ts';
import { print, shown } from '../output.ts';

const mostShown = 50;

/** What people read of the check of a bag. */
export function printBagVerification(check: VerifiedBag): void {
  const { payload, tagFiles, complete, valid, zip } = check;
  if (zip !== undefined) print(zip.topFolder === undefined ? 'A ZIP file' : `A ZIP file, in its folder "${shown(zip.topFolder)}":`);
  print(check.version === undefined ? 'A bag of no version that can be read' : `A bag of BagIt ${check.version}, tag files in ${shown(check.encoding ?? '')}`);
  print(`${counted(payload.files, 'payload file')} (${bytesText(payload.bytes)}), ${counted(tagFiles, 'tag file')}`);
  print(`Manifests: ${algorithmsText(check.algorithms.payload)}; tag manifests: ${algorithmsText(check.algorithms.tag)}`);
  print(`Complete: ${yesOrNo(complete)}   Valid: ${yesOrNo(valid)}`);
  for (const { label, value } of check.info.slice(0, mostShown)) print(`  ${shown(label)}: ${shown(value)}`);
  printRemarks('Findings', check.findings.map(withSentence), check.findingsNotListed);
  if (zip !== undefined) printRemarks('Findings about the ZIP', zip.findings.map((finding) => ({ ...finding, sentence: zipSentence(finding.code) })), zip.findingsNotListed);
  printRemarks('Warnings', check.warnings.map(withSentence), check.warningsNotListed);
  const statement = bagStatement(check);
  if (statement.shown.length > 0) print('\nShown:');
  for (const sentence of statement.shown) print(`  - ${sentence}`);
  print('\nNot shown:');
  for (const sentence of statement.notShown) print(`  - ${sentence}`);
}

interface Remark {
  code: string;
  thing: string;
  expected: string;
  actual: string;
  sentence: string;
}

function withSentence(remark: BagFinding | BagWarning): Remark {
  return { ...remark, sentence: bagSentence(remark.code) };
}

function printRemarks(heading: string, remarks: readonly Remark[], notListed: number): void {
  if (remarks.length === 0) return;
  print(`\n${heading} (${remarks.length + notListed}):`);
  for (const { code, thing, expected, actual, sentence } of remarks.slice(0, mostShown)) {
    print(`\n  ${shown(thing)}: ${code}`);
    print(`    ${sentence}`);
    print(`    expected ${shown(expected)}`);
    print(`    found    ${shown(actual)}`);
  }
  const left = remarks.length - mostShown + notListed;
  if (left > 0) print(`\n  ... and ${left} more; --json lists ${notListed > 0 ? 'many of them' : 'them'}.`);
}

/** How far the check has come. */
export function bagProgressText({ stage, done, of }: BagProgress): string {
  if (stage === 'files') return `${counted(done, 'entry')} found`;
  return stage === 'lists' ? `${counted(done, 'line')} of manifests read` : `${bytesText(done)} of ${bytesText(of)} read`;
}

function algorithmsText(algorithms: readonly string[]): string {
  return algorithms.length === 0 ? 'none' : algorithms.map(shown).join(', ');
}

function yesOrNo(verdict: boolean | undefined): string {
  if (verdict === undefined) return 'not checked';
  return verdict ? 'yes' : 'no';
}
