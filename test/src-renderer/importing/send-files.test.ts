import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src-main/shared/api/jobs.ts';
import { uploadsOf, type Found } from '../../../src-renderer/features/import/found-files.ts';
import { sendFiles } from '../../../src-renderer/features/import/send-files.ts';
import { MadeReceiver, problem } from './made-receiver.ts';

const file = (path: string, bytes = 3): Found['files'][number] => ({ path, file: new File([new Uint8Array(bytes)], path) });
const found = (files: Found['files'], unread: Found['unread'] = []): Found => ({ names: files.map(({ path }) => path), files, unread, emptyFolders: [] });
const twenty = Array.from({ length: 20 }, (_, n) => file(`${n}.mp4`));

/** A file of which the disk gives nothing, or not everything. */
const unreadable = (path: string, which: { firstByte: boolean }): Found['files'][number] => {
  const broken = new File(['xyz'], path);
  const refuse = (): never => {
    throw new DOMException('gone', 'NotFoundError');
  };
  Object.defineProperty(broken, 'stream', { value: refuse });
  if (which.firstByte) Object.defineProperty(broken, 'slice', { value: refuse });
  return { path, file: broken };
};

async function send(what: Found, receiver: MadeReceiver, signal = new AbortController().signal): Promise<{ jobs: string[]; cuts: number }> {
  const seen = { jobs: [] as string[], cuts: 0 };
  await sendFiles(what, {}, { receiver, signal, onBegun: (job) => seen.jobs.push(job), onCut: () => seen.cuts++, pause: async () => {} });
  return seen;
}

