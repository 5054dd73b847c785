import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, until, type Window } from './open-window.ts';

let window: Window;
const post = 'https://x.com/someone/status/1847000000000000000';

beforeAll(async () => {
  window = await openWindow();
  const place = await temporaryFolder();
  const clip = join(place, 'clip.txt');
  writeFileSync(clip, 'footage');
  await window.ask('createCase', { folder: join(place, 'case'), title: 'T', custodian: 'C' });
  await window.ask('importPaths', { paths: [clip], collection: {} });
  await until(async () => (await window.ask('jobs', {})).body[0]?.state === 'finished');
});

const typed = { items: ['i1'], claimant: 'Someone', quote: 'not older than 72 hours', post };

describe('claims in the window', () => {
  it('shows how a claim would be read, and records nothing', async () => {
    const { body } = await window.ask('previewClaim', typed);
    expect(body).toMatchObject({ problem: null, reading: { about: 'time', needsConfirmation: false } });
    expect(body.reading?.means).toMatch(/^recorded not earlier than some time from 2024-10-14T/);
    expect((await window.ask('previewClaim', { ...typed, means: 'some day' })).body).toMatchObject({ reading: null, problem: { code: 'argument-invalid' } });
    expect((await window.ask('claims', {})).body).toEqual({ claims: [], next: null });
  });

  it('records it, says what follows before anybody asked for it to be recorded, and draws it', async () => {
    expect((await window.ask('recordClaim', typed)).body).toMatchObject({ claim: 'c1' });
    const { body } = await window.ask('claim', { claim: 'c1' });
    expect(body).toMatchObject({ claim: { quote: 'not older than 72 hours', verdict: null, items: [{ id: 'i1', name: 'clip.txt' }] }, assessed: null, now: { verdict: 'consistent-but-unproven' } });
    const [part] = body.now.drawn.parts;
    expect(part).toMatchObject({ kind: 'time', window: { endFrom: 'publication' } });
    expect(Object.keys(body.now.names)).toEqual(part?.kind === 'time' ? part.bounds.map(({ id }) => id) : []);
  });

  it('ties evidence to it, weighs it, and says when what the verdict rests on has changed', async () => {
    const added = await window.ask('addEvidence', { claim: 'c1', basis: 'web-capture', notLaterThan: '2024-10-01T12:00Z' });
    expect(added.body).toMatchObject({ evidence: 'e1' });
    expect((await window.ask('assessClaim', { claim: 'c1' })).body).toMatchObject({ verdict: 'refuted', isNew: true });
    expect((await window.ask('claims', {})).body.claims).toMatchObject([{ verdict: 'refuted', outdated: false, evidenceCount: 1 }]);
    await window.ask('withdrawEvidence', { evidence: 'e1', because: 'the capture is of another clip' });
    const { body } = await window.ask('claim', { claim: 'c1' });
    expect(body).toMatchObject({ assessed: { verdict: 'refuted', outdated: true }, now: { verdict: 'consistent-but-unproven' }, evidence: [{ withdrawn: { because: 'the capture is of another clip' } }] });
  });

  it('records a person\'s judgement beside the verdict', async () => {
    expect((await window.ask('judgeClaim', { claim: 'c1', verdict: 'refuted', because: 'seen before' })).body).toMatchObject({ verdict: 'refuted', byRule: 'refuted' });
    expect((await window.ask('claim', { claim: 'c1' })).body.judgements).toMatchObject([{ verdict: 'refuted', because: 'seen before' }]);
  });

  it('tells the time of a post, and of one that has none', async () => {
    expect((await window.ask('postTime', { text: post })).body.at?.earliest).toMatch(/^2024-10-17T/);
    expect((await window.ask('postTime', { text: 'https://t.me/channel/12' })).body).toMatchObject({ at: null, problem: null });
    expect((await window.ask('postTime', { text: 'no post' })).body).toMatchObject({ at: null, problem: { code: 'argument-invalid' } });
  });

  it('refuses what cannot be read, in words', async () => {
    expect((await window.ask('addEvidence', { claim: 'c1', basis: 'caption' })).body).toMatchObject({ code: 'argument-invalid' });
    expect((await window.ask('claim', { claim: 'c9' })).status).toBe(404);
  });
});
