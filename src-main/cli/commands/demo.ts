import { mkdir, readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { createCase, importMedia, listItems, synthesiseDemoClips, type DemoClip } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printTable, shown } from '../output.ts';
import { readSettings } from '../settings.ts';
import { systemClock, systemRandom } from '../system.ts';
import { readingCase, workingOnCase } from '../with-case.ts';
import { printSergeevka } from './demo-sergeevka.ts';
import { printItems } from './items.ts';

export function demoCommand(end: EndWith): Command {
  return new Command('demo')
    .summary('make two small cases to look at')
    .description('Make footage with ffmpeg, take it into a new case, and show what was found; and weigh what was claimed in a worked example. Both cases stay.')
    .argument('[folder]', 'where; it must not exist, or be empty (default: demo-case, or the next free name like it)')
    .action(async (given: string | undefined) => {
      const folder = resolve(given ?? (await freeFolder()));
      await refuseOccupied(folder);
      const [footage, caseFolder] = [join(folder, 'footage'), join(folder, 'case')];
      await mkdir(footage, { recursive: true });
      printFootage(footage, await synthesiseDemoClips(footage, readSettings().tools));
      await makeCase(caseFolder, footage);
      await readingCase(caseFolder, (readable) => printItems([...listItems(readable)], undefined));
      printWhatNext(caseFolder);
      await printSergeevka(folder);
      end(exitStatus.done);
    });
}

async function freeFolder(): Promise<string> {
  for (let n = 1; ; n++) {
    const folder = n === 1 ? 'demo-case' : `demo-case-${n}`;
    if (await isFree(folder)) return folder;
  }
}

async function isFree(folder: string): Promise<boolean> {
  return readdir(folder).then((names) => names.length === 0, (error: NodeJS.ErrnoException) => error.code === 'ENOENT');
}

async function refuseOccupied(folder: string): Promise<void> {
  if (!(await isFree(folder))) throw new CaseError('case-exists', { folder });
}

function printFootage(footage: string, clips: DemoClip[]): void {
  print(`Footage was made in ${shown(footage)}:\n`);
  printTable(['  FILE', 'WHAT IT IS'], clips.map((clip) => [`  ${clip.file}`, clip.about]));
}

async function makeCase(folder: string, footage: string): Promise<void> {
  const who = { title: 'Demonstration', custodian: 'Demonstration custodian', affiliation: undefined };
  await createCase({ folder, ...who, passphrase: undefined, clock: systemClock, random: systemRandom });
  await workingOnCase(folder, {}, async (target, signal) => {
    const summary = await importMedia(target, {
      paths: [Buffer.from(footage)],
      collection: {
        receivedFrom: 'nobody: synthesised for this demonstration',
        how: 'made on this computer by ffmpeg',
        notAvailable: [{ field: 'sourceUrl', why: 'it was never published' }],
      },
      alsoDigest: [],
      verifyCopy: 'by-source',
      keepOnly: false,
      signal,
    });
    if (summary.stoppedBy !== undefined) throw summary.stoppedBy;
    if (signal.aborted) throw new CaseError('cancelled');
    const { received, examination } = summary;
    print(`\nThey were taken into a case: ${received.length} files received, ${examination.examined} items examined.\n`);
  });
}

function printWhatNext(caseFolder: string): void {
  const name = shown(relative(process.cwd(), caseFolder) || '.');
  print(`\nThe case lies in ${shown(caseFolder)}. To look at it:`);
  for (const rest of [`show ${name} i1`, `keyframes ${name} i1`, `log ${name}`, `verify ${name}`]) print(`  npx postquem ${rest}`);
}
