import { Command } from 'commander';
import { proveEntry } from '../../engine/index.ts';
import { print, shown } from '../output.ts';
import { parseEntryNumber } from '../whole-number.ts';
import { readingCase } from '../with-case.ts';
import { writeNewFile } from '../write-new-file.ts';

export function proveCommand(): Command {
  return new Command('prove')
    .summary('prove to an outsider that an entry stands in the log')
    .description(
      'Write a proof that an entry stands in the signed log (c2sp.org/tlog-proof@v1). Whoever has the proof, the entry and the ' +
        "log's verifier key can check it without Postquem, and learns nothing of the other entries.",
    )
    .argument('<case>', 'the case folder')
    .argument('<entry>', 'the number of the entry, as "postquem log" shows it', parseEntryNumber)
    .argument('<out.tlog-proof>', 'where the proof is written')
    .option('--entry-to <file.json>', 'write the entry as well, byte for byte')
    .action(async (folder: string, seq: number, out: string, { entryTo }: { entryTo?: string }) => {
      const { size, proof, entry } = await readingCase(folder, (readable) => proveEntry(readable, seq));
      if (entryTo !== undefined) await writeNewFile(entryTo, entry);
      await writeNewFile(out, new TextEncoder().encode(proof));
      print(`Entry ${seq} stands in the log, which was signed at ${size} entries. The proof was written to ${shown(out)}.`);
      if (entryTo !== undefined) print(`The entry was written to ${shown(entryTo)}.`);
    });
}