describe('sending files', () => {
  it('sends each file once, four at a time, and says when it is done', async () => {
    const receiver = new MadeReceiver();
    expect(await send(found(twenty), receiver)).toEqual({ jobs: ['j1'], cuts: 0 });
    expect([receiver.kept.size, receiver.sent.length, receiver.mostAtOnce, receiver.ended]).toEqual([20, 20, 4, 1]);
  });

  it('sends at most two large files at once, so that the window stays answered', async () => {
    const receiver = new MadeReceiver();
    await send(found([...Array.from({ length: 6 }, (_, n) => file(`large ${n}.mp4`, 8_000_001)), ...twenty]), receiver);
    expect([receiver.mostLargeAtOnce, receiver.kept.size]).toEqual([2, 26]);
  });

  it('goes on where it stopped when the engine was away, and sends nothing twice that was recorded', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = (path, tries) => (path === '9.mp4' && tries === 1 ? problem('engine-away') : undefined);
    const { jobs, cuts } = await send(found(twenty), receiver);
    expect([jobs, cuts, receiver.kept.size, receiver.ended]).toEqual([['j1', 'j2'], 1, 20, 1]);
    const sentTwice = receiver.sent.filter((path, n) => receiver.sent.indexOf(path) !== n);
    expect(sentTwice).toContain('9.mp4');
    // Others that were on their way are sent again; what was recorded is not.
    expect(sentTwice.length).toBeLessThanOrEqual(4);
  });

  it('tries to begin again until the engine is back', async () => {
    const receiver = new MadeReceiver();
    const begin = receiver.begin;
    let away = 3;
    receiver.begin = async () => {
      if (away-- > 0) throw problem('engine-away');
      return begin();
    };
    expect(await send(found(twenty), receiver)).toEqual({ jobs: ['j1'], cuts: 3 });
  });

  it('sends a file again that has changed since the cut', async () => {
    const receiver = new MadeReceiver();
    const clip = (bytes: number, lastModified: number) => ({ path: 'clip.mp4', file: new File([new Uint8Array(bytes)], 'clip.mp4', { lastModified }) });
    await send(found([clip(3, 1000)]), receiver);
    await send(found([clip(3, 1000)]), receiver);
    expect(receiver.sent).toHaveLength(1);
    await send(found([clip(3, 2000)]), receiver);
    await send(found([clip(4, 2000)]), receiver);
    expect(receiver.sent).toHaveLength(3);
  });

  const alike = (content: string): Found['files'][number] => ({ path: 'clip.mp4', file: new File([content], 'clip.mp4', { lastModified: 1000 }) });
  const contents = (receiver: MadeReceiver): Promise<string[]> => Promise.all(receiver.files.map(({ file: one }) => one.text()));

  it('sends every file of those that are alike from outside, numbered, and again after a cut', async () => {
    const [upload] = uploadsOf([{ ...found([alike('one'), alike('two'), file('x.mp4')]), names: ['clip.mp4', 'x.mp4'] }]);
    const receiver = new MadeReceiver();
    receiver.fail = (path, tries) => (path === 'x.mp4' && tries === 1 ? problem('engine-away') : undefined);
    await send(upload as Found, receiver);
    expect([new Set(await contents(receiver)), receiver.files.filter(({ path }) => path === 'x.mp4').length]).toEqual([new Set(['one', 'two', '\0\0\0']), 2]);
    expect(new Set(receiver.files.map(({ path, n }) => `${path} ${n}`))).toEqual(new Set(['clip.mp4 1', 'clip.mp4 2', 'x.mp4 undefined']));
    // Dropped again in another order, and in two drops: none is taken for the other.
    for (const drops of [[found([alike('two'), alike('one')])], [found([alike('two')]), found([alike('one')])]]) {
      receiver.files.length = 0;
      for (const one of uploadsOf(drops.map((drop) => ({ ...drop, names: ['clip.mp4'] })))) await send(one, receiver);
      expect((await contents(receiver)).toSorted()).toEqual(['one', 'two']);
    }
  });

  it('sends a file although another under its path cannot be read, or was refused', async () => {
    const receiver = new MadeReceiver();
    const other = { path: 'clip.mp4', file: new File(['other'], 'clip.mp4', { lastModified: 2000 }) };
    const answers = new Map([['one', [problem('upload-not-kept')]], ['other', [problem('engine-away')]]]);
    receiver.refuse = async ({ file: sent }) => answers.get(await sent.text())?.shift();
    await send(found([alike('one'), other], [{ path: 'clip.mp4', reason: 'vanished' }]), receiver);
    expect([(await contents(receiver)).toSorted(), receiver.told.length, receiver.begun, receiver.ended]).toEqual([['one', 'other', 'other'], 1, 2, 1]);
  });

  it('names a file that has gone, and sends the others', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = (path) => (path === 'gone.mp4' ? problem('engine-away') : undefined);
    await send(found([unreadable('gone.mp4', { firstByte: true }), ...twenty]), receiver);
    expect([receiver.told.map(({ path, reason }) => [path, reason]), receiver.kept.size, receiver.begun]).toEqual([[['gone.mp4', 'vanished']], 20, 1]);
  });

  it('names a file that breaks off each time it is read, after three tries', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = (path) => (path === 'scratched.mp4' ? problem('engine-away') : undefined);
    await send(found([unreadable('scratched.mp4', { firstByte: false }), ...twenty]), receiver);
    expect([receiver.told.map(({ path }) => path), receiver.kept.size, receiver.sent.filter((path) => path === 'scratched.mp4').length]).toEqual([['scratched.mp4'], 20, 3]);
  });

  it('tells what could not be read when it was dropped, a thousand at a time', async () => {
    const receiver = new MadeReceiver();
    const pieces: number[] = [];
    receiver.tellNotReceived = async (_upload, sources) => void pieces.push(sources.length);
    await send(found([], Array.from({ length: 1500 }, (_, n) => ({ path: `${n}`, reason: 'vanished' as const }))), receiver);
    expect(pieces).toEqual([1000, 500]);
  });

  it('goes on past a file that the engine did not keep and has on record', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = (path) => (path === '3.mp4' ? problem('upload-not-kept') : undefined);
    await send(found(twenty), receiver);
    expect([receiver.told, receiver.kept.size, receiver.ended]).toEqual([[], 19, 1]);
  });

  it('stops when the disk is full, with the reason of the engine', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = () => problem('disk-full');
    await expect(send(found(twenty), receiver)).rejects.toMatchObject({ code: 'disk-full' });
    expect([receiver.ended, receiver.sent.length]).toEqual([0, 4]);
  });

  it('says why the job ended when the browser saw no more than a cut', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = () => problem('engine-away');
    receiver.ownJob = { state: 'failed', problem: { code: 'disk-full', facts: {} } } as Job;
    await expect(send(found(twenty), receiver)).rejects.toMatchObject({ code: 'disk-full' });
  });

  it('does not begin again what was cancelled', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = () => problem('upload-ended');
    receiver.ownJob = { state: 'cancelled', problem: null } as Job;
    await expect(send(found(twenty), receiver)).rejects.toMatchObject({ code: 'cancelled' });
    expect(receiver.begun).toBe(1);
  });

  it('sends nothing more once it is stopped', async () => {
    const receiver = new MadeReceiver();
    const stop = new AbortController();
    receiver.fail = () => {
      stop.abort();
      return undefined;
    };
    await expect(send(found(twenty), receiver, stop.signal)).rejects.toThrow('aborted');
    expect([receiver.sent.length, receiver.ended]).toEqual([4, 0]);
  });
});
