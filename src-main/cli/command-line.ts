import { Command, CommanderError } from 'commander';
import { toCaseError } from '../shared/errors.ts';
import { toolVersion } from '../shared/version.ts';
import { anchorCommand } from './commands/anchor.ts';
import { assessCommand } from './commands/assess.ts';
import { claimCommand } from './commands/claim.ts';
import { evidenceCommand } from './commands/evidence.ts';
import { judgeCommand } from './commands/judge.ts';
import { placeCommand } from './commands/place.ts';
import { postTimeCommand } from './commands/post-time.ts';
import { sunCommand } from './commands/sun.ts';
import { checkpointCommand } from './commands/checkpoint.ts';
import { consistencyCommand, cosignCommand } from './commands/cosign.ts';
import { demoCommand } from './commands/demo.ts';
import { dispositionCommand } from './commands/disposition.ts';
import { examineCommand } from './commands/examine.ts';
import { exportCommand } from './commands/export.ts';
import { fixityCommand } from './commands/fixity.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { itemsCommand } from './commands/items.ts';
import { keyframesCommand } from './commands/keyframes.ts';
import { keysCommand } from './commands/keys.ts';
import { logCommand } from './commands/log.ts';
import { noteCommand } from './commands/note.ts';
import { notesCommand } from './commands/notes.ts';
import { proveCommand } from './commands/prove.ts';
import { receiptCommand } from './commands/receipt.ts';
import { receiveCommand } from './commands/receive.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { reportCommand } from './commands/report.ts';
import { sameCommand } from './commands/same.ts';
import { serveCommand } from './commands/serve.ts';
import { showCommand } from './commands/show.ts';
import { similarCommand } from './commands/similar.ts';
import { successorCommand } from './commands/successor.ts';
import { verifyCommand } from './commands/verify.ts';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import { shown } from './output.ts';
import { settingNames } from './settings.ts';

/** Run the `postquem` command. Returns the exit status: 0 done, 1 done with findings, 2 could not be done. */
export async function runCommandLine(args: readonly string[]): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.done;
  const end = (told: ExitStatus): void => void (status = told);
  const program = new Command('postquem')
    .description('An offline archive for video evidence: keeps footage bit for bit, and says what it is.')
    .version(toolVersion, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(postquem --help lists the commands)')
    .addHelpText('after', `\nSettings (environment variables):\n${settingsHelp()}\n\nExit status: 0 done, 1 done with findings, 2 could not be done.\n`)
    .exitOverride();
  for (const command of [initCommand, importCommand, examineCommand, itemsCommand, showCommand]) program.addCommand(command(end));
  for (const command of [noteCommand, notesCommand, dispositionCommand]) program.addCommand(command());
  for (const command of [keyframesCommand, fixityCommand, logCommand, checkpointCommand, verifyCommand]) program.addCommand(command(end));
  for (const command of [claimCommand, evidenceCommand, assessCommand, judgeCommand]) program.addCommand(command());
  for (const command of [postTimeCommand, placeCommand, sunCommand]) program.addCommand(command(end));
  for (const command of [similarCommand, sameCommand, exportCommand]) program.addCommand(command());
  for (const command of [proveCommand, consistencyCommand, cosignCommand, anchorCommand, keysCommand, rebuildCommand, successorCommand, demoCommand, reportCommand]) program.addCommand(command(end));
  for (const command of [receiveCommand, receiptCommand]) program.addCommand(command(end));
  program.addCommand(serveCommand());
  for (const command of program.commands) settle(command, `postquem ${command.name()}`);
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.failed;
    process.stderr.write(`postquem: ${shown(toCaseError(error).message)}\n`);
    return exitStatus.failed;
  }
}

/** Errors of a command and of the commands below it end like any other, with the way to its help. */
function settle(command: Command, name: string): void {
  command.exitOverride().showHelpAfterError(`(${name} --help)`);
  for (const below of command.commands) settle(below, `${name} ${below.name()}`);
}

function settingsHelp(): string {
  return Object.entries(settingNames).map(([name, what]) => `  ${name.padEnd(24)} ${what}`).join('\n');
}
