import { bagSentence } from '../bag/statement.ts';
import type { BundleCheck } from './bundle-check.ts';
import { bundleCodeSentences, bundleRemarkCodes } from './codes.ts';
import { zipCodeSentences, type ZipFinding } from '../zip/codes.ts';

/** A finding of any of the checks that a bundle goes through, in words. */
export interface ToldBundleFinding {
  code: string;
  /** What it is about: a file by its path, an entry, an item. */
  thing: string;
  expected: string;
  actual: string;
  sentence: string;
  /** It happens to honest bundles too, and takes nothing away from what was shown. */
  isRemark: boolean;
}

/** Everything that was found: about the ZIP around the bundle, about the bag, about the bundle. */
export function toldBundleFindings({ bag, findings }: Pick<BundleCheck, 'bag' | 'findings'>, zip: readonly ZipFinding[]): ToldBundleFinding[] {
  const all = [
    ...zip.map((finding) => ({ ...finding, sentence: zipCodeSentences[finding.code] })),
    ...bag.findings.map((finding) => ({ ...finding, sentence: bagSentence(finding.code) })),
    ...findings.map((finding) => ({ ...finding, sentence: bundleCodeSentences[finding.code] })),
  ];
  return all.map(({ code, thing, expected, actual, sentence }) => ({ code, thing, expected, actual, sentence, isRemark: bundleRemarkCodes.some((remark) => remark === code) }));
}
