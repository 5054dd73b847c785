import { describe, expect, it } from 'vitest';
import { temporaryCase } from '../temporary-case.ts';
import { openWindow, until } from './open-window.ts';

describe('a case that is opened for reading as asked', () => {
  it('can be read beside another process that writes, and nothing can be added', async () => {
    const folder = await temporaryCase();
    const [writer, reader] = [await openWindow(), await openWindow()];
    await writer.ask('openCase', { folder });
    expect((await reader.ask('openCase', { folder })).body.code).toBe('case-in-use');
    const { body } = await reader.ask('openCase', { folder, readOnly: true });
    expect([body.mode, body.because?.code]).toEqual(['read-only', 'opened-for-reading']);
    expect((await reader.ask('signNow', {})).body.code).toBe('opened-for-reading');
  });

  it('is let go of where it was open for work, unless work is going on in it', async () => {
    const folder = await temporaryCase();
    const [window, other] = [await openWindow(), await openWindow()];
    await window.ask('openCase', { folder });
    const { job } = (await window.ask('beginUpload', { names: ['a'], files: 1, bytes: 1, collection: {} })).body;
    expect(await window.ask('openCase', { folder, readOnly: true })).toMatchObject({ status: 409, body: { code: 'case-at-work' } });
    expect((await window.ask('appState', {})).body.opened?.mode).toBe('work');
    await window.ask('cancelJob', { job });
    await until(async () => (await window.ask('jobs', {})).body[0]?.state === 'cancelled');
    expect((await window.ask('openCase', { folder, readOnly: true })).body.mode).toBe('read-only');
    expect((await other.ask('openCase', { folder })).body.mode).toBe('work');
  });

  it('is opened for work when that is asked for afterwards', async () => {
    const folder = await temporaryCase();
    const window = await openWindow();
    await window.ask('openCase', { folder, readOnly: true });
    expect((await window.ask('openCase', { folder })).body.mode).toBe('work');
  });
});
