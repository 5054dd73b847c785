import { framesPerPage, type FrameTimesPage } from '../../../../src-main/shared/api/frame-times.ts';

/** One frame of the footage: its place in the order of display, counted from 0, and its presentation time. */
export interface Frame {
  number: number;
  pts: number;
}

type Load = (page: number) => Promise<FrameTimesPage | null>;

/** The times of all frames of an item, read page by page when first needed. */
export class FrameIndex {
  readonly timeBase: string;
  readonly stream: number;
  readonly count: number;
  readonly firstPts: number;
  readonly lastPts: number;
  readonly source: FrameTimesPage['source'];
  readonly #starts: readonly number[];
  readonly #load: Load;
  readonly #pages = new Map<number, readonly number[]>();
  readonly #loading = new Map<number, Promise<readonly number[]>>();

  constructor(head: FrameTimesPage, load: Load) {
    this.timeBase = head.timeBase;
    this.stream = head.stream;
    this.count = head.count;
    this.source = head.source;
    this.#starts = head.pageStarts;
    this.firstPts = head.pageStarts[0] ?? 0;
    this.lastPts = head.lastPts ?? this.firstPts;
    this.#load = load;
    this.#take(head);
  }

  /** The frame of that number; the first or last where it lies outside. */
  async frame(number: number): Promise<Frame> {
    const wanted = Math.max(0, Math.min(this.count - 1, number));
    const page = await this.#page(Math.floor(wanted / framesPerPage));
    return { number: wanted, pts: page[wanted % framesPerPage] ?? this.lastPts };
  }

  /** The frame that is on the screen at a time: the last one that is not later. */
  async frameAt(pts: number): Promise<Frame> {
    const n = this.#pageNumberOf(pts);
    return frameIn(await this.#page(n), n, pts);
  }

  /** The same without waiting; undefined where its page was not read yet, which is then begun. */
  frameAtNow(pts: number): Frame | undefined {
    const n = this.#pageNumberOf(pts);
    const page = this.#pages.get(n);
    if (page !== undefined) return frameIn(page, n, pts);
    void this.#page(n).catch(() => undefined);
    return undefined;
  }

  /** The frame whose time lies nearest, without waiting. */
  nearestNow(pts: number): Frame | undefined {
    const before = this.frameAtNow(pts);
    if (before === undefined) return undefined;
    const after = this.frameNow(before.number + 1);
    return after !== undefined && Math.abs(after.pts - pts) < Math.abs(pts - before.pts) ? after : before;
  }

  frameNow(number: number): Frame | undefined {
    if (number < 0 || number >= this.count) return undefined;
    const pts = this.#pages.get(Math.floor(number / framesPerPage))?.[number % framesPerPage];
    return pts === undefined ? undefined : { number, pts };
  }

  #pageNumberOf(pts: number): number {
    const after = this.#starts.findIndex((start) => start > pts);
    return Math.max(0, (after < 0 ? this.#starts.length : after) - 1);
  }

  #page(n: number): Promise<readonly number[]> {
    const held = this.#pages.get(n);
    if (held !== undefined) return Promise.resolve(held);
    const loading = this.#loading.get(n) ?? this.#load(n).then((told) => (told === null ? [] : this.#take(told)));
    this.#loading.set(n, loading);
    void loading.catch(() => undefined).finally(() => this.#loading.delete(n));
    return loading;
  }

  #take({ page, pageStarts }: FrameTimesPage): readonly number[] {
    if (page === null) return [];
    let pts = pageStarts[page.number] ?? 0;
    const times = [pts, ...page.gaps.map((gap) => (pts += gap))];
    this.#pages.set(page.number, times);
    return times;
  }
}

function frameIn(page: readonly number[], pageNumber: number, pts: number): Frame {
  let [low, high] = [0, page.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((page[middle] ?? 0) <= pts) low = middle;
    else high = middle - 1;
  }
  return { number: pageNumber * framesPerPage + low, pts: page[low] ?? pts };
}
