import { Argument, Command, InvalidArgumentError } from 'commander';
import { judgeSameness, secondsOf, type JudgeSameness, type RecordedSameness } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { samenessVerdicts, type SamenessVerdict, type Stretch } from '../../shared/sameness.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { workingOnCase } from '../with-case.ts';
import { parseWide } from './similar.ts';

interface SameOptions extends PassphraseOptions {
  because: string;
  from?: number;
  to?: number;
  in?: number;
  out?: number;
  segment?: number[];
  whole?: true;
  mirrored?: true;
  wide?: number;
  json?: true;
}

export function sameCommand(): Command {
  return new Command('same')
    .summary('record whether two items show the same footage')
    .description(
      'Record your judgement of two items. The newest judgement of two items counts. Say which segment it is about, by its ' +
        'number or its times; without that it is about both items as a whole. To judge several segments, name them in one ' +
        'judgement: --segment 1 2.',
    )
    .argument('<case>', 'the case folder')
    .argument('<item>', 'short id or digest')
    .argument('<other-item>', 'short id or digest')
    .addArgument(new Argument('<verdict>', 'what you found').choices(samenessVerdicts))
    .requiredOption('--because <text>', 'why, in your words')
    .option('--segment <number...>', 'segments as "postquem similar CASE ITEM" listed them for the other item', collectNumber)
    .option('--whole', 'items of unequal length: both are meant as a whole all the same')
    .option('--mirrored', 'with --segment: as "similar --mirrored" listed them; with times: one of the two is mirrored')
    .option('--wide <bits>', 'with --segment: as "similar --wide" listed them', parseWide)
    .option('--from <pts>', 'the segment of the first item begins at this pts', parsePts)
    .option('--to <pts>', 'and ends at this one', parsePts)
    .option('--in <pts>', 'the segment of the second item begins at this pts', parsePts)
    .option('--out <pts>', 'and ends at this one', parsePts)
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, a: string, b: string, verdict: SamenessVerdict, options: SameOptions) => {
      const judgement = { a, b, verdict, because: options.because, about: aboutOf(options), whole: options.whole === true };
      const recorded = await workingOnCase(folder, options, (target, signal) =>
        judgeSameness(target, { ...judgement, signal }).catch((error: unknown) => {
          throw signal.aborted ? new CaseError('stopped', {}, { cause: error }) : error;
        }),
      );
      if (options.json) printJson(recorded);
      else printRecorded(recorded);
    });
}

function parsePts(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('A pts is a whole number, as "postquem keyframes" lists it.');
  return Number(text);
}

function collectNumber(text: string, before: number[] = []): number[] {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('The number of a segment, from 1.');
  return [...before, Number(text)];
}

/** The segments that were named. Throws CaseError `argument-invalid` where they are named by halves. */
function aboutOf({ from, to, in: into, out, segment, mirrored, wide }: SameOptions): JudgeSameness['about'] {
  const times = [from, to, into, out].filter((pts) => pts !== undefined);
  if (times.length > 0 && segment !== undefined) throw refusal('Name segments by their numbers (--segment) or one by its times (--from, --to, --in, --out), not both.');
  if (segment !== undefined) return { listed: { numbers: segment, mirrored, wide } };
  if (wide !== undefined || (mirrored && times.length === 0)) throw refusal('--mirrored and --wide say how segments were found: name them, with --segment.');
  if (times.length === 0) return undefined;
  if (from === undefined || to === undefined || into === undefined || out === undefined) throw refusal('A segment needs its times in both items: --from and --to of the first, --in and --out of the second.');
  return { named: { from, to, in: into, out, mirrored } };
}

function refusal(detail: string): CaseError {
  return new CaseError('argument-invalid', { detail: `${detail} Nothing was changed.` });
}

const verdictTexts = { same: 'show the same footage', different: 'show different footage', undetermined: 'may or may not show the same footage: undetermined' } as const;

function printRecorded({ entry, a, b, verdict, because, segments, replaces, remarks }: RecordedSameness): void {
  print(`Recorded in log entry ${entry}: ${a.id} (${shown(a.name)}) and ${b.id} (${shown(b.name)}) ${verdictTexts[verdict]}, ${segments.length === 0 ? 'as a whole' : 'in'}`);
  for (const segment of segments) print(`  ${stretchText(segment.a)} of ${a.id} and ${stretchText(segment.b)} of ${b.id}${segment.mirrored ? ', mirrored' : ''}`);
  print(`Because: ${shown(because)}`);
  for (const remark of remarks) print(shown(remark));
  if (replaces !== null) print(`It counts instead of the judgement "${replaces.verdict}" in log entry ${replaces.entry}.`);
}

/** `10.000 to 12.500 s (pts 900000 to 1125000)` */
export function stretchText({ fromPts, toPts, timeBase }: Stretch): string {
  return `${secondsOf(fromPts, timeBase)} to ${secondsOf(toPts, timeBase)} s (pts ${fromPts} to ${toPts})`;
}
