import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Found } from '../../../src-renderer/features/import/found-files.ts';
import { Uploads } from '../../../src-renderer/features/import/uploads.ts';
import { MadeReceiver, problem } from './made-receiver.ts';

const found = (name: string): Found => ({ names: [name], files: [{ path: name, file: new File(['xyz'], name) }], unread: [], emptyFolders: [] });

/** As a window has it for as long as it is open. */
function freshSession(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) });
}

const states = (uploads: Uploads): string[] => uploads.state().uploads.map(({ state }) => state);

describe('what a window sends', () => {
  beforeEach(freshSession);

  it('sends one after another and lets go of what was sent', async () => {
    const receiver = new MadeReceiver();
    const uploads = new Uploads(receiver, 'case');
    uploads.add(found('a.mp4'), {});
    uploads.add(found('b.mp4'), {});
    expect(states(uploads)).toEqual(['waiting', 'waiting']);
    await vi.waitFor(() => expect(uploads.state().uploads).toEqual([]));
    expect(receiver.sent).toEqual(['a.mp4', 'b.mp4']);
  });

  it('holds what the engine did not take, and sends the rest when it is asked to', async () => {
    const receiver = new MadeReceiver();
    receiver.fail = (_path, tries) => (tries === 1 ? problem('disk-full') : undefined);
    const uploads = new Uploads(receiver, 'case');
    uploads.add(found('a.mp4'), {});
    await vi.waitFor(() => expect(states(uploads)).toEqual(['stopped']));
    expect(uploads.state().uploads[0]?.problem?.code).toBe('disk-full');
    uploads.retry(uploads.state().uploads[0]?.id ?? 0);
    await vi.waitFor(() => expect(uploads.state().uploads).toEqual([]));
    expect([...receiver.kept]).toEqual(['a.mp4']);
  });

  it('tells after a reload what was interrupted, in its own case alone', () => {
    const uploads = new Uploads(new MadeReceiver(), 'case');
    uploads.add(found('a.mp4'), { how: 'by hand' });
    expect(new Uploads(new MadeReceiver(), 'other').state().unfinished).toEqual([]);
    expect(new Uploads(new MadeReceiver(), 'case').state().unfinished).toEqual([{ names: ['a.mp4'], files: 1, bytes: 3, collection: { how: 'by hand' } }]);
  });

  it('goes on with the answers that were given first when the same files are dropped again', async () => {
    new Uploads(new MadeReceiver(), 'case').add(found('a.mp4'), { how: 'by hand' });
    const receiver = new MadeReceiver();
    const begin = vi.spyOn(receiver, 'begin');
    const uploads = new Uploads(receiver, 'case');
    uploads.add(found('a.mp4'), { how: 'otherwise' });
    expect(uploads.state().unfinished).toEqual([]);
    await vi.waitFor(() => expect(begin).toHaveBeenCalledWith({ names: ['a.mp4'], files: 1, bytes: 3, collection: { how: 'by hand' } }));
  });

  it('keeps what an engine that was started anew has not received, and lets go of it when the person closes the case', async () => {
    const receiver = new MadeReceiver();
    receiver.isSlow = true;
    const uploads = new Uploads(receiver, 'case');
    uploads.add(found('a.mp4'), {});
    await vi.waitFor(() => expect(receiver.sent).toEqual(['a.mp4']));
    expect(states(uploads)).toEqual(['sending']);
    uploads.interrupt();
    expect(states(uploads)).toEqual(['stopped']);
    uploads.end();
    expect([uploads.state().uploads, uploads.state().unfinished.map(({ names }) => names)]).toEqual([[], [['a.mp4']]]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...receiver.kept]).toEqual([]);
  });

  it('sends nothing more of what was cancelled', async () => {
    const receiver = new MadeReceiver();
    receiver.isSlow = true;
    const uploads = new Uploads(receiver, 'case');
    uploads.add(found('a.mp4'), {});
    await vi.waitFor(() => expect(receiver.sent).toEqual(['a.mp4']));
    expect(uploads.state().uploads[0]?.job).toBe('j1');
    uploads.drop(uploads.state().uploads[0]?.id ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([uploads.state().uploads, [...receiver.kept], receiver.ended]).toEqual([[], [], 0]);
  });
});
