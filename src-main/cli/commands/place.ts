import { Command } from 'commander';
import { tellPlace, type ToldPlace } from '../../engine/index.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';

export function placeCommand(end: EndWith): Command {
  return new Command('place')
    .summary('read a place and show it in every notation')
    .description('Read a place in any notation, show it in every other with its precision, and compare it with another one.')
    .argument('<place>', 'coordinates, geo: address, map link, plus code (a short one with a town after it), MGRS')
    .option('--near <place>', 'about where to look, for a short plus code: coordinates or a town')
    .option('--agrees-with <place>', 'another statement of the place, to be compared within both precisions')
    .option('--json', 'print one JSON document')
    .action((text: string, { json, ...options }: { near?: string; agreesWith?: string; json?: true }) => {
      const told = tellPlace(text, options);
      if (json) printJson(told);
      else printPlace(told);
      end(told.agreement?.agree === false ? exitStatus.findings : exitStatus.done);
    });
}

const titles = { decimal: 'decimal', dms: 'degrees', iso6709: 'ISO 6709', geo: 'geo:', plusCode: 'plus code', mgrs: 'MGRS' } as const;

function printPlace({ place, other, agreement }: ToldPlace): void {
  printNotations(place);
  if (other === undefined || agreement === undefined) return;
  printNotations(other);
  const { agree, distanceM, allowedM } = agreement;
  print(`${agree ? 'They agree' : 'They do not agree'}: ${distanceM} m apart, where ${allowedM} m are within the precision of both.`);
}

function printNotations({ text, notation, precisionM, reference, allNotations }: ToldPlace['place']): void {
  print(`"${shown(text)}" was read as ${notation.replaceAll('-', ' ')}, within ${precisionM} m.`);
  if (reference !== undefined) {
    const name = reference.name === undefined ? '' : `${reference.name}${reference.matched === 'similar-name' ? ' (a similar name)' : ''}, `;
    print(`  completed near ${shown(name)}${reference.latitude}, ${reference.longitude}`);
  }
  for (const [key, title] of Object.entries(titles)) {
    const written = allNotations[key as keyof typeof titles];
    if (written !== undefined) print(`  ${title.padEnd(10)} ${written}`);
  }
  print();
}
