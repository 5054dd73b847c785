import { availableParallelism } from 'node:os';
import { toCaseError } from '../../shared/errors.ts';
import { itemsToExamine, type Item } from '../db/tables/item.ts';
import { examineItem } from './examine/examine-item.ts';
import { openWitnesses, type Witnesses } from './examine/open-witnesses.ts';
import { shortId } from './find-item.ts';
import type { WritableCase } from './open-case.ts';

export interface ExaminationSummary {
  examined: number;
  /** Items that could not be examined now; each is tried again by the next import. */
  failed: { id: string; because: string }[];
}

interface ExamineOptions {
  signal?: AbortSignal | undefined;
  onItem?(): void;
}

/** Examine every item that no witness has read yet, or whose keyframes were not laid out. */
export async function examineItems(target: WritableCase, options: ExamineOptions = {}): Promise<ExaminationSummary> {
  return startExamining(target, options).finish();
}

export interface Examining {
  /** Further items have been recorded. */
  wake(): void;
  /** No further items will come: resolves when all that are there have been examined. */
  finish(): Promise<ExaminationSummary>;
}

/** Of each open case, the items that are being examined: where two imports run at once, neither repeats what the other does. */
const underWay = new WeakMap<WritableCase['db'], Set<number>>();

/** Begin to examine items as they are recorded, as many at once as there are cores. */
export function startExamining(target: WritableCase, { signal, onItem }: ExamineOptions): Examining {
  const queue = waitingItems(target);
  const summary: ExaminationSummary = { examined: 0, failed: [] };
  let opened: Promise<Witnesses> | undefined;
  const busy = underWay.get(target.db) ?? new Set();
  underWay.set(target.db, busy);
  const examineOne = async (item: Item): Promise<void> => {
    // Asked anew: it may have been done by the other since this page of the queue was read.
    if (busy.has(item.number) || itemsToExamine(target.db, item.number - 1, 1)[0]?.number !== item.number) return;
    busy.add(item.number);
    try {
      await examineItem(target, { item, witnesses: await (opened ??= openWitnesses(target)), signal });
      summary.examined++;
      onItem?.();
    } catch (error) {
      if (!signal?.aborted) summary.failed.push({ id: shortId(item.number), because: toCaseError(error).message });
    } finally {
      busy.delete(item.number);
    }
  };
  const lane = async (): Promise<void> => {
    for await (const item of queue) {
      if (signal?.aborted) return;
      await examineOne(item);
    }
  };
  const lanes = Promise.all(Array.from({ length: availableParallelism() }, lane));
  // An error of theirs is looked at in `finish`; until then it must not count as unhandled.
  lanes.catch(() => {});
  return {
    wake: queue.wake,
    finish: async () => {
      queue.end();
      try {
        await lanes;
      } finally {
        await (await opened?.catch(() => undefined))?.close();
      }
      return summary;
    },
  };
}

/**
 * The items that wait, each handed out once, in order. The database is the queue: nothing is lost with the process,
 * and memory does not grow with the import.
 */
function waitingItems(target: WritableCase): AsyncIterable<Item> & { wake(): void; end(): void } {
  let after = 0;
  let page: Item[] = [];
  let ended = false;
  let sleepers: (() => void)[] = [];
  const wake = (): void => {
    for (const rise of sleepers) rise();
    sleepers = [];
  };
  const next = async (): Promise<IteratorResult<Item, undefined>> => {
    for (;;) {
      if (page.length === 0) page = itemsToExamine(target.db, after, 64);
      const item = page.shift();
      if (item !== undefined) {
        after = item.number;
        return { done: false, value: item };
      }
      if (ended) return { done: true, value: undefined };
      await new Promise<void>((rise) => sleepers.push(rise));
    }
  };
  return {
    [Symbol.asyncIterator]: () => ({ next }),
    wake,
    end: () => {
      ended = true;
      wake();
    },
  };
}
