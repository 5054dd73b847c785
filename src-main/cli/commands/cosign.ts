import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { cosignCheckpoint, proveConsistency } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { counted } from '../../shared/text.ts';
import { print, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { readingCase, workingOnCase } from '../with-case.ts';
import { writeNewFile } from '../write-new-file.ts';

interface CosignOptions extends PassphraseOptions {
  key: string;
  proof?: string;
}

export function cosignCommand(): Command {
  return new Command('cosign')
    .summary("witness another custodian's log")
    .description(
      "State by your own key and clock that you saw another custodian's log as its checkpoint says, and record it in your case. " +
        'A log that you have cosigned cannot be written anew without your noticing.',
    )
    .argument('<case>', 'your case: its custodian signs')
    .argument('<checkpoint>', "the other log's checkpoint")
    .argument('<out>', 'where the cosigned checkpoint is written')
    .requiredOption('--key <vkey>', "the other log's verifier key, as its custodian told you (postquem keys show)")
    .option('--proof <file>', 'a proof that it extends the checkpoint you cosigned before (postquem consistency)')
    .addOption(passphraseOption())
    .action(async (folder: string, file: string, out: string, options: CosignOptions) => {
      const [checkpoint, proof] = [await readText(file), options.proof === undefined ? undefined : await readText(options.proof)];
      const cosigned = await workingOnCase(folder, options, (target) => cosignCheckpoint(target, { checkpoint, key: options.key, proof }));
      await writeNewFile(out, new TextEncoder().encode(cosigned.note));
      print(`The checkpoint of ${shown(cosigned.origin)} over ${counted(cosigned.size, 'entry')} was cosigned and written to ${shown(out)}.`);
      if (cosigned.extends !== undefined) print(`It continues the one over ${cosigned.extends} that was cosigned before.`);
      print(`Others check it with this key: ${cosigned.cosignerKey}`);
    });
}

export function consistencyCommand(): Command {
  return new Command('consistency')
    .summary('prove that the log continues an older checkpoint of it')
    .description('Write a proof for whoever holds an older checkpoint of this log: that the newest one continues it, and nothing before it was changed.')
    .argument('<case>', 'the case folder')
    .argument('<old-checkpoint>', 'the older checkpoint')
    .argument('<out>', 'where the proof is written')
    .action(async (folder: string, old: string, out: string) => {
      const text = await readText(old);
      const { oldSize, newSize, proof } = await readingCase(folder, (readable) => proveConsistency(readable, text));
      await writeNewFile(out, new TextEncoder().encode(proof));
      print(`The checkpoint over ${counted(newSize, 'entry')} continues the one over ${oldSize}. The proof was written to ${shown(out)}.`);
    });
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
}
