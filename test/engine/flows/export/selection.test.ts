import { beforeAll, describe, expect, it } from 'vitest';
import { previewExport, type ExportPreview } from '../../../../src-main/engine/index.ts';
import { selectForExport } from '../../../../src-main/engine/flows/export/selection.ts';
import { acts as allActs, itemsOf } from '../../../../src-main/shared/acts.ts';
import { acts, reading } from '../case-reading.ts';
import { livelyCase } from '../lively-case.ts';
import { twoStories } from './two-stories.ts';

let stories: string;
beforeAll(async () => {
  stories = await twoStories();
}, 120_000);

function preview(folder: string, choice: Parameters<typeof selectForExport>[1]): Promise<ExportPreview> {
  return reading(folder, (readable) => previewExport(readable, { choice, originals: true }));
}

const leaving = (folder: string, choice: Parameters<typeof selectForExport>[1]): Promise<number[]> => reading(folder, async (readable) => (await selectForExport(readable, choice)).entries);

describe('what leaves with an item', () => {
  it('names that item and no other', async () => {
    const [first] = await acts(stories, 'item-received');
    const seqs = new Set(await leaving(stories, { items: ['i1'] }));
    const named = (await acts(stories)).filter(({ seq }) => seqs.has(seq)).flatMap(({ type, payload }) => itemsOf(type, payload));
    expect(new Set(named)).toEqual(new Set([first?.payload['item']]));
  });

  it('is every entry about it alone, a claim with all that was recorded about it, and what tells of the log, the import, the session and the stamp', async () => {
    const seqs = new Set(await leaving(stories, { items: ['i1'] }));
    const types = (await acts(stories)).filter(({ seq }) => seqs.has(seq)).map(({ type }) => type);
    const counts = Object.fromEntries(Object.entries(Object.groupBy(types, (type) => type)).map(([type, all]) => [type, all?.length]));
    expect(counts).toEqual({
      'case-opened': 1, 'custodian-named': 1, 'session-started': 3, 'import-started': 1, 'item-received': 1, 'item-examined': 1, 'keyframes-extracted': 1,
      'item-opened': 1, 'item-noted': 2, 'derivative-made': 1, 'item-disposed': 1, 'fixity-checked': 1,
      'claim-recorded': 1, 'evidence-recorded': 2, 'evidence-withdrawn': 1, 'claim-assessed': 2, 'claim-judged': 1, 'anchor-requested': 1, 'anchor-accepted': 1,
    });
  });

  it('leaves out a claim about another item too, and one that rests on what dates another, and says why', async () => {
    const { stays } = await preview(stories, { items: ['i1'] });
    expect(stays.filter(({ type }) => type === 'claim-recorded').map(({ name, alsoNames, restsOn }) => ({ name, alsoNames, restsOn }))).toEqual([
      { name: 'c4', alsoNames: ['i2'], restsOn: undefined },
      { name: 'c5', alsoNames: ['i3'], restsOn: undefined },
    ]);
    expect(stays.filter(({ type }) => type === 'sameness-judged')).toMatchObject([{ alsoNames: ['i3'] }]);
  });

  it('takes a claim along once everything that it rests on leaves', async () => {
    const [both, three] = await Promise.all([['i1', 'i2'], ['i1', 'i3']].map((items) => preview(stories, { items })));
    expect(both?.stays.map(({ name }) => name)).not.toContain('c4');
    expect(both?.stays.map(({ name }) => name)).toContain('c5');
    expect(three?.stays.map(({ name }) => name)).not.toContain('c5');
    expect(three?.stays.map(({ name }) => name)).toContain('c4');
  });

  it('counts what stays', async () => {
    const { items, itemsThatStay, entries, entriesThatStay, documentsThatStay } = await preview(stories, { items: ['i1'] });
    expect(items.map(({ id }) => id)).toEqual(['i1']);
    expect(itemsThatStay).toBe(3);
    expect(entries + entriesThatStay).toBe((await acts(stories)).length);
    expect(documentsThatStay).toBe(2);
  });
});

describe('what leaves with a claim', () => {
  it.each([
    ['c1', ['i1']],
    ['c2', ['i2']],
    ['c4', ['i1', 'i2']],
    ['c5', ['i1', 'i3']],
  ])('%s: the items that it and what it rests on are about', async (claim, items) => {
    expect((await preview(stories, { claims: [claim] })).items.map(({ id }) => id)).toEqual(items);
  });

  it('is all of it, also what is tied to another claim', async () => {
    const { stays } = await preview(stories, { claims: ['c5'] });
    expect(stays.map(({ name }) => name).filter((name) => name.startsWith('c'))).toEqual(['c4']);
  });
});

describe('a choice', () => {
  it('of everything is every entry', async () => {
    const { disclosure, entries, entriesThatStay, itemsThatStay, stays } = await preview(stories, { all: true });
    expect({ disclosure, entries, entriesThatStay, itemsThatStay, stays }).toEqual({ disclosure: 'whole', entries: (await acts(stories)).length, entriesThatStay: 0, itemsThatStay: 0, stays: [] });
  });

  it.each([
    [{ items: [] }, 'nothing-chosen'],
    [{ claims: [] }, 'nothing-chosen'],
    [{ items: ['i9'] }, 'item-not-found'],
    [{ claims: ['c9'] }, 'claim-not-found'],
  ])('%j is refused: %s', async (choice, code) => {
    await expect(preview(stories, choice)).rejects.toMatchObject({ code });
  });

  it('of the same item twice is that item', async () => {
    expect((await preview(stories, { items: ['i1', 'i1'] })).items).toHaveLength(1);
  });
});

/** What becomes of each kind when one item is chosen, in a case in which every kind of act has happened to that item or around it. */
const fates = {
  'case-opened': 'leaves', 'custodian-named': 'leaves', 'session-started': 'some', 'import-started': 'leaves', 'item-received': 'some', 'item-examined': 'some',
  'keyframes-extracted': 'some', 'derivative-made': 'leaves', 'item-opened': 'leaves', 'item-noted': 'leaves', 'item-disposed': 'leaves', 'fixity-checked': 'some',
  'anchor-requested': 'leaves', 'anchor-accepted': 'leaves', 'claim-recorded': 'some', 'evidence-recorded': 'some', 'evidence-withdrawn': 'leaves',
  'claim-assessed': 'some', 'claim-judged': 'leaves', 'bundle-received': 'leaves',
} as const;

describe('every kind of entry', () => {
  it('has its fate, and one that nobody decided on stays', async () => {
    const folder = await livelyCase();
    const seqs = new Set(await leaving(folder, { items: ['i1'] }));
    const byType = Map.groupBy(await acts(folder), ({ type }) => type);
    const found = Object.fromEntries(
      [...byType].map(([type, all]) => {
        const count = all.filter(({ seq }) => seqs.has(seq)).length;
        return [type, count === 0 ? 'stays' : count === all.length ? 'leaves' : 'some'];
      }),
    );
    const expected = Object.fromEntries([...byType.keys()].map((type) => [type, type in fates ? fates[type as keyof typeof fates] : 'stays']));
    expect(found).toEqual(expected);
    expect([...allActs.keys()].filter((type) => !byType.has(type) && type in fates)).toEqual([]);
  }, 120_000);
});
