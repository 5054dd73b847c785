import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyBundle, type BundleVerification, type VerifyBundle } from '../../../src-main/engine/index.ts';
import { checkBundle, type BundleCheck } from '../../../src-main/verifier/check-bundle.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { checkSignature, sha256 } from '../../format/known-keys.ts';
import { bundleFor, madeBundles } from './about.ts';
import type { AboutBundles, BundleAlteration } from './alteration.ts';
import { alterations, fewerAlterations } from './alterations.ts';
import { bytesOf, memorySource, pathLike, textOf, writeFiles, type BundleFiles } from './bundle-files.ts';
import { sendersWords } from './file-alterations.ts';
import { reseal } from './reseal.ts';
import { zipAlterations, zipped, type ZipAlteration } from './zip-alterations.ts';

const made = hasOpenssl ? await madeBundles() : undefined;

function bundles(): NonNullable<typeof made> {
  if (made === undefined) throw new Error('there are no bundles');
  return made;
}

async function check(files: BundleFiles, about?: AboutBundles, row?: BundleAlteration): Promise<BundleCheck> {
  const reader = about === undefined ? {} : (row?.reader?.(about) ?? {});
  return (await checkBundle(memorySource(files), { sha256, checkSignature, ...reader })).check;
}

const findingsOf = ({ bag, findings }: BundleCheck): { code: string; thing: string }[] => [...bag.findings, ...findings];

async function expectFound(row: BundleAlteration): Promise<void> {
  const about = bundleFor(row, bundles());
  const files: BundleFiles = new Map(about.made.files);
  await row.alter(files, about);
  const outcome = await check(files, about, row);
  const thing = row.about?.(files, about);
  const names = thing === undefined ? '' : typeof thing === 'string' ? thing.replaceAll('.', String.raw`\.`) : thing.source;
  const expected: unknown = expect.stringMatching(new RegExp(`^(?:${row.finds.join('|')}): .*${names}`));
  expect(findingsOf(outcome).map((finding) => `${finding.code}: ${finding.thing}`)).toEqual(expect.arrayContaining([expected]));
  expect(outcome.proved).toEqual([]);
}

describe.skipIf(!hasOpenssl)('the verifier of bundles', () => {
  it.each(['selected', 'whole', 'received'] as const)('finds nothing in a bundle that nobody has altered (%s)', async (which) => {
    const about = made?.[which];
    const outcome = await check(new Map(about?.made.files));
    expect(findingsOf(outcome)).toEqual([]);
    expect(outcome.proved.length).toBeGreaterThan(3);
    expect(outcome.parts.flatMap(({ anchors }) => anchors).length).toBe(1);
    expect(outcome.parts.length).toBe(which === 'received' ? 3 : 1);
  });

  it('knows more than sixty alterations, each by a name of its own', () => {
    expect(alterations.length).toBeGreaterThan(60);
    expect(new Set(alterations.map(({ what }) => what)).size).toBe(alterations.length);
  });

  it.each(alterations)('finds and names $what', expectFound);

  it.each(sendersWords)('leaves %s to the sender who seals it, and says so', async (path) => {
    const files: BundleFiles = new Map(made?.selected.made.files);
    files.set(path, bytesOf('something else'));
    if (made !== undefined) reseal(files, made.selected.made.keys.custodian);
    const outcome = await check(files);
    expect(findingsOf(outcome)).toEqual([]);
    expect(outcome.notProved.join('\n')).toContain(path.replace('data/', ''));
  });
});

/** What the flow behind `postquem verify` says of a folder or a ZIP: codes, and whether anything is said to be proved. */
function told(verified: BundleVerification): { codes: string[]; proved: readonly string[] } {
  if (verified.kind === 'bag') return { codes: [...verified.check.findings, ...(verified.check.zip?.findings ?? [])].map(({ code }) => code), proved: [] };
  const { check, zip } = verified;
  return { codes: [...check.bag.findings, ...check.findings, ...(zip?.findings ?? [])].map(({ code }) => code), proved: check.proved };
}

function broughtAlong(row: BundleAlteration, about: AboutBundles): Partial<VerifyBundle> {
  const { pin, roots, heldCheckpoints } = row.reader?.(about) ?? {};
  return { pin, heldCheckpoints, ...(roots === undefined ? {} : { rootsPem: textOf(about.stranger.files, pathLike(about.stranger.files, /\.roots\.pem$/)) }) };
}

async function expectFoundOnDisk(row: BundleAlteration): Promise<void> {
  const about = bundleFor(row, bundles());
  const files: BundleFiles = new Map(about.made.files);
  await row.alter(files, about);
  const { codes, proved } = told(await verifyBundle({ path: writeFiles(await temporaryFolder(), files), ...broughtAlong(row, about) }));
  expect(codes.filter((code) => row.finds.includes(code)).length).toBeGreaterThan(0);
  expect(proved).toEqual([]);
}

async function verifyZip(zip: Buffer): Promise<BundleVerification> {
  const path = join(await temporaryFolder(), 'bundle.zip');
  writeFileSync(path, zip);
  return verifyBundle({ path });
}

describe.skipIf(!hasOpenssl)('postquem verify', () => {
  it.each(['selected', 'whole', 'received'] as const)('finds nothing in a bundle that nobody has altered, as a folder and as a ZIP (%s)', async (which) => {
    const { files } = bundles()[which].made;
    for (const verified of [await verifyBundle({ path: writeFiles(await temporaryFolder(), files) }), await verifyZip(zipped(files))]) {
      expect(told(verified).codes).toEqual([]);
      expect(told(verified).proved.length).toBeGreaterThan(3);
    }
  });

  // The verifier has met all of them above; here some of every kind go the way over the disk and the flow.
  it.each(fewerAlterations.filter((_row, n) => n % 4 === 0))('finds and names $what', expectFoundOnDisk);

  it.each(zipAlterations)('finds and names, in a ZIP, $what', async ({ zip, finds }: ZipAlteration) => {
    const { codes, proved } = told(await verifyZip(zip(bundles().selected.made.files)));
    expect(codes.filter((code) => finds.includes(code)).length).toBeGreaterThan(0);
    expect(proved).toEqual([]);
  });
});
