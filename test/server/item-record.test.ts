import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { sha256Of } from '../engine/flows/case-reading.ts';
import { writeClip } from '../engine/flows/small-footage.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, until, type Window } from './open-window.ts';

let window: Window;

beforeAll(async () => {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'clip.mov'));
  window = await openWindow();
  await window.ask('openCase', { folder });
  const { body: { job } } = await window.ask('importPaths', { paths: [source], collection: { receivedFrom: 'Olena', notAvailable: [{ field: 'sourceUrl', why: 'sent by hand' }] } });
  await until(async () => (await window.ask('jobs', {})).body.find(({ id, state }) => id === job && state !== 'running'));
});

it('tells where an item came from: who received it, from what, in which session', async () => {
  const { status, body } = await window.ask('itemProvenance', { id: 'i1' });
  expect(status).toBe(200);
  expect(body.receipts).toMatchObject([{ name: 'clip.mov', collection: { receivedFrom: 'Olena' }, notAvailable: [{ field: 'sourceUrl', why: 'sent by hand' }], newCopy: true, carriedFrom: null, nameHex: null }]);
  expect(body.receipts[0]?.by.name).not.toBeNull();
  expect(body.receipts[0]?.session?.system).not.toBe('');
  expect(body).toMatchObject({ made: [], fixity: null, anchor: null });
});

it('records what became of an item, and refuses a return to nobody', async () => {
  expect(await window.ask('recordDisposition', { id: 'i1', disposition: 'returned', because: 'asked for' })).toMatchObject({ status: 400, body: { code: 'receiver-missing' } });
  const { body: { entry } } = await window.ask('recordDisposition', { id: 'i1', disposition: 'returned', to: 'Olena', because: 'asked for' });
  expect((await window.ask('item', { id: 'i1' })).body.dispositions).toMatchObject([{ entry, disposition: 'returned', to: 'Olena', because: 'asked for' }]);
});

it('gives an entry byte for byte, so that its leaf hash can be computed from it', async () => {
  const { body } = await window.ask('logEntry', { seq: 0 });
  expect(sha256Of(Buffer.concat([Buffer.alloc(1), Buffer.from(body.text ?? '')]))).toBe(body.leaf);
  expect(await window.ask('logEntry', { seq: 100_000 })).toMatchObject({ status: 404, body: { code: 'no-such-entry' } });
});

it('does not judge an item against itself', async () => {
  expect(await window.ask('judgeSameness', { id: 'i1', other: 'i1', verdict: 'same', because: 'it is' })).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
});
