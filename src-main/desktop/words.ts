import type { Job } from '../shared/api/jobs.ts';
import type { MessageBox } from './electron-parts.ts';

/** The sentences of the dialogs that the main process shows itself: when the window cannot, or must not be asked. */

const whatResumes: Readonly<Record<Job['kind'], string>> = {
  import: 'An import goes on where it stopped when the same files are imported again.',
  examine: 'Items that were not examined yet are examined when that is asked for again.',
  'deep-scan': 'A deep scan begins anew when it is asked for again.',
  proxy: 'A version for playing begins anew when it is asked for again.',
  similar: 'A search for similar footage begins anew when it is asked for again.',
  verify: 'A check of the case begins anew when it is asked for again; it changes nothing.',
  export: 'An export leaves nothing behind when it is stopped; it begins anew when it is asked for again.',
  receive: 'A bundle that was not taken in yet is taken in when that is asked for again.',
  report: 'A report begins anew when it is asked for again.',
  'verify-bundle': 'A check of a bundle begins anew when it is asked for again.',
};

/** Shown before work is stopped. The first button goes on working: what is pressed without reading stops nothing. */
export function quitQuestion(jobs: readonly Job[]): MessageBox {
  const kinds = [...new Set(jobs.map(({ kind }) => kind))];
  return {
    type: 'question',
    message: jobs.length === 1 ? 'Postquem is still working.' : `Postquem is still working on ${jobs.length} things.`,
    detail: ['If you quit, this work stops. Everything reported as kept is safe.', ...kinds.map((kind) => whatResumes[kind])].join('\n'),
    buttons: ['Go on working', 'Stop and quit'],
    defaultId: 0,
    cancelId: 0,
  };
}

export const engineGivenUp = (cause: unknown): MessageBox => ({
  type: 'error',
  message: 'The engine of Postquem ended several times within a minute.',
  detail: `Everything reported as kept is safe, and nothing was repaired or removed.${cause instanceof Error ? `\n\n${cause.message}` : ''}\n\nTry again. If it goes on ending, check whether the disk is full or the memory is short, and look at the case with "postquem verify".`,
  buttons: ['Try again', 'Quit'],
  defaultId: 0,
  cancelId: 1,
});

export const noCaseThere = (path: string): MessageBox => ({
  type: 'info',
  message: 'There is no case here.',
  detail: `${path} is not the folder of a case: it holds no case.sqlite. Nothing was changed. To take footage in, open a case and drop it on the window.`,
  buttons: ['OK'],
  defaultId: 0,
  cancelId: 0,
});

export const aboutVerifier: MessageBox = {
  type: 'info',
  message: 'Whoever receives a bundle can check it without Postquem.',
  detail:
    'verify.html lies in every bundle: opened in a browser it checks the bundle that is dropped on it, and uses no network. It cannot vouch for itself, so a receiver should take it from a release of Postquem, or compare its SHA-256.',
  buttons: ['Show verify.html', 'Close'],
  defaultId: 1,
  cancelId: 1,
};

export const pageGone: MessageBox = {
  type: 'warning',
  message: 'The window of Postquem stopped and was loaded again.',
  detail: 'The engine was not touched: work goes on, and everything reported as kept is safe. What was typed and not saved may have to be typed again.',
  buttons: ['OK'],
  defaultId: 0,
  cancelId: 0,
};
