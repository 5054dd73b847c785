import { openCase, openCaseForReading, type Opened, type ReadableCase, type WritableCase } from '../engine/index.ts';
import { CaseError } from '../shared/errors.ts';
import { exitStatus } from './exit-status.ts';
import { shown } from './output.ts';
import { askPassphrase, canAsk, readPassphraseFile, type PassphraseOptions } from './passphrase.ts';
import { readSettings } from './settings.ts';
import { systemClock, systemRandom } from './system.ts';

/** Open a case for reading, do something, close it. A log that is not what was signed is read with a warning. */
export async function readingCase<T>(folder: string, act: (readable: ReadableCase) => T | Promise<T>): Promise<T> {
  const opened = await openCaseForReading({ folder, ...readSettings(), clock: systemClock, random: systemRandom });
  const { fork } = opened.case;
  if (fork !== undefined) process.stderr.write(`postquem: Warning: ${shown(new CaseError('log-forked', { folder, ...fork }).message)}\n`);
  try {
    return await act(opened.case);
  } finally {
    await opened.close();
  }
}

/** Open a case for work, do something that Ctrl-C stops cleanly, close it. */
export async function workingOnCase<T>(
  folder: string,
  { passphraseFile }: PassphraseOptions,
  act: (writable: WritableCase, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const opened = await openUnlocked(folder, passphraseFile);
  tellTakenOver(opened.case);
  return untilInterrupted(async (signal) => {
    try {
      return await act(opened.case, signal);
    } finally {
      const problem = await opened.close();
      if (problem !== undefined) process.stderr.write(`postquem: Warning: what was done is recorded, but its end could not be signed (${shown(problem.message)}). The next session signs it.\n`);
    }
  });
}

/** Do something that changes nothing and that Ctrl-C ends: nothing has to be said then but that it was stopped. */
export function interruptible<T>(act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return untilInterrupted((signal) =>
    act(signal).catch((error: unknown) => {
      throw signal.aborted ? new CaseError('stopped', {}, { cause: error }) : error;
    }),
  );
}

/** The lock of a process that died is taken over, and said. */
export function tellTakenOver({ tookOver }: Pick<WritableCase, 'tookOver'>): void {
  if (tookOver === undefined) return;
  const since = tookOver.since === '' ? '' : `, since ${tookOver.since}`;
  process.stderr.write(`postquem: Note: an earlier Postquem (${shown(`${tookOver.owner}${since}`)}) ended without closing this case. Its lock was taken over; everything that it reported as kept is safe.\n`);
}

async function untilInterrupted<T>(act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onInterrupt = (): void => {
    // Asked twice: something does not answer, a dead network drive perhaps. Ending at once is as safe as a power cut.
    if (stop.signal.aborted) process.exit(exitStatus.failed);
    stop.abort();
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
  try {
    return await act(stop.signal);
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
  }
}

/** With the passphrase that was given, or asked for where somebody can answer. */
async function openUnlocked(folder: string, passphraseFile: string | undefined): Promise<Opened<WritableCase>> {
  const given = passphraseFile === undefined ? undefined : await readPassphraseFile(passphraseFile);
  const open = (passphrase: string | undefined): Promise<Opened<WritableCase>> =>
    openCase({ folder, passphrase, ...readSettings(), clock: systemClock, random: systemRandom });
  return open(given).catch(async (error: unknown) => {
    if (error instanceof CaseError && error.code === 'passphrase-needed' && canAsk()) return open(await askPassphrase());
    throw error;
  });
}
