import { Command } from 'commander';
import { fullPicture, keepPicture, scanDeeply, secondsOf, showKeyframes, type ShownKeyframes } from '../../engine/index.ts';
import { derivativePath } from '../../format/case-folder.ts';
import { CaseError } from '../../shared/errors.ts';
import type { Keyframe, KeyframeIndex } from '../../shared/keyframes.ts';
import { counted } from '../../shared/text.ts';
import { print, printJson, printTable, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { openProgress } from '../progress.ts';
import { parsePts } from '../whole-number.ts';
import { readingCase, workingOnCase } from '../with-case.ts';
import { writeNewFile } from '../write-new-file.ts';

interface KeyframesOptions extends PassphraseOptions {
  all?: true;
  deep?: true;
  picture?: number;
  out?: string;
  keep?: true;
  json?: true;
}

export function keyframesCommand(): Command {
  return new Command('keyframes')
    .summary('lay out the keyframes of an item')
    .description(
      'List the visually distinct keyframes of an item: presentation time, digest of the decoded frame, PDQ hash, picture. ' +
        'Quick scans decode key packets only and can miss whole shots; --deep decodes everything.',
    )
    .argument('<case>', 'the case folder')
    .argument('<item>', 'short id or digest')
    .option('--all', 'every key packet, not only the visually distinct ones')
    .option('--deep', 'decode the whole item, and add a frame for each shot that the key frames miss')
    .option('--picture <pts>', 'make the keyframe at this pts in full size; needs --out or --keep', parsePts)
    .option('--out <file.png>', 'where --picture is written')
    .option('--keep', 'keep the --picture in the case, and record how it was made')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, item: string, options: KeyframesOptions) => {
      if (options.picture !== undefined) return makePicture(folder, item, { ...options, picture: options.picture });
      if (options.keep) throw new CaseError('argument-invalid', { detail: 'Say which picture is to be kept: --picture PTS' });
      if (options.deep) await deepScan(folder, item, options);
      await readingCase(folder, async (readable) => {
        const keyframes = await showKeyframes(readable, item);
        if (options.json) printJson(toDocument(keyframes, options.all === true));
        else printKeyframes(keyframes, options.all === true);
      });
    });
}

async function deepScan(folder: string, name: string, options: PassphraseOptions): Promise<void> {
  const progress = openProgress();
  await workingOnCase(folder, options, async (target, signal) => {
    const onProgress = (p: { doneFrames: number; ofFrames?: number }): void =>
      progress.show(`${counted(p.doneFrames, 'frame')} decoded`, p.ofFrames === undefined ? undefined : p.doneFrames / p.ofFrames);
    await scanDeeply(target, { name, signal, onProgress }).catch((error: unknown) => {
      throw signal.aborted ? new CaseError('cancelled', {}, { cause: error }) : error;
    });
  }).finally(progress.end);
}

async function makePicture(folder: string, name: string, options: KeyframesOptions & { picture: number }): Promise<void> {
  const { picture: pts, out, keep, json } = options;
  if (out === undefined && !keep) throw new CaseError('argument-invalid', { detail: 'Say where the picture is to be written, --out FILE.png, or --keep it in the case.' });
  // Written out first: what cannot be written where it was wanted is not recorded either.
  const write = async (bytes: Uint8Array): Promise<void> => (out === undefined ? undefined : writeNewFile(out, bytes));
  if (!keep) {
    const { bytes } = await readingCase(folder, (readable) => fullPicture(readable, { name, pts }));
    await write(bytes);
    return tellPicture({ pts, file: out, bytes: bytes.length }, json);
  }
  const kept = await workingOnCase(folder, options, async (target, signal) => {
    const made = await fullPicture(target, { name, pts, signal }).catch((error: unknown) => {
      throw signal.aborted ? new CaseError('stopped', {}, { cause: error }) : error;
    });
    await write(made.bytes);
    return keepPicture(target, made);
  });
  tellPicture({ pts, ...(out === undefined ? {} : { file: out }), bytes: kept.file.bytes, kept: kept.path, sha256: kept.file.sha256, entry: kept.entry }, json);
}

interface ToldPicture {
  pts: number;
  file?: string | undefined;
  bytes: number;
  /** Its path inside the case folder. */
  kept?: string;
  sha256?: string;
  entry?: number;
}

function tellPicture(told: ToldPicture, json: true | undefined): void {
  if (json) return printJson(told);
  if (told.file !== undefined) print(`The frame at pts ${told.pts} was written to ${shown(told.file)}.`);
  if (told.kept !== undefined) print(`The frame at pts ${told.pts} was kept as ${told.kept} (log entry ${told.entry}).`);
}

function listed(index: KeyframeIndex, all: boolean): Keyframe[] {
  return all ? index.keyframes : index.keyframes.filter((k) => k.decoded?.distinct);
}

function toDocument({ scan, index }: ShownKeyframes, all: boolean): unknown {
  if (index === null) return { scan, keyframes: [] };
  const { keyframes: _, ...about } = index;
  const keyframes = listed(index, all).map((k) => ({ ...k, seconds: secondsOf(k.pts, index.timeBase) }));
  return { scan, ...about, keyframes };
}

const scanNames = { 'key-packets': 'key packets only', deep: 'deep scan, everything decoded', still: 'still picture' } as const;

function printKeyframes({ scan, index }: ShownKeyframes, all: boolean): void {
  if (scan === null) print('This item was not examined yet. "postquem examine" does it.');
  if (scan !== null && index === null) print(`No keyframes: ${shown(scan.noneBecause ?? 'no reason was recorded.')}`);
  if (index === null) return;
  const rows = listed(index, all);
  print(`${counted(index.indexed, 'keyframe')} indexed, ${index.pictured} pictured; basis: ${scanNames[index.basis]}; time base ${index.timeBase}.`);
  for (const remark of [...(index.because === undefined ? [] : [index.because]), ...index.remarks]) print(shown(remark));
  print();
  printTable(['PTS', 'SECONDS', 'FOUND', 'FRAME SHA-256', 'PDQ (QUALITY)', 'PICTURE'], rows.map((k) => toRow(k, index)));
  if (!all && rows.length < index.keyframes.length) print(`\n${rows.length} visually distinct of ${index.keyframes.length}; --all lists every one.`);
}

function toRow(k: Keyframe, index: KeyframeIndex): string[] {
  const d = k.decoded;
  const place = [String(k.pts), secondsOf(k.pts, index.timeBase), k.found];
  if (d === undefined) return [...place, 'not decoded', '', ''];
  return [...place, d.frameSha256.slice(0, 16), `${d.pdq.slice(0, 16)} (${d.pdqQuality})`, derivativePath(d.poster.sha256)];
}
