import { setImmediate } from 'node:timers/promises';

/** Entries are read in some 20 microseconds each: so many leave the event loop free within a few milliseconds. */
const entriesATurn = 128;

/**
 * Gives the event loop a turn after every so many entries: SQLite answers without one, and a long log would keep
 * everything else waiting.
 */
export function takingTurns(): () => Promise<void> {
  let entries = 0;
  return async () => {
    if (++entries % entriesATurn === 0) await setImmediate();
  };
}
