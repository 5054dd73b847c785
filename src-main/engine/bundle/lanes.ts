/**
 * Work under way, a bounded number at once. Whoever adds work waits for room only; the first failure ends the rest and
 * is thrown to whoever comes next.
 */
export class Lanes {
  readonly #most: number;
  readonly #signal: AbortSignal | undefined;
  #underWay = 0;
  #failed: { error: unknown } | undefined;
  #waiting: (() => void)[] = [];

  constructor(most: number, signal: AbortSignal | undefined) {
    this.#most = most;
    this.#signal = signal;
  }

  /** Throws the first failure, or the signal's reason. Long work asks between its blocks. */
  heed(): void {
    if (this.#failed !== undefined) throw this.#failed.error;
    this.#signal?.throwIfAborted();
  }

  async add(work: () => Promise<void>): Promise<void> {
    await this.#until(this.#most - 1);
    this.heed();
    this.#underWay++;
    void this.#watch(work);
  }

  /** Resolves when all work has ended well; rejects with the first failure when all has ended. */
  async settle(): Promise<void> {
    await this.#until(0);
    this.heed();
  }

  /** End everything soon. Resolves when nothing is under way; never rejects. */
  async stop(reason: unknown): Promise<void> {
    this.#failed ??= { error: reason };
    await this.#until(0);
  }

  async #watch(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#failed ??= { error };
    } finally {
      this.#underWay--;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  async #until(most: number): Promise<void> {
    while (this.#underWay > most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
