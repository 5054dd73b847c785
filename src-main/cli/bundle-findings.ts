import { bagSentence } from '../verifier/bag/statement.ts';
import { bundleCodeSentences, bundleRemarkCodes } from '../verifier/bundle/codes.ts';
import { zipCodeSentences, type ZipFinding } from '../verifier/zip/codes.ts';
import type { BundleCheck } from '../verifier/check-bundle.ts';
import { print, shown } from './output.ts';

const mostShown = 50;

interface Told {
  code: string;
  thing: string;
  expected: string;
  actual: string;
  sentence: string;
}

/** What the check of a bundle found against it, and what honest bundles show too, for people. */
export function printBundleFindings({ bag, findings, findingsNotListed }: BundleCheck, zip: readonly ZipFinding[]): void {
  const all: Told[] = [
    ...zip.map((finding) => ({ ...finding, sentence: zipCodeSentences[finding.code] })),
    ...bag.findings.map((finding) => ({ ...finding, sentence: bagSentence(finding.code) })),
    ...findings.map((finding) => ({ ...finding, sentence: bundleCodeSentences[finding.code] })),
  ];
  const isRemark = ({ code }: Told): boolean => bundleRemarkCodes.some((remark) => remark === code);
  printTold('Findings', all.filter((one) => !isRemark(one)), bag.findingsNotListed + findingsNotListed);
  printTold('Remarks, which do not count against it', all.filter(isRemark), 0);
}

function printTold(heading: string, told: readonly Told[], notListed: number): void {
  if (told.length === 0) return;
  print(`\n${heading} (${told.length + notListed}):`);
  for (const { thing, code, sentence, expected, actual } of told.slice(0, mostShown)) {
    print(`\n  ${shown(thing)}: ${code}`);
    print(`    ${sentence}`);
    print(`    expected ${shown(expected)}`);
    print(`    found    ${shown(actual)}`);
  }
  const left = told.length - mostShown + notListed;
  if (left > 0) print(`\n  ... and ${left} more; --json lists them.`);
}

/** What the check shows and what it does not, as sentences. */
export function printBundleStatement({ proved, notProved }: Pick<BundleCheck, 'proved' | 'notProved'>): void {
  if (proved.length > 0) print('\nShown:');
  for (const sentence of proved) print(`  - ${shown(sentence)}`);
  print('\nNot shown:');
  for (const sentence of notProved) print(`  - ${shown(sentence)}`);
}
