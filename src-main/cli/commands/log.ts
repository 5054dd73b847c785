import { Command } from 'commander';
import { findItemOrDigest, isHeld, readLog, showReceived } from '../../engine/index.ts';
import { print, printJson, shown } from '../output.ts';
import { printReceivedActs } from '../received-text.ts';
import { readingCase } from '../with-case.ts';

export function logCommand(): Command {
  return new Command('log')
    .summary('read the custody log')
    .description('Read the custody log: every act in its order, as a sentence. With --json, the entries themselves.')
    .argument('<case>', 'the case folder')
    .option('--item <item>', 'only the acts that concern this item')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, { item, json }: { item?: string; json?: true }) => {
      await readingCase(folder, async (readable) => {
        const received = item === undefined ? [] : await showReceived(readable, findItemOrDigest(readable, item));
        const acts = item === undefined || isHeld(readable, item) ? readLog(readable, item) : [];
        if (json) {
          printJson({ log: readable.info.log, entries: [...acts], ...(received.length === 0 ? {} : { received: received.map(({ statedBy, acts: entries }) => ({ statedBy, entries })) }) });
          return;
        }
        print(`${readable.info.log}, kept by ${shown(readable.custodian.name)} (${readable.custodian.fingerprint})\n`);
        for (const act of acts) print(`${String(act.seq).padStart(6)}  ${act.at}  ${shown(act.sentence)}`);
        printReceivedActs(received);
      });
    });
}
