import { describe, expect, it } from 'vitest';
import { temporaryCase } from '../temporary-case.ts';
import { openWindow } from './open-window.ts';

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

  it('is opened for work when that is asked for afterwards', async () => {
    const folder = await temporaryCase();
    const window = await openWindow();
    await window.ask('openCase', { folder, readOnly: true });
    expect((await window.ask('openCase', { folder })).body.mode).toBe('work');
  });
});
