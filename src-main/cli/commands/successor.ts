import { Command } from 'commander';
import { openCaseForReading, startSuccessor, type Successor } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { counted } from '../../shared/text.ts';
import { findingSentence } from '../../verifier/statement.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { systemClock, systemRandom } from '../system.ts';
import { interruptible } from '../with-case.ts';
import { choosePassphrase } from './init.ts';

interface SuccessorOptions {
  into: string;
  because: string;
  title?: string;
  custodian?: string;
  affiliation?: string;
  passphraseFile?: string;
  passphrase: boolean;
  json?: true;
}

export function successorCommand(end: EndWith): Command {
  return new Command('successor')
    .summary('go on in a new log when the old one cannot be gone on with')
    .description(
      'Make a new case that goes on from one whose log is not what was signed, or whose keys are lost. Entry 0 of its log names ' +
        'the old log, its newest checkpoint and the reason. Items are carried over when their files have the digest that the old ' +
        'log names; the old database is kept as evidence. The old case is not changed: keep it.',
    )
    .argument('<case>', 'the case that cannot be gone on with')
    .requiredOption('--into <new>', 'where the new case is made: a folder that does not exist, or is empty')
    .requiredOption('--because <text>', 'why the old log is given up')
    .option('--title <text>', 'what the new case is called (as the old one, where that can be read)')
    .option('--custodian <name>', 'who keeps it (as the old one, where that can be read)')
    .option('--affiliation <text>', 'the organisation the custodian belongs to')
    .option('--passphrase-file <file>', 'protect the new keys with the passphrase on the first line of this file')
    .option('--no-passphrase', 'leave the new keys unencrypted; the log says so')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: SuccessorOptions) => {
      const passphrase = await choosePassphrase(options);
      const who = { ...(await namesOf(folder)), ...given(options) };
      const { title, custodian } = who;
      if (title === undefined || custodian === undefined) {
        throw new CaseError('argument-invalid', { detail: 'The old case does not say its title and custodian any more: give --title and --custodian. Nothing was made.' });
      }
      const made = await interruptible((signal) =>
        startSuccessor({ ...who, title, custodian, folder, into: options.into, because: options.because, passphrase, clock: systemClock, random: systemRandom, signal }),
      );
      if (options.json) printJson(made);
      else printMade(made);
      end(made.findings.length > 0 ? exitStatus.findings : exitStatus.done);
    });
}

type Names = Pick<SuccessorOptions, 'title' | 'custodian' | 'affiliation'>;

function given({ title, custodian, affiliation }: SuccessorOptions): Names {
  return { ...(title === undefined ? {} : { title }), ...(custodian === undefined ? {} : { custodian }), ...(affiliation === undefined ? {} : { affiliation }) };
}

/** As far as the old case still says. */
async function namesOf(folder: string): Promise<Names> {
  const opened = await openCaseForReading({ folder, clock: systemClock, random: systemRandom }).catch(() => undefined);
  if (opened === undefined) return {};
  const { info, custodian } = opened.case;
  await opened.close();
  return { title: info.title, custodian: custodian.name, ...(custodian.affiliation === null ? {} : { affiliation: custodian.affiliation }) };
}

function printMade({ folder, log, items, findings }: Successor): void {
  print(`The successor was made in ${shown(folder)}.`);
  print(`Log          ${log}`);
  print(`${counted(items, 'item')} carried over, and the old database with its checkpoint kept as evidence.`);
  for (const finding of findings) print(`  left behind: ${shown(finding.thing)}: ${findingSentence(finding)}`);
  print(`The old case was not changed. Keep it.`);
  print(`Next: postquem examine ${shown(folder)}`);
}
