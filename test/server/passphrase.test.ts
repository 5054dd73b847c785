import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCase } from '../../src-main/engine/index.ts';
import { knownSystem } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow } from './open-window.ts';

it('a case under a passphrase asks for it', async () => {
  const folder = join(await temporaryFolder(), 'case');
  await createCase({ folder, title: 'T', custodian: 'C', passphrase: 'open sesame', ...knownSystem });
  const window = await openWindow();
  expect(await window.ask('openCase', { folder })).toMatchObject({ status: 403, body: { code: 'passphrase-needed' } });
  expect(await window.ask('openCase', { folder, passphrase: 'open sesame' })).toMatchObject({ status: 200, body: { mode: 'work' } });
  expect((await window.ask('keys', {})).body.map(({ role, locked }) => [role, locked])).toEqual([['custodian', true], ['log', true]]);
});
