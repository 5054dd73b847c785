/**
 * Costly acts that many callers share: what comes while one group is under way waits, and goes together as the next.
 * Nobody waits for company that may not come.
 */
export class Groups<T, R> {
  readonly #act: (group: readonly T[]) => Promise<readonly R[]>;
  readonly #most: number;
  #waiting: { one: T; resolve(result: R): void; reject(error: unknown): void }[] = [];
  #isBusy = false;

  /** @param act gives one result for each, in order; when it throws, everybody of the group hears of it */
  constructor(act: (group: readonly T[]) => Promise<readonly R[]>, most: number) {
    this.#act = act;
    this.#most = most;
  }

  add(one: T): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      this.#waiting.push({ one, resolve, reject });
      if (!this.#isBusy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#most);
      try {
        const results = await this.#act(group.map(({ one }) => one));
        for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#isBusy = false;
  }
}
