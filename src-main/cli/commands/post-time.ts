import { Command } from 'commander';
import { tellPostTime } from '../../engine/index.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { systemClock } from '../system.ts';

export function postTimeCommand(end: EndWith): Command {
  return new Command('post-time')
    .summary('say when a post was made, from its id')
    .description('Say when a post was made, from the time that its id carries, without a connection. Where an id carries none, it says so.')
    .argument('<post>', 'the address of a post, or a platform and an id: x:1847225352281563393')
    .option('--json', 'print one JSON document')
    .action((text: string, { json }: { json?: true }) => {
      const told = tellPostTime(text, { clock: systemClock });
      if (json) printJson(told);
      else for (const sentence of told.sentences) print(shown(sentence));
      end('createdAt' in told.reading ? exitStatus.done : exitStatus.findings);
    });
}
