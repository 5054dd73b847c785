import { eventSchema, type ServerEvent } from '../shared/api/jobs.ts';

/** Who was away for more events than this reads everything anew. */
const mostKept = 1000;

type Listener = (event: { id: number; data: ServerEvent }) => void;

/** What happens, in order, for everybody who listens; a listener that comes back is told what it missed. */
export class Events {
  readonly #kept: { id: number; data: ServerEvent }[] = [];
  readonly #listeners = new Set<Listener>();
  /** Distinguishes this run from an earlier one, whose numbers mean nothing here. */
  readonly #run: string;
  #next = 1;
  /** Of the events that are kept no more, the newest. */
  #newestGone = 0;

  constructor(run: string) {
    this.#run = run;
  }

  tell(data: ServerEvent): void {
    const event = { id: this.#next++, data: eventSchema.parse(data) };
    // Health is about now: who was away need not hear it.
    if (data.event !== 'health') this.#kept.push(event);
    if (this.#kept.length > mostKept) this.#newestGone = this.#kept.shift()?.id ?? this.#newestGone;
    for (const listener of this.#listeners) listener(event);
  }

  /**
   * A stream of text/event-stream (HTML standard, "Server-sent events") from after the last event that the reader saw.
   * A reader that does not read is dropped, not waited for.
   */
  stream(lastId: string | undefined): ReadableStream<Uint8Array> {
    const utf8 = new TextEncoder();
    let stop = (): void => {};
    return new ReadableStream(
      {
        start: (controller) => {
          const send: Listener = ({ id, data }) => {
            if ((controller.desiredSize ?? 0) <= 0) {
              stop();
              controller.close();
              return;
            }
            controller.enqueue(utf8.encode(`id: ${this.#run}-${id}\ndata: ${JSON.stringify(data)}\n\n`));
          };
          controller.enqueue(utf8.encode('retry: 1000\n\n'));
          for (const event of this.#missed(lastId)) send(event);
          this.#listeners.add(send);
          stop = () => this.#listeners.delete(send);
        },
        cancel: () => stop(),
      },
      { highWaterMark: mostKept + 100 },
    );
  }

  #missed(lastId: string | undefined): { id: number; data: ServerEvent }[] {
    if (lastId === undefined || lastId === '') return [];
    const [, run, number] = /^(.*)-(\d+)$/.exec(lastId) ?? [];
    const seen = Number(number);
    const isKnown = run === this.#run && seen < this.#next && seen >= this.#newestGone;
    return isKnown ? this.#kept.filter(({ id }) => id > seen) : [{ id: this.#next - 1, data: { event: 'reset' } }];
  }
}
