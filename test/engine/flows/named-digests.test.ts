import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src-main/engine/custody/kinds.ts';
import type { LoggedAct } from '../../../src-main/engine/index.ts';
import { acts as sharedActs, itemsOf, referencesIn, sentenceOf } from '../../../src-main/shared/acts.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { acts, rows } from './case-reading.ts';
import { livelyCase } from './lively-case.ts';

/** Digests of neither an item nor a kept file: what they are of stands in the schemas. */
const otherDigests = [
  'anchor-accepted rootSha256',
  'anchor-requested imprint',
  'bundle-exported bundle',
  'bundle-received bundle',
  'checkpoint-cosigned root',
  'checkpoint-signed root',
  'derivative-made frame.frameSha256',
  // The trust list by which Content Credentials were read.
  'item-examined reports.3.recipe.2',
  'receipt-filed bundle',
  'report-made sha256',
];

describe('the engine', () => {
  it('records every act of the shared words and no other, in the same words', () => {
    expect([...kinds.keys()]).toEqual([...sharedActs.keys()]);
    expect(kinds.size).toBe(32);
    for (const [type, { schema, ...words }] of sharedActs) {
      expect(kinds.get(type)).toMatchObject(words);
      // That a fingerprint is its key's takes SHA-256 to see: there alone the engine asks for more.
      expect([type, kinds.get(type)?.schema === schema]).toEqual([type, type !== 'custodian-named']);
    }
    expect(kinds.get('item-received')?.isPlain).toBeDefined();
  });
});

describe.skipIf(!hasOpenssl)('a log in which everything has happened', () => {
  it('has no digest that is not an item named, a file named or one of a few others, and no sentence that only the engine can tell', async () => {
    const folder = await livelyCase();
    const items = new Set((await rows<{ sha256: string }>(folder, 'SELECT sha256 FROM item')).map(({ sha256 }) => sha256));
    const logged = await acts(folder);
    expect(new Set(logged.map(({ type }) => type))).toEqual(new Set(sharedActs.keys()));
    const others = new Set<string>();
    for (const act of logged) {
      expect([act.seq, sentenceOf(act.type, act.payload)]).toEqual([act.seq, act.sentence]);
      for (const digest of itemsOf(act.type, act.payload)) expect(items).toContain(digest);
      for (const where of digestsNotNamed(act)) others.add(`${act.type} ${where}`);
    }
    expect([...others].sort()).toEqual(otherDigests);
  });
});

/** The fields of an act that hold a digest, alone or within a text, of neither an item nor a file that it names. */
function digestsNotNamed({ type, payload }: LoggedAct): string[] {
  const named = new Set<string>([...itemsOf(type, payload), ...referencesIn(payload).map(({ sha256 }) => sha256)]);
  return textsIn(payload).flatMap(([where, text]) => (digestsIn(text).every((digest) => named.has(digest)) ? [] : [where]));
}

function textsIn(value: unknown, where: readonly string[] = []): [where: string, text: string][] {
  if (typeof value === 'string') return [[where.join('.'), value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...where, key]));
}

function digestsIn(text: string): string[] {
  return text.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? [];
}
