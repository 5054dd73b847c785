import { Command } from 'commander';
import { tellSun, type ToldSun, type TypedSun } from '../../engine/index.ts';
import { counted } from '../../shared/text.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';

export function sunCommand(end: EndWith): Command {
  return new Command('sun')
    .summary('say where the sun stood, or when it stood so')
    .description(
      'Say where the sun stands at a time and place, and how long the day is; or, from what was measured in a picture, at which times ' +
        'of a range of dates it stood so. Nothing outside of those times fits, with every error granted in full.',
    )
    .argument('<place>', 'coordinates, plus code or any other notation')
    .argument('[when]', 'a time or a day; not with --during')
    .option('--during <from/to>', 'the dates in which to look for what was measured')
    .option('--elevation <degrees+-error>', 'height of the sun above the horizon, such as 20.5+-1')
    .option('--azimuth <degrees+-error>', 'direction of the sun (not of the shadow) from true north, clockwise')
    .option('--shadow-ratio <ratio+-error>', 'length of a shadow divided by the height of what casts it')
    .option('--near <place>', 'about where to look, for a short plus code')
    .option('--zone <zone>', 'the time zone of times that name none')
    .option('--json', 'print one JSON document')
    .action((place: string, when: string | undefined, { json, ...options }: Omit<TypedSun, 'place' | 'when'> & { json?: true }) => {
      const told = tellSun({ ...options, place, when });
      if (json) printJson(told);
      else printSun(told);
      end(told.fits?.intervals.length === 0 ? exitStatus.findings : exitStatus.done);
    });
}

const mostShown = 20;

function printSun({ place, at, daylight, fits }: ToldSun): void {
  print(`At ${shown(place.allNotations.decimal)}, within ${place.precisionM} m:`);
  if (at !== undefined) printPosition(at);
  if (daylight !== undefined) printDaylight(daylight);
  if (fits === undefined) return;
  print(fits.intervals.length === 0 ? `  Nothing from ${fits.from} to ${fits.to} fits what was measured.` : `  ${counted(fits.intervals.length, 'interval')} from ${fits.from} to ${fits.to}:`);
  for (const { from, to } of fits.intervals.slice(0, mostShown)) print(`  ${from} to ${to}`);
  if (fits.intervals.length > mostShown) print(`  and ${fits.intervals.length - mostShown} more; --json lists every one.`);
}

function printPosition({ earliest, latest, sun, errorDeg }: NonNullable<ToldSun['at']>): void {
  const text = ({ azimuth, elevation }: { azimuth: number; elevation: number }): string => `azimuth ${azimuth.toFixed(2)}°, elevation ${elevation.toFixed(2)}°`;
  print(`  ${earliest}  ${text(sun.earliest)}`);
  if (latest !== earliest) print(`  ${latest}  ${text(sun.latest)}`);
  print(`  Both within ${errorDeg}° and what refraction adds: up to 0.5° near the horizon.`);
}

function printDaylight({ day, sun, civilTwilight }: NonNullable<ToldSun['daylight']>): void {
  const text = ({ rise, set, above }: typeof sun): string => {
    if (above !== 'part-of-the-day') return above === 'all-day' ? 'all day' : 'never';
    return `${rise === undefined ? '...' : instant(rise)} to ${set === undefined ? '...' : instant(set)}`;
  };
  print(`  Day by the sun's own clock, ${day}, on a level horizon:`);
  print(`  sun up          ${text(sun)}`);
  print(`  light enough    ${text(civilTwilight)}`);
}

function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
