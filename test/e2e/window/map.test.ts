import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { tilesPath } from '../../../src-main/shared/api/map.ts';
import { english } from '../../../src-renderer/words/en/index.ts';
import { leftOut, noBrowser } from '../chromium.ts';
import { accessibilityFaults } from '../window-axe.ts';
import { makeCase } from '../window-footage.ts';
import { openTheCase } from '../window-steps.ts';
import { windowForTests } from '../window-tests.ts';
import type { OpenWindow } from '../window.ts';

const { map, claims, shell } = english;

let window: OpenWindow;
const post = (path: string, body: object): Promise<unknown> => window.page.evaluate(([to, text]) => fetch(to, { method: 'POST', body: text, headers: { 'x-postquem-key': localStorage.getItem('postquem-key') ?? '' } }), [path, JSON.stringify(body)] as const);
const tab = (name: string) => window.page.getByRole('tab', { name, exact: true }).click();
const row = (name: RegExp) => window.page.getByRole('listitem').filter({ hasText: name });

describe.skipIf(noBrowser)(`the map in Chromium${leftOut}`, () => {
  beforeAll(async () => {
    window = await windowForTests();
    // What graphics drivers say of themselves when a picture is taken.
    window.expectWords(/GL Driver Message/);
    const notes = join(window.folder, 'notes.txt');
    writeFileSync(notes, 'seen by the bridge');
    const folder = await makeCase(join(window.folder, 'case'), [notes]);
    await openTheCase(window.page, folder);
    await window.page.getByRole('link', { name: shell.map }).click();
    await window.page.getByText(map.list.noneMeans).waitFor();
  });

  it('is drawn, with what is on it as a list beside it, where everything can be chosen', async () => {
    await post('/api/claims', { items: ['i1'], claimant: 'A channel', quote: 'filmed at Sergeevka', place: '8QPH8MG9+PFR', confirmed: true });
    await post('/api/claims', { items: ['i1'], claimant: 'A phone', quote: 'filmed nowhere', place: '0, 0', confirmed: true });
    await row(/filmed at Sergeevka/).waitFor();
    expect(await row(/filmed nowhere/).textContent()).toContain(map.list.nullIsland);
    expect(await window.page.getByText(map.noWebgl).count()).toBe(0);
    await window.page.getByRole('button', { name: 'filmed at Sergeevka' }).click();
    await window.page.getByRole('button', { name: map.controls.error }).click();
    await window.page.getByText(map.coarse).waitFor();
    expect(await accessibilityFaults(window.page)).toEqual([]);
  });

  it('shows a place in every notation while it is typed, compares it with another, and says where the sun stood', async () => {
    await tab(map.tabs.place);
    await window.page.getByLabel(map.place.field).fill('8MG9+PFR');
    await window.page.getByLabel(map.place.near).fill('44.4, 131.4');
    await window.page.getByText('52TGQ1277911641').waitFor();
    await window.page.getByLabel(map.place.other).fill('44.4, 131.7');
    await window.page.getByText(/^They do not agree: /).waitFor();
    await tab(map.tabs.sun);
    await window.page.getByLabel(map.sun.when).fill('2024-10-18 03:00');
    await window.page.getByText(map.sun.light.day).waitFor();
    await window.page.getByText(map.sun.whenWas).click();
    await window.page.getByLabel(map.sun.elevation).fill('25±1');
    await window.page.getByLabel(map.sun.from, { exact: true }).fill('2024-10-01');
    await window.page.getByLabel(map.sun.to, { exact: true }).fill('2024-10-03');
    const found = window.page.getByRole('table', { name: map.sun.fits(6) });
    await found.waitFor();
    expect(await found.getByRole('row').count()).toBe(7);
  });

  it('lays tiles of the person\'s own over the world, by range, with the words of their makers and nothing else of theirs', async () => {
    const file = join(window.folder, 'region.pmtiles');
    writeFileSync(file, onePictureAsTiles('<a href="https://example.org">Survey of <b>Nowhere</b></a>'));
    const ranges: string[] = [];
    window.page.on('response', (response) => void (response.url().includes(tilesPath) && ranges.push(`${response.status()}`)));
    await tab(map.tabs.tiles);
    await window.page.getByLabel(map.tiles.path).fill(file);
    await window.page.getByRole('button', { name: map.tiles.use }).click();
    await window.page.getByText(/^In use: /).waitFor();
    await window.page.getByText(map.ownSources('Survey of Nowhere')).waitFor();
    expect(new Set(ranges)).toEqual(new Set(['206']));
    await window.page.getByRole('button', { name: map.tiles.none }).click();
    await window.page.getByText(/^In use: /).waitFor({ state: 'hidden' });
  });

  it('is accessible in the dark as axe-core sees it, and leads to what it shows', async () => {
    await window.page.emulateMedia({ colorScheme: 'dark' });
    await tab(map.tabs.list);
    expect(await accessibilityFaults(window.page)).toEqual([]);
    await window.page.getByRole('link', { name: map.list.open('c1') }).click();
    await window.page.waitForURL(/\/claims\/c1$/);
    await window.page.getByRole('heading', { name: /filmed at Sergeevka/ }).or(window.page.getByText(claims.neverRecorded)).first().waitFor();
  });
});

/** A PMTiles archive (version 3 of its specification) with one red picture for the whole world. */
function onePictureAsTiles(attribution: string): Buffer {
  const [tile, metadata] = [redPixel(), Buffer.from(JSON.stringify({ attribution }))];
  // One entry: tile 0, in a run of one, this long, at the beginning of the data.
  const root = Buffer.from([1, 0, 1, tile.length, 1]);
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header[7] = 3;
  const at = [127, root.length, 127 + root.length, metadata.length, 0, 0, 127 + root.length + metadata.length, tile.length, 1, 1, 1];
  at.forEach((value, n) => header.writeBigUInt64LE(BigInt(value), 8 + n * 8));
  // Clustered; nothing is compressed; PNG; zoom 0 alone.
  Buffer.from([1, 1, 1, 2, 0, 0]).copy(header, 96);
  [-180e7, -85e7, 180e7, 85e7].forEach((value, n) => header.writeInt32LE(value, 102 + n * 4));
  return Buffer.concat([header, root, metadata, tile]);
}

function redPixel(): Buffer {
  const crc = (bytes: Buffer): number => bytes.reduce((sum, byte) => { let next = sum ^ byte; for (let bit = 0; bit < 8; bit++) next = (next & 1) === 1 ? (next >>> 1) ^ 0xedb88320 : next >>> 1; return next; }, 0xffffffff) ^ 0xffffffff;
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeInt32BE(crc(body), body.length + 4);
    return framed;
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from([0, 200, 30, 30]))), chunk('IEND', Buffer.alloc(0))]);
}
