import { describe, expect, it } from 'vitest';
import { readLog } from '../../../src-main/engine/index.ts';
import { storedEntry } from '../../../src-main/engine/flows/export/stored-entry.ts';
import { documentsOf, postersOf, type NamedDocument } from '../../../src-main/format/bundle/documents.ts';
import { ownPart, receivedPart } from '../../../src-main/format/bundle/layout.ts';
import type { Entry } from '../../../src-main/format/entry.ts';
import { acts, referencesIn } from '../../../src-main/shared/acts.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { reading } from '../../engine/flows/case-reading.ts';
import { livelyCase } from '../../engine/flows/lively-case.ts';
import { hasOpenssl } from '../timestamp/local-authority.ts';

const lively = hasOpenssl ? await entriesOfLivelyCase() : [];

async function entriesOfLivelyCase(): Promise<Entry[]> {
  const folder = await livelyCase();
  return reading(folder, (readable) => [...readLog(readable)].map(({ seq }) => storedEntry(readable, seq)).filter((entry) => entry !== undefined));
}

const a = parseSha256('a'.repeat(64));
const b = parseSha256('b'.repeat(64));
const of = (sha256 = a): { sha256: string; bytes: number } => ({ sha256, bytes: 1 });
const pathsOf = (type: string, payload: Record<string, unknown>): string[] => documentsOf(ownPart, { seq: 7, type, payload }).map(({ path }) => path);

describe.skipIf(!hasOpenssl)('the documents of a case in which everything has happened', () => {
  it('holds every kind of entry that is known, but two that name no document', () => {
    const without = ['import-resumed', 'report-made'];
    expect([...acts.keys()].filter((type) => !without.includes(type) && !lively.some((entry) => entry.type === type))).toEqual([]);
  });

  it('gives every reference of every entry a path by its role, none by the one of last resort', () => {
    const named = lively.flatMap((entry) => documentsOf(ownPart, entry).map((document) => ({ ...document, entry })));
    const references = lively.flatMap((entry) => referencesIn(entry.payload));
    expect(named.length).toBe(references.length);
    expect(named.filter(({ path }) => path.endsWith('.bin')).map(({ path, entry }) => `${entry.type}: ${path}`)).toEqual([]);
    expect(named.filter(({ path }) => !/^data\/(?:reports\/[0-9a-f]{64}\.(?:json|txt)|keyframes\/[0-9a-f]{64}\.(?:jpg|png)|anchors\/\d+\.(?:tsq|tsr|roots\.pem))$/.test(path))).toEqual([]);
  });

  it('puts one digest in one place, however many entries name it', () => {
    const byPath = Map.groupBy(lively.flatMap((entry) => documentsOf(ownPart, entry)), ({ path }) => path);
    for (const [path, documents] of byPath) expect([path, new Set(documents.map(({ file }) => file.sha256)).size]).toEqual([path, 1]);
  });

  it('keeps back what tells of more than the items of its entry, and gives away the rest', () => {
    const kinds = (needed: NamedDocument['needed']): string[] => [...new Set(lively.filter((entry) => documentsOf(ownPart, entry).some((document) => document.needed === needed)).map(({ type }) => type))].toSorted();
    expect(kinds('whole-log')).toEqual(['bundle-exported', 'bundle-received', 'fixity-checked', 'import-started', 'receipt-filed']);
    expect(kinds('required')).toEqual(['anchor-accepted', 'anchor-requested', 'claim-assessed', 'derivative-made', 'evidence-recorded', 'item-examined', 'keyframes-extracted']);
  });
});

describe('the documents that an entry names', () => {
  it('lie below the part whose entry it is', () => {
    expect(documentsOf(receivedPart(b), { seq: 7, type: 'fixity-checked', payload: { result: of() } })[0]?.path).toBe(`data/received/${b}/reports/${a}.json`);
  });

  it('are named once each, in the order of the fields', () => {
    expect(pathsOf('item-examined', { reports: [{ raw: of(b) }, { raw: of(b) }], examination: of() })).toEqual([`data/reports/${b}.txt`, `data/reports/${a}.json`]);
  });

  it('are called by the first field where two fields hold the same digest', () => {
    expect(pathsOf('bundle-received', { contents: of(), receipt: of() })).toEqual([`data/reports/${a}.json`]);
  });

  it('have a plain name where the kind, the field or the media type is one that every object has', () => {
    expect(pathsOf('constructor', { name: of() })).toEqual([`data/reports/${a}.bin`]);
    expect(pathsOf('item-examined', { constructor: of() })).toEqual([`data/reports/${a}.bin`]);
    expect(pathsOf('derivative-made', { file: of(), mediaType: 'constructor' })).toEqual([`data/keyframes/${a}.bin`]);
    expect(pathsOf('derivative-made', { file: of(), mediaType: ['image/png'] })).toEqual([`data/keyframes/${a}.bin`]);
  });

  it('are found however deep a stranger hides them', () => {
    const deep = JSON.parse(`${'['.repeat(30_000)}${JSON.stringify(of())}${']'.repeat(30_000)}`) as unknown;
    expect(pathsOf('unheard-of', { deep })).toEqual([`data/reports/${a}.bin`]);
    expect(pathsOf('derivative-made', { file: of(), mediaType: deep })).toEqual([`data/keyframes/${a}.bin`]);
  });

  it('are none where something only looks like a reference', () => {
    expect(pathsOf('fixity-checked', { result: { ...of(), more: 1 } })).toEqual([]);
    expect(pathsOf('fixity-checked', { result: { sha256: a.toUpperCase(), bytes: 1 } })).toEqual([]);
    expect(pathsOf('fixity-checked', { result: { sha256: a, bytes: -1 } })).toEqual([]);
  });
});

describe('the posters of a keyframe index', () => {
  const decoded = { frameSha256: a, pdq: 'c'.repeat(64), pdqQuality: 1, poster: { sha256: b, bytes: 3 }, distinct: true };
  const frame = { pts: 0, position: null, found: 'key-packet' as const };

  it('are named once each, and those that were not decoded not at all', () => {
    const index = { keyframes: [{ ...frame, decoded }, { ...frame, pts: 1, decoded }, { ...frame, pts: 2 }] } as never;
    expect(postersOf(ownPart, index)).toEqual([{ path: `data/keyframes/${b}.jpg`, file: { sha256: b, bytes: 3 }, needed: 'required' }]);
  });
});
