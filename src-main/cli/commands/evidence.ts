import { Command, InvalidArgumentError, Option } from 'commander';
import { addEvidence, withdrawEvidence, type RecordedEvidence, type TypedEvidence } from '../../engine/index.ts';
import { evidenceBases, strengths } from '../../shared/claim-record.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { workingOnCase } from '../with-case.ts';

export function evidenceCommand(): Command {
  return new Command('evidence')
    .summary('tie evidence to a claim')
    .description('Tie dated evidence to a claim, or withdraw it. "postquem claim show" lists it.')
    .addCommand(addCommand())
    .addCommand(withdrawCommand());
}

type AddOptions = PassphraseOptions & TypedEvidence & { json?: true };

function addCommand(): Command {
  return new Command('add')
    .summary('record a piece of evidence')
    .description(
      'Record what a piece of evidence says of a claim: one time, span, post, place or measurement of the sun, or a note. ' +
        'What it weighs follows from its basis; --strength with --because weighs it otherwise, as far as the basis allows.',
    )
    .argument('<case>', 'the case folder')
    .argument('<claim>', 'the short id of the claim, such as c1')
    .addOption(new Option('--basis <kind>', 'what it rests on').choices(evidenceBases).makeOptionMandatory())
    .option('--not-later-than <when>', 'it was recorded by then')
    .option('--not-earlier-than <when>', 'it was not recorded before then')
    .option('--during <from/to>', 'it was recorded in this span; with a measurement, the dates in which to look')
    .option('--post <url>', 'the post, or the archived page, whose own time is the limit')
    .option('--place <place>', 'the place that it states; with a measurement, where the sun was seen')
    .option('--near <place>', 'about where to look for --place')
    .option('--elevation <degrees+-error>', 'measured height of the sun above the horizon, such as 20.5+-1')
    .option('--azimuth <degrees+-error>', 'measured direction of the sun from true north, clockwise')
    .option('--shadow-ratio <ratio+-error>', 'length of a shadow divided by the height of what casts it')
    .option('--note <text>', 'words that go with it, or that are all of it')
    .option('--zone <zone>', 'the time zone of times that name none')
    .option('--error <duration>', 'how far the time may be wrong either way, such as "2 hours"')
    .option('--clock-ahead <duration>', 'how far the clock that gave the time was ahead of UTC')
    .option('--clock-behind <duration>', 'how far it was behind')
    .option('--clock-error <duration>', 'how well that is known')
    .option('--item <item>', 'the item in which it is seen')
    .option('--frame <pts>', 'the presentation time there, as "postquem keyframes" lists it', parsePts)
    .option('--of <item>', "the one of the claim's items that it speaks of (default: all)")
    .option('--segment <text>', 'the part of the footage that it speaks of')
    .option('--origin <who>', 'where it comes from: evidence of one origin is one witness')
    .addOption(new Option('--dated-by <kind>', 'of an earlier copy: what dates it').choices(evidenceBases))
    .option('--confirmed', 'of an earlier copy: a person compared the two, and they are the same recording')
    .addOption(new Option('--strength <strength>', 'weigh it otherwise than its basis does; needs --because').choices(strengths))
    .option('--because <reason>', 'why')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, claim: string, { json, passphraseFile, ...typed }: AddOptions) => {
      const passphrase = passphraseFile === undefined ? {} : { passphraseFile };
      const recorded = await workingOnCase(folder, passphrase, (target) => addEvidence(target, claim, typed));
      if (json) printJson(recorded);
      else printRecorded(recorded, claim);
    });
}

function parsePts(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('A pts is a whole number, as "postquem keyframes" lists it.');
  return Number(text);
}

function printRecorded({ evidence, entry, says, weighs, remarks }: RecordedEvidence, claim: string): void {
  print(`${evidence} was tied to ${shown(claim)}, entry ${entry} of the log: ${shown(says)}.`);
  if (weighs !== undefined) print(`It is ${weighs.strength === 'decisive' ? 'decisive' : 'shown and not decisive'}: ${shown(weighs.because)}`);
  for (const remark of remarks) print(shown(remark));
}

function withdrawCommand(): Command {
  return new Command('withdraw')
    .summary('withdraw a piece of evidence')
    .description('Withdraw evidence, with the reason: it stays in the record and no longer counts.')
    .argument('<case>', 'the case folder')
    .argument('<evidence>', 'its short id, such as e1')
    .requiredOption('--because <reason>', 'why')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, evidence: string, { because, json, ...passphrase }: PassphraseOptions & { because: string; json?: true }) => {
      const withdrawn = await workingOnCase(folder, passphrase, (target) => withdrawEvidence(target, evidence, because));
      if (json) printJson({ evidence, ...withdrawn });
      else print(`${shown(evidence)} no longer counts for ${withdrawn.claim}, entry ${withdrawn.entry} of the log.`);
    });
}
