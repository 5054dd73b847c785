import { openCase, openCaseForReading, type ReadableCase, type WritableCase } from '../engine/index.ts';
import { exitStatus } from './exit-status.ts';
import { readSettings } from './settings.ts';
import { systemClock, systemRandom } from './system.ts';

/** Open a case for reading, do something, close it. */
export async function readingCase<T>(folder: string, act: (readable: ReadableCase) => T | Promise<T>): Promise<T> {
  const opened = await openCaseForReading({ folder, ...readSettings(), clock: systemClock, random: systemRandom });
  try {
    return await act(opened.case);
  } finally {
    await opened.close();
  }
}

/** Open a case for work, do something that Ctrl-C stops cleanly, close it. */
export async function workingOnCase<T>(
  folder: string,
  act: (writable: WritableCase, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const onInterrupt = (): void => {
    // Asked twice: something does not answer, a dead network drive perhaps. Ending at once is as safe as a power cut.
    if (stop.signal.aborted) process.exit(exitStatus.failed);
    stop.abort();
  };
  const opened = await openCase({ folder, ...readSettings(), clock: systemClock, random: systemRandom });
  process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
  try {
    return await act(opened.case, stop.signal);
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
    await opened.close();
  }
}
