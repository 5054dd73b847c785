import type { Job } from '../shared/api/jobs.ts';
import { counted } from '../shared/text.ts';
import { print, shown, shortened } from './output.ts';

/** How work goes on after it was stopped. */
const afterwards: Readonly<Record<Job['kind'], string>> = {
  import: 'an import: what it has kept is kept, and importing the same again goes on from there',
  examine: 'an examination: examining again goes on with the items that are left',
  'deep-scan': 'a deep scan: it begins anew when it is asked for again',
  proxy: 'a playback proxy: it begins anew when it is asked for again',
  similar: 'a search for similar footage: it records nothing, and is asked for again',
  verify: 'a check of the case: it changes nothing, and begins anew when it is asked for again',
  export: 'a bundle: nothing is left of it, and it is written anew when it is asked for again',
  receive: 'a bundle that is taken in: what it has kept is kept, and taking in the same again goes on from there',
  'verify-bundle': 'a check of a bundle: it changes nothing, and begins anew when it is asked for again',
  report: 'a report: nothing is left of it, and it is written anew when it is asked for again',
};

/** What is under way when everything stops, and how it goes on. */
export function tellRunning(jobs: readonly Job[]): void {
  const running = jobs.filter(({ state }) => state === 'running');
  if (running.length === 0) return;
  print(`\nStopping ${counted(running.length, 'job')}; nothing that was recorded is lost:`);
  for (const { kind, about } of running) print(`  ${shown(shortened(about, 60))}${about === '' ? '' : ', '}${afterwards[kind]}.`);
  print('Ctrl-C again ends at once.');
}
