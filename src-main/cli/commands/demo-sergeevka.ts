import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { addEvidence, assessClaim, createCase, examineItems, importMedia, listClaims, recordClaim, synthesiseStandIns, type AssessedClaim, type WritableCase } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { print, printTable, shown } from '../output.ts';
import { evidence, inventedCopy, statements } from '../sergeevka.ts';
import { readSettings } from '../settings.ts';
import { systemClock, systemRandom } from '../system.ts';
import { readingCase, workingOnCase } from '../with-case.ts';
import { printClaims } from './claim.ts';

/** The worked example: a case about two videos of October 2024, in two chapters. Left out where ffmpeg cannot write on pictures. */
export async function printSergeevka(folder: string): Promise<void> {
  const [footage, caseFolder] = [join(folder, 'sergeevka-footage'), join(folder, 'sergeevka')];
  await mkdir(footage, { recursive: true });
  print('\nA worked example: what was published about two videos in October 2024.');
  print('The videos themselves are not here. These stand for them, and say so on every frame:\n');
  const clips = await synthesiseStandIns(footage, readSettings().tools).catch((error: unknown) => leftOut(error));
  if (clips === undefined) return;
  printTable(['  FILE', 'WHAT IT IS'], clips.map((clip) => [`  ${clip.file}`, clip.about]));
  const who = { title: 'Sergeevka', custodian: 'Demonstration custodian', affiliation: undefined };
  await createCase({ folder: caseFolder, ...who, passphrase: undefined, clock: systemClock, random: systemRandom });
  const files = clips.map(({ file }) => join(footage, file));
  await workingOnCase(caseFolder, {}, (target) => tellBothChapters(target, files));
  print('\nAll claims of the case:\n');
  await readingCase(caseFolder, (readable) => printClaims([...listClaims(readable)]));
  printWhatNext(caseFolder);
}

function leftOut(error: unknown): undefined {
  if (!(error instanceof CaseError) || error.code !== 'tool-failed') throw error;
  print(`The worked example was left out, since nothing could be written on its pictures. ${shown(error.message)}`);
}

async function tellBothChapters(target: WritableCase, [first = '', second = '', earlier = '']: readonly string[]): Promise<void> {
  // One after the other: the first file received is i1.
  for (const file of [first, second]) await receive(target, file);
  await examineItems(target);
  for (const statement of statements) await recordClaim(target, statement);
  for (const { claim, typed } of evidence) await addEvidence(target, claim, typed);
  print('\nChapter one. "Not older than 72 hours", said on 18 October 2024; a post of that day shows the footage.');
  printAssessed(await assessClaim(target, 'c1'));
  print('\nThe place, in two notations of one post: "44.326859, 131.668647" and "8MG9+PFR Sergeevka".');
  printAssessed(await assessClaim(target, 'c4'));
  await receive(target, earlier);
  await examineItems(target);
  await addEvidence(target, 'c1', inventedCopy);
  print('\nChapter two, invented: an earlier copy turns up, a person confirms it, and the id of its post dates it.');
  printAssessed(await assessClaim(target, 'c1'));
}

async function receive(target: WritableCase, file: string): Promise<void> {
  const collection = {
    receivedFrom: 'nobody: synthesised for this demonstration',
    how: 'made on this computer by ffmpeg',
    notAvailable: [{ field: 'sourceUrl', why: 'it was never published' }],
  };
  const summary = await importMedia(target, { paths: [Buffer.from(file)], collection, alsoDigest: [], verifyCopy: 'by-source', keepOnly: true });
  if (summary.stoppedBy !== undefined) throw summary.stoppedBy;
}

function printAssessed({ parts }: AssessedClaim): void {
  for (const { sentence, whatWouldChange, missing, assertions, restsOn } of parts) {
    print(`  ${shown(sentence)}`);
    for (const named of restsOn) print(`  Rests on ${named.name}.`);
    for (const line of [...whatWouldChange, ...missing]) print(`  - ${shown(line)}`);
    // Its own receipt and file time are those of the stand-in: they say nothing of the video.
    for (const named of assertions) if (named.name.startsWith('e') && !named.name.startsWith('entry')) print(`  - ${named.name}: ${shown(named.sentence)}`);
  }
}

function printWhatNext(caseFolder: string): void {
  const name = shown(relative(process.cwd(), caseFolder) || '.');
  print(`\nThe case lies in ${shown(caseFolder)}. To look at it:`);
  for (const rest of [`claim show ${name} c1`, `assess ${name} c1`, `place "8MG9+PFR Sergeevka" --near 44.4,131.4`, `post-time x:1847225352281563393`]) print(`  npx postquem ${rest}`);
}
