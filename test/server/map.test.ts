import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { tilesPath } from '../../src-main/shared/api/map.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, own, until, type Window } from './open-window.ts';

let window: Window;
let place: string;

const film = (name: string, location: string): string => {
  const path = join(place, name);
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=96x64:rate=25:duration=0.2`, '-c:v', 'libx264', '-metadata', `location=${location}`, '-metadata', `title=${name}`, path]);
  return path;
};

beforeAll(async () => {
  window = await openWindow();
  place = await temporaryFolder();
  await window.ask('createCase', { folder: join(place, 'case'), title: 'T', custodian: 'C' });
  await window.ask('importPaths', { paths: [film('vienna.mp4', '+48.2082+016.3738/'), film('nowhere.mp4', '+00.0000+000.0000/')], collection: {} });
  const isDone = async (): Promise<boolean> => (await window.ask('jobs', {})).body[0]?.state === 'finished';
  // Several programs read the films: a busy computer takes its time.
  for (let tries = 0; tries < 8 && !(await isDone()); tries++) await until(isDone).catch(() => undefined);
});

describe('the map in the window', () => {
  it('lists where items say they were recorded, each statement once with who read it, and flags 0, 0', async () => {
    const { body } = await window.ask('itemsOnMap', {});
    expect(body.next).toBeNull();
    const vienna = body.items.filter(({ name }) => name === 'vienna.mp4');
    expect(new Set(vienna.map(({ latitude, precisionM }) => `${latitude} ${precisionM}`)).size).toBe(vienna.length);
    expect(vienna[0]).toMatchObject({ latitude: '48.2082', longitude: '16.3738', nullIsland: false });
    expect(vienna.flatMap(({ witnesses }) => witnesses)).toEqual(expect.arrayContaining(['exiftool', 'ffprobe']));
    expect(body.items.filter(({ name }) => name === 'nowhere.mp4').map(({ nullIsland }) => nullIsland)).toContain(true);
  });

  it('gives them page by page', async () => {
    const { body: first } = await window.ask('itemsOnMap', { limit: 1 });
    const { body: second } = await window.ask('itemsOnMap', { limit: 1, after: first.next ?? 0 });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(new Set(['i1', 'i2']));
    expect((await window.ask('itemsOnMap', { limit: 0 })).status).toBe(400);
  });

  it('lists the places of claims and of evidence that stands, and no withdrawn ones', async () => {
    await window.ask('recordClaim', { items: ['i1'], claimant: 'A channel', quote: 'filmed in Vienna', place: '8FWR6944+', confirmed: true });
    await window.ask('addEvidence', { claim: 'c1', basis: 'analyst', place: '48.2, 16.37' });
    const { body } = await window.ask('claimsOnMap', {});
    expect(body).toMatchObject({ next: null, places: [{ claim: 'c1', evidence: null, place: { notation: 'plus-code', plusCode: '8FWR6944+' } }, { claim: 'c1', evidence: 'e1', place: { latitude: '48.2' } }] });
    await window.ask('withdrawEvidence', { evidence: 'e1', because: 'another square' });
    expect((await window.ask('claimsOnMap', {})).body.places).toHaveLength(1);
  });

  it('reads a place in any notation, shows it in all, and says how far two are apart', async () => {
    const { body } = await window.ask('tellPlace', { text: `48°12'29.5"N 16°22'25.7"E`, agreesWith: 'geo:48.2082,16.3738' });
    expect(body).toMatchObject({ problem: null, reading: { place: { notation: 'degrees-minutes-seconds', allNotations: { mgrs: '33UXP0206540352' } }, other: { notation: 'geo-uri' }, agreement: { agree: true } } });
    expect((await window.ask('tellPlace', { text: '48.2082, 196.3738' })).body).toMatchObject({ reading: null, problem: { code: 'argument-invalid' } });
  });

  it('says where the sun stood and how long the day was', async () => {
    const { body } = await window.ask('tellSun', { place: '48.2082, 16.3738', when: '2024-06-21 12:00', zone: 'UTC' });
    expect(body.problem).toBeNull();
    expect(body.reading?.at?.sun.earliest.elevation).toBeGreaterThan(60);
    expect(body.reading?.daylight?.sun.rise).toMatch(/^2024-06-21T02:5/);
    expect((await window.ask('tellSun', { place: '48.2, 16.3', when: 'some day' })).body).toMatchObject({ reading: null, problem: { code: 'argument-invalid' } });
  });

  it('finds the same times in turns as in one go, also over the ends of its stretches', async () => {
    const wish = { place: '78, 16', during: '2024-04-01T00:00Z/2024-07-31T00:00Z', elevation: '20+-45' };
    const { body } = await window.ask('searchSun', wish);
    const { tellSun } = await import('../../src-main/engine/index.ts');
    expect(body.reading?.intervals).toEqual(tellSun(wish).fits?.intervals);
    expect(body.reading?.count).toBe(body.reading?.intervals.length);
  });

  it.each([
    ['nothing was measured', { during: '2024-01-01/2024-01-02' }],
    ['the measurement has no error', { during: '2024-01-01/2024-01-02', elevation: '20' }],
    ['the dates are in the wrong order', { during: '2024-02-01/2024-01-02', elevation: '20+-1' }],
    ['the dates are too many', { during: '1950-01-01/2024-01-02', elevation: '20+-1' }],
  ])('says why it cannot search when %s', async (_, wish) => {
    expect((await window.ask('searchSun', { place: '48, 16', ...wish })).body).toMatchObject({ reading: null, problem: { code: 'argument-invalid' } });
  });
});

describe('tiles of the person\'s own', () => {
  const choose = async (mapTiles: string): Promise<void> => {
    const { body } = await window.ask('settings', {});
    await window.ask('saveSettings', { ...body, mapTiles });
  };

  it('are none until a file was chosen', async () => {
    expect((await window.ask('mapTiles', {})).body).toEqual({ path: null, bytes: null, problem: null });
    expect((await window.request(tilesPath)).status).toBe(400);
  });

  it('are given by range, also where a link leads to them, and to nobody else', async () => {
    const file = join(place, 'region.pmtiles');
    writeFileSync(file, 'PMTiles: sixteen');
    symlinkSync(file, join(place, 'link.pmtiles'));
    await choose(join(place, 'link.pmtiles'));
    expect((await window.ask('mapTiles', {})).body).toMatchObject({ bytes: 16, problem: null });
    const part = await window.request(tilesPath, { headers: { ...own, range: 'bytes=9-15' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 9-15/16', 'sixteen']);
    expect((await window.request(tilesPath, { headers: { ...own, range: 'bytes=16-' } })).status).toBe(416);
    expect((await window.request(tilesPath, { headers: { ...own, cookie: '' } })).status).toBe(401);
  });

  it('have another mark when the file was written anew', async () => {
    const before = (await window.request(tilesPath)).headers.get('etag');
    writeFileSync(join(place, 'region.pmtiles'), 'PMTiles: seventeen');
    expect((await window.request(tilesPath)).headers.get('etag')).not.toBe(before);
  });

  it.each(['/nowhere/region.pmtiles', 'region.pmtiles', '/'])('that are not there are named: %s', async (path) => {
    await choose(path);
    expect((await window.ask('mapTiles', {})).body).toMatchObject({ path, bytes: null, problem: { code: 'map-tiles-unreadable', facts: { path } } });
  });
});
