import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mediaPaths } from '../../src-main/shared/api/items.ts';
import { acts, receiptsWithoutBytes, sha256Of } from '../engine/flows/case-reading.ts';
import { smallClip, writeClip } from '../engine/flows/small-footage.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, until, type Window } from './open-window.ts';

let folder: string;
let source: string;
let window: Window;
/** The job that a question has begun, when it has ended. */
const outcome = async ({ body: { job } }: { body: { job: string } }) => until(async () => (await window.ask('jobs', {})).body.find(({ id, state }) => id === job && state !== 'running'));
const collection = { receivedFrom: 'Olena', notAvailable: [{ field: 'sourceUrl' as const, why: 'sent by hand' }] };

beforeAll(async () => {
  [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'clip.mov'));
  writeFileSync(join(source, 'text.txt'), 'no footage');
  window = await openWindow();
  await window.ask('openCase', { folder });
  await outcome(await window.ask('importPaths', { paths: [source, join(source, 'gone')], collection }));
});

describe('an import', () => {
  it('is a job that tells what came of it and names what was not taken in', async () => {
    const [job] = (await window.ask('jobs', {})).body;
    expect(job).toMatchObject({ kind: 'import', state: 'finished', outcome: { received: 2, notReceived: 1, examined: 2 }, notReceived: [{ name: join(source, 'gone'), reason: 'not-found' }] });
    expect(job?.progress).toMatchObject({ done: 2, of: 2, unit: 'items', leftS: null });
  });

  it('without paths, with a field too many, or with a collection that is none is refused', async () => {
    for (const wrong of [{ paths: [], collection }, { paths: ['/x'], collection, force: true }, { paths: ['/x'], collection: { relevance: 7 } }]) {
      expect(await window.ask('importPaths', wrong as never)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    }
  });

  it('of a path that does not say where it lies is refused', async () => {
    expect(await window.ask('importPaths', { paths: [source, 'clip.mov'], collection })).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
  });

  it('that is cancelled is given again and goes on where it was', async () => {
    const more = await temporaryFolder();
    for (let n = 0; n < 10; n++) writeFileSync(join(more, `${n}.txt`), `${n}`);
    const begun = await window.ask('importPaths', { paths: [more], collection });
    await window.ask('cancelJob', begun.body);
    expect(await outcome(begun)).toMatchObject({ state: 'cancelled', canRetry: true });
    const again = await outcome(await window.ask('retryJob', begun.body));
    expect(again.state).toBe('finished');
    expect((again.outcome?.['received'] ?? 0) + (again.outcome?.['receivedBefore'] ?? 0)).toBe(10);
    expect((await window.ask('library', { search: 'Olena' })).body.total).toBe(12);
    await window.ask('dismissJob', { job: again.id });
    expect((await window.ask('jobs', {})).body.map(({ id }) => id)).not.toContain(again.id);
  });
});

describe('an item', () => {
  it('is shown with everything that is known of it', async () => {
    const { status, body } = await window.ask('item', { id: 'i1' });
    expect([status, body.item.name, body.item.sha256, body.receipts[0]?.collection['receivedFrom']]).toEqual([200, 'clip.mov', sha256Of(await smallClip()), 'Olena']);
    expect([body.receipts.length, body.facts.length > 5, body.witnesses.length > 1, body.proxy]).toEqual([1, true, true, null]);
    expect(body.facts.every(({ witness, field }) => witness !== undefined && field !== undefined)).toBe(true);
  });

  it('shows its keyframes, and their pictures are given as pictures', async () => {
    const { index } = (await window.ask('keyframes', { id: 'i1' })).body;
    expect(index?.keyframes.length).toBe(3);
    const { poster } = (await window.ask('library', { kinds: 'video' })).body.items[0] ?? {};
    expect((await window.request(mediaPaths.derivative(String(poster)), { method: 'HEAD' })).headers.get('content-type')).toBe('image/jpeg');
  });

  it('gives what a witness said as text, whatever it looks like', async () => {
    const { rawSha256 = '' } = (await window.ask('item', { id: 'i1' })).body.witnesses[0] ?? {};
    expect((await window.request(mediaPaths.derivative(rawSha256), { method: 'HEAD' })).headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('that has no footage says why it has no keyframes', async () => {
    expect((await window.ask('keyframes', { id: 'i2' })).body).toMatchObject({ noneBecause: expect.any(String) as string });
  });

  it('that is none is not found', async () => {
    for (const name of ['item', 'keyframes', 'itemLog'] as const) expect(await window.ask(name, { id: 'i99' })).toMatchObject({ status: 404, body: { code: 'item-not-found' } });
    expect(await window.ask('item', { id: "i1'; DROP TABLE item" })).toMatchObject({ status: 404 });
  });

  it('is opened for review, which its log tells', async () => {
    expect((await window.ask('openForReview', { id: 'i1' })).body).toEqual({ count: 1 });
    expect((await window.ask('itemLog', { id: 'i1' })).body.at(-1)).toMatchObject({ type: 'item-opened' });
  });

  it('gets a note, a better one, and none again', async () => {
    const first = await window.ask('setNote', { id: 'i1', text: 'a flash', time: { from: 0, to: 5120 }, region: { x: 1, y: 2, width: 3, height: 4 } });
    expect(first).toMatchObject({ status: 200, body: { kind: 'mark', text: 'a flash', time: { from: 0, to: 5120, fromSeconds: '0.000' } } });
    const better = await window.ask('setNote', { id: 'i1', text: 'two flashes', replaces: first.body.entry });
    expect((await window.ask('item', { id: 'i1' })).body.notes).toEqual([better.body]);
    expect((await window.ask('library', { flags: 'noted' })).body.items[0]?.noteCount).toBe(1);
    expect(await window.ask('withdrawNote', { id: 'i1', entry: first.body.entry, because: 'x' })).toMatchObject({ status: 400, body: { code: 'note-replaced' } });
    expect((await window.ask('withdrawNote', { id: 'i1', entry: better.body.entry, because: 'a lens' })).status).toBe(200);
    expect((await window.ask('item', { id: 'i1' })).body.notes).toEqual([]);
  });

  it('gives a frame as a picture, which is kept and recorded', async () => {
    const { status, body } = await window.ask('keepFrame', { id: 'i1', pts: 0 });
    expect([status, body.mediaType]).toEqual([200, 'image/png']);
    const picture = await window.request(mediaPaths.derivative(body.sha256));
    expect([picture.headers.get('content-type'), sha256Of(new Uint8Array(await picture.arrayBuffer()))]).toEqual(['image/png', body.sha256]);
    expect((await window.ask('item', { id: 'i1' })).body.made).toMatchObject([{ sha256: body.sha256, pts: 0 }]);
    expect(await window.ask('keepFrame', { id: 'i1', pts: 7 })).toMatchObject({ status: 400, body: { code: 'no-frame-at' } });
  });

  it('is scanned deeply as a job', async () => {
    expect(await outcome(await window.ask('scanDeeply', { id: 'i1' }))).toMatchObject({ kind: 'deep-scan', about: 'clip.mov', state: 'finished' });
    expect(await window.ask('scanDeeply', { id: 'i99' })).toMatchObject({ status: 404 });
  });
});

describe('a list', () => {
  it.each([{ kinds: 'film' }, { flags: 'noted,odd' }])('of %o is refused', async (wanted) => {
    expect(await window.ask('library', wanted)).toMatchObject({ status: 400, body: { code: 'argument-invalid' } });
  });

  it.each([{ limit: 0 }, { limit: 501 }, { sort: 'colour' }, { receivedFrom: 'yesterday' }, { receivedTo: '2026-02-30' }, { hasPlace: 'maybe' }, { unknown: '1' }])('with %o is refused', async (wanted) => {
    expect(await window.ask('library', wanted as never)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });

  it('goes on where it ended', async () => {
    const first = (await window.ask('library', { limit: 1, order: 'up' })).body;
    const second = (await window.ask('library', { limit: 1, order: 'up', after: String(first.next) })).body;
    expect([first.items[0]?.id, second.items[0]?.id, second.total]).toEqual(['i1', 'i2', null]);
  });

  it('can be narrowed by the codecs that occur', async () => {
    const { codecs } = (await window.ask('libraryFacets', {})).body;
    expect((await window.ask('library', { codec: String(codecs[0]) })).body.items.map(({ name }) => name)).toEqual(['clip.mov']);
  });
});

describe('examining', () => {
  it('is a job, and finds nothing left to do', async () => {
    expect(await outcome(await window.ask('examine', {}))).toMatchObject({ kind: 'examine', state: 'finished', outcome: { examined: 0, notExamined: 0 } });
  });
});

describe('closing the case', () => {
  it('cancels what runs, and leaves every receipt with its bytes', async () => {
    const more = await temporaryFolder();
    for (let n = 0; n < 60; n++) writeFileSync(join(more, `${n}.txt`), `closing ${n}`);
    await window.ask('importPaths', { paths: [more], collection });
    expect((await window.ask('closeCase', {})).status).toBe(200);
    expect(await window.ask('library', {})).toMatchObject({ status: 409, body: { code: 'no-case-open' } });
    expect((await window.ask('jobs', {})).body).toEqual([]);
    expect((await acts(folder, 'import-ended')).at(-1)?.payload['outcome']).toBe('cancelled');
    expect((await acts(folder, 'session-ended')).length).toBe(1);
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
  });
});
