import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCase } from '../../src-main/engine/index.ts';
import { acts } from '../engine/flows/case-reading.ts';
import { knownSystem, temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, type Window } from './open-window.ts';

let window: Window;
let folder: string;
/** é as one letter, and as e with an accent: the same passphrase from two keyboards. */
const [composed, decomposed] = ['caf\u00e9 au lait', 'cafe\u0301 au lait'];

beforeAll(async () => {
  folder = join(await temporaryFolder(), 'case');
  await createCase({ folder, title: 'T', custodian: 'C', passphrase: composed, ...knownSystem });
  window = await openWindow();
});
const isLocked = async (): Promise<unknown> => (await window.ask('keys', {})).body.map(({ locked }) => locked);

describe('the keys of a case', () => {
  it('open with the passphrase from whatever keyboard', async () => {
    expect(await window.ask('openCase', { folder, passphrase: decomposed })).toMatchObject({ status: 200, body: { mode: 'work' } });
  });

  it('are backed up into a new folder, and the log tells of it', async () => {
    const out = join(await temporaryFolder(), 'keys');
    expect(await window.ask('backUpKeys', { folder: out })).toMatchObject({ status: 200, body: { locked: true } });
    expect(readdirSync(out).length).toBe(3);
    expect((await window.ask('keys', {})).body.every(({ backedUpAt }) => backedUpAt !== null)).toBe(true);
    expect(await window.ask('backUpKeys', { folder: out })).toMatchObject({ status: 400, body: { code: 'folder-occupied' } });
    expect(await window.ask('backUpKeys', { folder: 'keys' })).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
  });

  it('keep their passphrase from whoever does not know it', async () => {
    expect(await window.ask('changePassphrase', { new: 'other' })).toMatchObject({ status: 403, body: { code: 'passphrase-needed' } });
    expect(await window.ask('changePassphrase', { old: 'guess', without: true })).toMatchObject({ status: 403, body: { code: 'passphrase-wrong' } });
    expect(await window.ask('changePassphrase', { old: composed } as never)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(await window.ask('changePassphrase', { old: composed, new: '' })).toMatchObject({ status: 400 });
    expect(await isLocked()).toEqual([true, true]);
    expect(await acts(folder, 'passphrase-changed')).toEqual([]);
  });

  it('get a new one, and from then on that one counts', async () => {
    expect(await window.ask('changePassphrase', { old: decomposed, new: 'open sesame' })).toMatchObject({ status: 200, body: { locked: true } });
    expect(await window.ask('backUpKeys', { folder: join(await temporaryFolder(), 'keys') })).toMatchObject({ status: 200 });
    await window.ask('closeCase', {});
    expect(await window.ask('openCase', { folder, passphrase: 'open sesame' })).toMatchObject({ status: 200 });
  });

  it('lose it by an explicit choice', async () => {
    expect(await window.ask('changePassphrase', { old: 'open sesame', without: true })).toMatchObject({ status: 200, body: { locked: false } });
    expect([await isLocked(), existsSync(join(folder, 'keys', 'log.pem.age'))]).toEqual([[false, false], false]);
    expect((await acts(folder, 'passphrase-changed')).map(({ payload }) => payload['passphrase'])).toEqual(['set', 'declined']);
  });
});

describe('signing now', () => {
  it('signs all entries, and adds nothing where all are signed', async () => {
    const other = await openWindow();
    await other.ask('openCase', { folder: await temporaryCase() });
    await other.ask('backUpKeys', { folder: join(await temporaryFolder(), 'keys') });
    const before = (await other.ask('appState', {})).body.opened?.integrity;
    const signed = (await other.ask('signNow', {})).body;
    expect(signed.signedSize).toBeGreaterThan(before?.signedSize ?? Infinity);
    expect(signed.signedSize).toBe(signed.entries - 1);
    expect((await other.ask('signNow', {})).body).toEqual(signed);
  });
});
