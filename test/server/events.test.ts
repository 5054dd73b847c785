import { describe, expect, it } from 'vitest';
import { Events } from '../../src-main/server/events.ts';
import type { ServerEvent } from '../../src-main/shared/api/jobs.ts';

type Told = { id: string; data: ServerEvent };
const log = (entries: number): ServerEvent => ({ event: 'log', entries, signedSize: 0 });

/** Read so many events of a stream, then go away. */
async function take(stream: ReadableStream<Uint8Array>, count: number): Promise<Told[]> {
  const [reader, utf8] = [stream.getReader(), new TextDecoder()];
  const told: Told[] = [];
  for (let text = ''; told.length < count; ) {
    const { value, done } = await reader.read();
    if (done) break;
    text = utf8.decode(value);
    const [, id, data] = /^id: (.*)\ndata: (.*)\n\n$/.exec(text) ?? [];
    if (id !== undefined && data !== undefined) told.push({ id, data: JSON.parse(data) as ServerEvent });
  }
  await reader.cancel();
  return told;
}

const heard = (told: Told[]): number[] => told.map(({ data }) => (data.event === 'log' ? data.entries : -1));

describe('the events', () => {
  it('are told in order to everybody who listens', async () => {
    const events = new Events('run');
    const [one, other] = [events.stream(undefined), events.stream(undefined)];
    for (let n = 1; n <= 3; n++) events.tell(log(n));
    expect([heard(await take(one, 3)), heard(await take(other, 3))]).toEqual([[1, 2, 3], [1, 2, 3]]);
  });

  it('begin for a new listener with what comes next', async () => {
    const events = new Events('run');
    events.tell(log(1));
    const stream = events.stream(undefined);
    events.tell(log(2));
    expect(heard(await take(stream, 1))).toEqual([2]);
  });

  it('go on for a listener that comes back where it was', async () => {
    const events = new Events('run');
    const first = events.stream(undefined);
    events.tell(log(1));
    events.tell(log(2));
    const [{ id } = { id: '' }] = await take(first, 1);
    events.tell(log(3));
    expect(heard(await take(events.stream(id), 2))).toEqual([2, 3]);
  });

  it('tell nothing twice to one that missed health alone', async () => {
    const events = new Events('run');
    const first = events.stream(undefined);
    events.tell({ event: 'health', pauseMs: 1 });
    const [{ id } = { id: '' }] = await take(first, 1);
    for (let n = 0; n < 50; n++) events.tell({ event: 'health', pauseMs: 1 });
    const back = events.stream(id);
    events.tell(log(9));
    expect(heard(await take(back, 1))).toEqual([9]);
  });

  it('have to be read anew by one that was away too long', async () => {
    const events = new Events('run');
    const first = events.stream(undefined);
    events.tell(log(0));
    const [{ id } = { id: '' }] = await take(first, 1);
    for (let n = 1; n <= 1001; n++) events.tell(log(n));
    expect((await take(events.stream(id), 1))[0]?.data).toEqual({ event: 'reset' });
    // The last one that was dropped was seen: nothing is missing.
    expect(heard(await take(events.stream('run-2'), 2))).toEqual([2, 3]);
  });

  it.each(['other-1', 'run-99', 'run-', 'x', 'run-1e9', '-'])('have to be read anew by one that saw "%s"', async (lastId) => {
    const events = new Events('run');
    events.tell(log(1));
    const [reset] = await take(events.stream(lastId), 1);
    expect(reset?.data).toEqual({ event: 'reset' });
    events.tell(log(2));
    expect(heard(await take(events.stream(reset?.id), 1))).toEqual([2]);
  });

  it('are as they were when they happened', async () => {
    const events = new Events('run');
    const stream = events.stream(undefined);
    const ids = ['i1'];
    events.tell({ event: 'items', ids });
    ids.push('i2');
    expect((await take(stream, 1))[0]?.data).toEqual({ event: 'items', ids: ['i1'] });
  });

  it('drop a listener that does not read, and are told to the others', async () => {
    const events = new Events('run');
    const [slow, quick] = [events.stream(undefined), events.stream(undefined).getReader()];
    let read = 0;
    for (let n = 0; n < 3000; n++) {
      events.tell(log(n));
      if (!(await quick.read()).done) read++;
    }
    // The first thing read is no event but how soon to come back.
    expect(read).toBe(3000);
    expect((await take(slow, 5000)).length).toBeLessThan(1200);
  });
});
