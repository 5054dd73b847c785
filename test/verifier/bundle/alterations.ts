import type { BundleAlteration } from './alteration.ts';
import { bySender, onTheWay } from './file-alterations.ts';
import { ofReceivedParts } from './received-alterations.ts';
import { ofDocuments, ofSignature, ofTagFiles, ofTheLog, ofTheSelection, ofTimeStamps } from './sender-alterations.ts';

/** One by one, each its own idea. */
const singular: readonly BundleAlteration[] = [...ofSignature, ...ofTagFiles, ...ofTheLog, ...ofTheSelection, ...ofDocuments, ...ofTimeStamps, ...ofReceivedParts];

/** Everything that somebody may do to a bundle; the command line and the page have to find all of it. */
export const alterations: readonly BundleAlteration[] = [...onTheWay, ...bySender, ...singular];

/**
 * The same without the repetitions, for tests that write each bundle to a disk or start a page: of the classes of files
 * each one by one way of altering it, in turn.
 */
export const fewerAlterations: readonly BundleAlteration[] = [...inTurn(onTheWay), ...inTurn(bySender), ...singular];

/** Five rows of a class stand one after another. */
function inTurn(rows: readonly BundleAlteration[]): BundleAlteration[] {
  return rows.filter((_row, n) => n % 5 === Math.floor(n / 5) % 5);
}
