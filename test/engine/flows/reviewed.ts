import { annotate, fullPicture, keepPicture, openForReview, recordDisposition, withdrawNote, type WritableCase } from '../../../src-main/engine/index.ts';

/** What a person does who looks at the first item of a case, a clip: every act of review, with and without what may be left out. */
export async function reviewed(target: WritableCase): Promise<void> {
  const name = 'i1';
  for (const where of ['command-line', 'window'] as const) await openForReview(target, { name, where });
  const first = await annotate(target, { name, text: 'Дим над дахом', label: 'smoke', time: { from: 0, to: 5 }, region: { x: 1, y: 2, width: 30, height: 40 } });
  const second = await annotate(target, { name, text: 'a second flash', kind: 'mark' });
  await annotate(target, { name, text: 'smoke over the roof', time: { from: 1 }, replaces: first.entry });
  await withdrawNote(target, { name, entry: second.entry, because: 'a reflection' });
  await keepPicture(target, await fullPicture(target, { name, pts: 0 }));
  await recordDisposition(target, { name, disposition: 'sealed', because: 'ordered by the court' });
  await recordDisposition(target, { name, disposition: 'returned', to: 'Ірина', because: 'her card' });
}
