import { writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hasOpenssl } from '../format/timestamp/local-authority.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { bundleFor, madeBundles } from '../verifier/bundle/about.ts';
import type { AboutBundles, BundleAlteration } from '../verifier/bundle/alteration.ts';
import { fewerAlterations } from '../verifier/bundle/alterations.ts';
import { pathLike, textOf, writeFiles, type BundleFiles } from '../verifier/bundle/bundle-files.ts';
import { zipAlterations, zipped, type ZipAlteration } from '../verifier/bundle/zip-alterations.ts';
import { leftOut, noBrowser } from './chromium.ts';
import { drop, judgeBy, openVerifyPage, resultOf, type Known, type OpenPage, type PageVerdict } from './verify-page.ts';

const isPossible = hasOpenssl && !noBrowser;
const made = isPossible ? await madeBundles() : undefined;

function bundles(): NonNullable<typeof made> {
  if (made === undefined) throw new Error('there are no bundles');
  return made;
}

/** One page for all of them: what the last bundle was must not show in what is said of the next. */
let open: OpenPage | undefined;
let judgements = 0;
afterAll(() => open?.close());

async function verdictOn(path: string, known: Known = {}): Promise<PageVerdict> {
  open ??= await openVerifyPage();
  try {
    return await judged(open, path, known);
  } catch (error) {
    // The next bundle gets another page: this one may still be at work.
    await open.close();
    [open, judgements] = [undefined, 0];
    throw error;
  }
}

async function judged({ page, mishaps }: OpenPage, path: string, known: Known): Promise<PageVerdict> {
  await drop(page, [path]);
  let verdict = await resultOf(page, { judgement: ++judgements });
  if (known.pin !== undefined || known.roots !== undefined) {
    await judgeBy(page, known);
    verdict = await resultOf(page, { judgement: ++judgements });
  }
  expect(mishaps).toEqual([]);
  return verdict;
}

/** A folder or a ZIP on the disk for as long as it is looked at. */
async function onDisk<T>(write: (folder: string) => string, act: (path: string) => Promise<T>): Promise<T> {
  const folder = join(await temporaryFolder(), 'bundle');
  await mkdir(folder);
  try {
    return await act(write(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function knownOf(row: BundleAlteration, about: AboutBundles): Known {
  const { pin, roots } = row.reader?.(about) ?? {};
  return { ...(pin === undefined ? {} : { pin }), ...(roots === undefined ? {} : { roots: textOf(about.stranger.files, pathLike(about.stranger.files, /\.roots\.pem$/)) }) };
}

/** A page has no field for a checkpoint that its reader holds. */
const forPages = fewerAlterations.filter(({ reader }) => reader === undefined || !reader.toString().includes('heldCheckpoints'));

function zipFile(zip: Buffer): (folder: string) => string {
  return (folder) => {
    writeFileSync(join(folder, 'bundle.zip'), zip);
    return join(folder, 'bundle.zip');
  };
}

describe.skipIf(!isPossible)(`verify.html in Chromium${leftOut}`, () => {
  it.each(['selected', 'whole', 'received'] as const)('finds nothing in a bundle that nobody has altered, as a folder and as a ZIP (%s)', async (which) => {
    const { files } = bundles()[which].made;
    for (const write of [(folder: string) => writeFiles(folder, files), zipFile(zipped(files))]) {
      const { verdict, codes } = await onDisk(write, verdictOn);
      expect({ verdict, codes }).toEqual({ verdict: 'no-findings', codes: [] });
    }
  });

  it.each(forPages)('finds and names $what', async (row: BundleAlteration) => {
    const about = bundleFor(row, bundles());
    const files: BundleFiles = new Map(about.made.files);
    await row.alter(files, about);
    const { verdict, codes } = await onDisk((folder) => writeFiles(folder, files), (path) => verdictOn(path, knownOf(row, about)));
    expect(codes).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^(?:${row.finds.join('|')})$`))]));
    expect(['findings', 'unreadable']).toContain(verdict);
  });

  it.each(zipAlterations)('finds and names, in a ZIP, $what', async ({ zip, finds }: ZipAlteration) => {
    const { verdict, codes } = await onDisk(zipFile(zip(bundles().selected.made.files)), verdictOn);
    expect(codes).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^(?:${finds.join('|')})$`))]));
    expect(['findings', 'unreadable']).toContain(verdict);
  });
});
