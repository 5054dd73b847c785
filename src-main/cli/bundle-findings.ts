import { toldBundleFindings, type ToldBundleFinding } from '../verifier/bundle/told-findings.ts';
import type { ZipFinding } from '../verifier/zip/codes.ts';
import type { BundleCheck } from '../verifier/check-bundle.ts';
import { print, shown } from './output.ts';

const mostShown = 50;

/** What the check of a bundle found against it, and what honest bundles show too, for people. */
export function printBundleFindings(check: BundleCheck, zip: readonly ZipFinding[]): void {
  const all = toldBundleFindings(check, zip);
  printTold('Findings', all.filter(({ isRemark }) => !isRemark), check.bag.findingsNotListed + check.findingsNotListed);
  printTold('Remarks, which do not count against it', all.filter(({ isRemark }) => isRemark), 0);
}

function printTold(heading: string, told: readonly ToldBundleFinding[], notListed: number): void {
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
