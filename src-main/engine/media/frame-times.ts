/** Presentation times put in order and reduced to their gaps, in constant memory. */
export interface FrameGaps {
  firstPts: number | null;
  lastPts: number | null;
  shortestGap: number | null;
  longestGap: number | null;
  medianGap: number | null;
}

/** Frames are stored at most 16 places from where they are shown (H.264 A.3.1, max_dec_frame_buffering; HEVC A.4.2). */
const reorderDepth = 32;
/** A recorder whose clock trembles more finely than this has no steady rate to find. */
const maxDistinctGaps = 20_000;

/** Takes presentation times in file order. */
export class FrameTimes {
  readonly #waiting: number[] = [];
  readonly #gaps = new Map<number, number>();
  #previous: number | undefined;
  #first: number | null = null;
  #last: number | null = null;

  add(pts: number): void {
    let at = this.#waiting.length;
    while (at > 0 && (this.#waiting[at - 1] ?? pts) > pts) at--;
    this.#waiting.splice(at, 0, pts);
    if (this.#waiting.length > reorderDepth) this.#settle(this.#waiting.shift() ?? pts);
  }

  finish(): FrameGaps {
    for (const pts of this.#waiting.splice(0)) this.#settle(pts);
    const gaps = [...this.#gaps].toSorted(([a], [b]) => a - b);
    const total = gaps.reduce((sum, [, count]) => sum + count, 0);
    let passed = 0;
    const median = gaps.find(([, count]) => (passed += count) > total / 2);
    return {
      firstPts: this.#first,
      lastPts: this.#last,
      shortestGap: gaps.at(0)?.[0] ?? null,
      longestGap: gaps.at(-1)?.[0] ?? null,
      medianGap: median?.[0] ?? null,
    };
  }

  #settle(pts: number): void {
    if (this.#first === null || pts < this.#first) this.#first = pts;
    if (this.#last === null || pts > this.#last) this.#last = pts;
    const gap = pts - (this.#previous ?? pts);
    // Times that start again (joined recordings) leave no gap between frames.
    if (this.#previous !== undefined && gap >= 0) this.#count(gap);
    this.#previous = pts;
  }

  #count(gap: number): void {
    const count = this.#gaps.get(gap);
    if (count !== undefined || this.#gaps.size < maxDistinctGaps) this.#gaps.set(gap, (count ?? 0) + 1);
  }
}
