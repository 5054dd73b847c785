import { describe, expect, it } from 'vitest';
import { acts, itemsOf, referencesIn, sentenceOf } from '../../src-main/shared/acts.ts';

const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];

describe('the sentence of an entry', () => {
  it('is told from its type and payload alone', () => {
    expect(sentenceOf('import-resumed', { import: 7 })).toBe('The import begun in entry 7 was taken up again.');
  });

  it('is not told of an unknown kind, even where objects have a member of that name', () => {
    for (const type of ['item-praised', '', 'constructor', '__proto__', 'toString']) expect(sentenceOf(type, {})).toBeUndefined();
  });

  it('is not told, and nothing is thrown, where the payload is not what such an entry holds', () => {
    const odd = [undefined, null, 0, 'x', [], [[]], Number.NaN, Object.create(null), { item: 1 }, { items: null }, { keys: [null] }, JSON.parse('{"__proto__": null, "item": {}}')];
    for (const type of acts.keys()) {
      for (const payload of odd) {
        expect([type, sentenceOf(type, payload)]).toEqual([type, undefined]);
        expect(itemsOf(type, payload)).toEqual([]);
      }
    }
  });

  it('is not told of a time in units of one nought-th of a second, which the schema takes', () => {
    const payload = { item: a, kind: 'mark', text: 'x', time: { from: 1, timeBase: '1/0', stream: 0 } };
    expect(acts.get('item-noted')?.schema.safeParse(payload).success).toBe(true);
    expect(sentenceOf('item-noted', payload)).toBeUndefined();
    expect(sentenceOf('item-noted', { ...payload, time: { ...payload.time, timeBase: '1/2' } })).toBe('A mark was set on the item, at pts 1 (0.500 s) of stream 0: x');
    expect(itemsOf('item-noted', payload)).toEqual([a]);
  });
});

describe('the items that an entry names', () => {
  const evidence = { claim: 4, items: [a], basis: 'analyst', limit: { kind: 'note' }, segment: c };

  it('are all of a piece of evidence: what it concerns, speaks of and is seen in, each once', () => {
    expect(itemsOf('evidence-recorded', { ...evidence, of: b, seenIn: { item: c } })).toEqual([a, b, c]);
    expect(itemsOf('evidence-recorded', { ...evidence, of: a, seenIn: { item: a } })).toEqual([a]);
  });

  it('are both of a judgement of sameness', () => {
    expect(itemsOf('sameness-judged', { a, b, verdict: 'same', because: 'seen' })).toEqual([a, b]);
  });

  it('are those chosen for a fixity check, not the document of its result', () => {
    expect(itemsOf('fixity-checked', { scope: 'chosen', items: [b, a], checked: 2, findingCount: 0, result: { sha256: c, bytes: 1 } })).toEqual([b, a]);
  });
});

describe('the files that a payload names', () => {
  it('are found at any depth, in its order, each digest once', () => {
    const payload = { z: [{ raw: { sha256: b, bytes: 2 } }, { sha256: a, bytes: 0 }], y: { bytes: 9, sha256: b }, x: { sha256: c, bytes: 3 } };
    expect(referencesIn(payload)).toEqual([{ sha256: b, bytes: 2 }, { sha256: a, bytes: 0 }, { sha256: c, bytes: 3 }]);
  });

  it('are objects of exactly a digest and a length', () => {
    const others = [{ sha256: a }, { sha256: a, bytes: 1, name: 'x' }, { sha256: a.toUpperCase(), bytes: 1 }, { sha256: a, bytes: -1 }, { sha256: a, bytes: '1' }, [a, 1], a];
    expect(referencesIn(others)).toEqual([]);
    expect(referencesIn({ sha256: a, bytes: 1, inner: { sha256: b, bytes: 1 } })).toEqual([{ sha256: b, bytes: 1 }]);
  });

  it('are found in a payload deeper than the stack and wider than a call has arguments', () => {
    let deep: unknown = { sha256: a, bytes: 1 };
    for (let depth = 0; depth < 200_000; depth++) deep = [deep];
    expect(referencesIn([deep, ...Array.from({ length: 300_000 }, () => 0), { sha256: b, bytes: 1 }]).map(({ sha256 }) => sha256)).toEqual([a, b]);
  });

  it.each([undefined, null, 1, 'x', [], {}])('are none in %j', (payload) => {
    expect(referencesIn(payload)).toEqual([]);
  });
});
