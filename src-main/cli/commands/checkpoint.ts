import { Command } from 'commander';
import { checkpointLog } from '../../engine/index.ts';
import { checkpointFile } from '../../format/case-folder.ts';
import { counted } from '../../shared/text.ts';
import { print, printJson } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { workingOnCase } from '../with-case.ts';

export function checkpointCommand(): Command {
  return new Command('checkpoint')
    .summary('sign the log as it is')
    .description(
      'Sign the custody log as it is. The checkpoint stands in the log and in the file "checkpoint" of the case; give it to ' +
        'others, and nothing that it covers can be changed without their noticing. Every session that adds to the case ends with one.',
    )
    .argument('<case>', 'the case folder')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { json, ...passphrase }: PassphraseOptions & { json?: true }) => {
      const { size, root, note, isNew, filed } = await workingOnCase(folder, passphrase, (target) => checkpointLog(target));
      if (json) {
        printJson({ size, root, note, isNew });
        return;
      }
      print(isNew ? `${counted(size, 'entry')} signed.` : `Nothing was added since the newest checkpoint, over ${counted(size, 'entry')}.`);
      print(filed ? `It stands in the file "${checkpointFile}" of the case:\n` : `It is recorded; the file "${checkpointFile}" could not be written now, the next session does it:\n`);
      print(note.trimEnd());
    });
}
