import { setImmediate } from 'node:timers/promises';
import { CaseError } from '../../../shared/errors.ts';
import { pageOfScannedItems, type ScannedItem } from '../../db/tables/keyframe-hash.ts';
import { hashBytes, sharedHashes, writeHashes } from '../../media/similar/packed-hashes.ts';
import type { SimilarityWorker } from '../../media/similar/similarity-worker.ts';
import type { ReadableCase } from '../open-case.ts';
import { isDecoded, isTelling, pagesOfHashes } from './read-hashes.ts';

/** An item whose keyframes are held by the worker. */
export interface ArchivedItem {
  from: ReadableCase;
  item: ScannedItem;
  scan: number;
  timeBase: string;
}

/** What of one case was compared, and what was not: nothing is silently left out. */
export interface Coverage {
  case: { title: string; folder: string; log: string };
  /** Items whose keyframes were compared, and of these how many by their key packets only, which can miss whole shots. */
  items: number;
  byKeyPacketsOnly: number;
  keyframes: number;
  /** Keyframes left out because they are flat, or were indexed and not decoded. */
  flat: number;
  notDecoded: number;
  /** Items that took no part. */
  notExamined: number;
  withoutKeyframes: number;
  flatOnly: number;
}

export interface Archive {
  items: ArchivedItem[];
  /** The place in `items` of each row that the worker holds. */
  itemOfRow: Uint32Array;
  coverage: Coverage[];
}

interface LoadArchive {
  cases: readonly ReadableCase[];
  isAsked(from: ReadableCase, item: ScannedItem): boolean;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number) => void) | undefined;
}

const pageItems = 64;

/**
 * Give the worker the hashes of the newest scan of every item but the one asked about, page by page: nothing holds up
 * the event loop for long. Flat frames are left out and counted. Cost: about 1.7 us a keyframe. @throws CaseError `cancelled`.
 */
export async function loadArchive(worker: SimilarityWorker, { cases, isAsked, signal, onProgress }: LoadArchive): Promise<Archive> {
  const filling = new Filling(worker);
  const coverage: Coverage[] = [];
  for (const from of cases) {
    const told = emptyCoverage(from);
    coverage.push(told);
    for await (const item of itemsOf(from)) {
      if (signal?.aborted) throw new CaseError('cancelled');
      if (isAsked(from, item)) continue;
      await takeItem(filling, { from, item, told });
      onProgress?.(filling.rows);
    }
  }
  return { ...(await filling.finish()), coverage };
}

function emptyCoverage({ info, folder }: ReadableCase): Coverage {
  const none = { items: 0, byKeyPacketsOnly: 0, keyframes: 0, flat: 0, notDecoded: 0, notExamined: 0, withoutKeyframes: 0, flatOnly: 0 };
  return { case: { title: info.title, folder, log: info.log }, ...none };
}

async function* itemsOf({ db }: ReadableCase): AsyncGenerator<ScannedItem> {
  for (let after = 0; ; ) {
    const page = pageOfScannedItems(db, after, pageItems);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageItems) return;
    after = last.number;
    await setImmediate();
  }
}

async function takeItem(filling: Filling, { from, item, told }: { from: ReadableCase; item: ScannedItem; told: Coverage }): Promise<void> {
  const { scan, timeBase } = item;
  if (scan === null) return void told.notExamined++;
  if (timeBase === null) return void told.withoutKeyframes++;
  const [before, heldBefore] = [told.flat, filling.rows];
  for await (const page of pagesOfHashes(from.db, scan)) {
    const decoded = page.filter(isDecoded);
    const telling = decoded.filter(isTelling);
    told.notDecoded += page.length - decoded.length;
    told.flat += decoded.length - telling.length;
    await filling.add(telling.map(({ pdq }) => pdq));
  }
  const held = filling.rows - heldBefore;
  if (held === 0) return void (told.flat > before ? told.flatOnly++ : told.withoutKeyframes++);
  told.keyframes += held;
  told.items++;
  if (item.basis === 'key-packets') told.byKeyPacketsOnly++;
  filling.endItem({ from, item, scan, timeBase }, heldBefore);
}

/** So many hashes are sent to the worker at once. */
const roomRows = 2048;

/** Hashes on their way into the worker, through one piece of memory that both see. */
class Filling {
  readonly #worker: SimilarityWorker;
  readonly #room = sharedHashes(roomRows);
  readonly #items: ArchivedItem[] = [];
  /** The first row of each item. */
  readonly #starts: number[] = [];
  #waiting = 0;
  rows = 0;

  constructor(worker: SimilarityWorker) {
    this.#worker = worker;
  }

  /** At most a page of hashes. */
  async add(hashes: readonly string[]): Promise<void> {
    if (this.#waiting + hashes.length > roomRows) await this.#send();
    this.#waiting += writeHashes(this.#room, this.#waiting, hashes.join(''));
    this.rows += hashes.length;
  }

  endItem(item: ArchivedItem, start: number): void {
    this.#items.push(item);
    this.#starts.push(start);
  }

  async finish(): Promise<Pick<Archive, 'items' | 'itemOfRow'>> {
    await this.#send();
    const itemOfRow = new Uint32Array(this.rows);
    this.#starts.forEach((start, n) => itemOfRow.fill(n, start, this.#starts[n + 1] ?? this.rows));
    return { items: this.#items, itemOfRow };
  }

  async #send(): Promise<void> {
    if (this.#waiting === 0) return;
    await this.#worker.append(this.#room.subarray(0, this.#waiting * hashBytes));
    this.#waiting = 0;
    // An answer that is there already is heard in the same turn of the loop: without this, many pages would be one pause.
    await setImmediate();
  }
}
