import { beforeAll, describe, expect, it } from 'vitest';
import { annotate, listItems, listNotes, showItem, verifyCase, withdrawNote, type NewNote } from '../../../src-main/engine/index.ts';
import { working } from '../../temporary-case.ts';
import { acts, importInto, reading } from './case-reading.ts';
import { reviewableCase } from './reviewable-case.ts';
import { containing } from './text-matching.ts';

let folder: string;
beforeAll(async () => {
  folder = await reviewableCase();
});

const objectContaining = (part: object): object => expect.objectContaining(part) as object;
const note = (wanted: Partial<NewNote> & { text: string }) => working(folder, (target) => annotate(target, { name: 'i1', ...wanted }));
const withdraw = (entry: number, because = 'mistaken') => working(folder, (target) => withdrawNote(target, { name: 'i1', entry, because }));
const notes = (all = false) => reading(folder, (readable) => [...listNotes(readable, { item: 'i1', all })]);
const found = (words: string) => reading(folder, (readable) => [...listItems(readable, words)].map((item) => item.id));
/** The end of the clip: one second. */
const end = 15360;

describe('a note', () => {
  it('says what was noted, of which item, and stands in the list and with the item', async () => {
    const noted = await note({ text: '  the crossing at dusk\u0301 ' });
    expect(noted).toMatchObject({ item: 'i1', itemName: 'clip.mov', kind: 'note', text: 'the crossing at dusḱ'.normalize('NFC') });
    expect(await notes()).toContainEqual(noted);
    expect(await reading(folder, (readable) => showItem(readable, 'i1').notes)).toContainEqual(noted);
    const [item] = await reading(folder, (readable) => [...listItems(readable)]);
    expect((await acts(folder, 'item-noted')).at(-1)).toMatchObject({ seq: noted.entry, payload: { item: item?.sha256, kind: 'note' } });
  });

  it('points at a frame between keyframes, in the time base and the stream of the keyframe index', async () => {
    const noted = await note({ text: 'flash', label: 'muzzle', time: { from: 1024 } });
    expect(noted).toMatchObject({ kind: 'mark', label: 'muzzle', time: { from: 1024, timeBase: '1/15360', stream: 0, fromSeconds: '0.066666666' } });
    expect((await acts(folder, 'item-noted')).at(-1)?.sentence).toBe('A mark "muzzle" was set on the item, at pts 1024 (0.066666666 s) of stream 0: flash');
  });

  it('points at a stretch, up to the very end, and at a region up to the very edge', async () => {
    const noted = await note({ text: 'all of it', time: { from: 0, to: end }, region: { x: 0, y: 0, width: 96, height: 64 } });
    expect(noted).toMatchObject({ time: { from: 0, to: end, toSeconds: '1.000' }, region: { x: 0, y: 0, width: 96, height: 64, of: { width: 96, height: 64 } } });
  });

  it('may point at a region at any time, and stay a note when it is called so', async () => {
    const noted = await note({ text: 'a watermark', kind: 'note', region: { x: 90, y: 60, width: 6, height: 4 } });
    expect(noted).toMatchObject({ kind: 'note', region: { x: 90, y: 60 } });
    expect(noted.time).toBeUndefined();
  });

  it('of an item without footage is text alone', async () => {
    const noted = await note({ name: 'i2', text: 'printed and signed' });
    expect(noted).toMatchObject({ item: 'i2', kind: 'note' });
    expect(await notes()).not.toContainEqual(noted);
  });

  it('finds its item by its words and its label', async () => {
    await note({ text: 'Взрыв у переправы', label: 'explosion' });
    expect(await found('переправы взрыв')).toEqual(['i1']);
    expect(await found('explos')).toEqual(['i1']);
    expect(await found('explosion printed')).toEqual([]);
  });

  it('is still found when the item is received again under another name', async () => {
    await note({ text: 'persimmon' });
    const again = await reading(folder, ({ folder: root, ...readable }) => `${root}/${showItem({ folder: root, ...readable }, 'i1').path}`);
    await importInto(folder, [again]);
    expect(await found('persimmon')).toEqual(['i1']);
  });
});

describe('a correction', () => {
  it('stands in the place of the earlier note, which is kept', async () => {
    const earlier = await note({ text: 'a red tractor', time: { from: 0 } });
    const later = await note({ text: 'a crimson lorry', replaces: earlier.entry });
    expect(later).toMatchObject({ replaces: earlier.entry, text: 'a crimson lorry' });
    expect((await notes()).map(({ entry }) => entry)).not.toContain(earlier.entry);
    expect(await notes(true)).toContainEqual({ ...earlier, replacedBy: later.entry });
    expect(await found('tractor')).toEqual([]);
    expect(await found('lorry')).toEqual(['i1']);
    expect((await acts(folder, 'item-noted')).at(-1)?.sentence).toBe(`The note of entry ${earlier.entry} was replaced by a note: a crimson lorry`);
  });

  it('can be corrected again, and the first one cannot', async () => {
    const first = await note({ text: 'one' });
    const second = await note({ text: 'two', replaces: first.entry });
    await expect(note({ text: 'three', replaces: first.entry })).rejects.toMatchObject({ code: 'note-replaced', facts: { by: second.entry }, message: containing(`by entry ${second.entry}`) });
    expect(await note({ text: 'three', replaces: second.entry })).toMatchObject({ text: 'three' });
  });

  it('given twice at the same time is recorded once', async () => {
    const { entry } = await note({ text: 'of one mind' });
    const both = await working(folder, (target) => Promise.allSettled(['a', 'b'].map((text) => annotate(target, { name: 'i1', text, replaces: entry }))));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both).toContainEqual({ status: 'rejected', reason: objectContaining({ code: 'note-replaced' }) });
  });
});

describe('a withdrawal', () => {
  it('takes a note out of the list and the search, says why, and leaves it in the log', async () => {
    const wrong = await note({ text: 'a helicopter' });
    const withdrawal = await withdraw(wrong.entry, 'it was a drone');
    expect(withdrawal).toMatchObject({ replaces: wrong.entry, withdrawn: 'it was a drone' });
    const standing = (await notes()).map(({ entry }) => entry);
    expect(standing).not.toContain(wrong.entry);
    expect(standing).not.toContain(withdrawal.entry);
    expect(await notes(true)).toEqual(expect.arrayContaining([{ ...wrong, replacedBy: withdrawal.entry }, withdrawal]));
    expect(await found('helicopter')).toEqual([]);
    expect((await acts(folder, 'item-noted')).at(-1)?.sentence).toBe(`The note of entry ${wrong.entry} was withdrawn: it was a drone`);
  });

  it('is final: neither it nor the note can be corrected or withdrawn again', async () => {
    const wrong = await note({ text: 'x' });
    const { entry } = await withdraw(wrong.entry);
    await expect(withdraw(wrong.entry)).rejects.toMatchObject({ code: 'note-replaced' });
    await expect(withdraw(entry)).rejects.toMatchObject({ code: 'note-replaced', message: containing('a withdrawal is final') });
    await expect(note({ text: 'y', replaces: entry })).rejects.toMatchObject({ code: 'note-replaced' });
  });
});

describe('what cannot be noted is refused in words, and nothing is recorded', () => {
  const refused: [name: string, wanted: Partial<NewNote>, code: string, words: string][] = [
    ['an unknown item', { name: 'i9' }, 'item-not-found', '"i9"'],
    ['an empty text', { text: ' \n ' }, 'argument-invalid', 'The text is empty'],
    ['a text that is too long', { text: 'x'.repeat(4001) }, 'argument-invalid', 'The text is too long: at most 4000 characters'],
    ['a label that is too long', { label: 'x'.repeat(81) }, 'argument-invalid', 'The label is too long: at most 80 characters'],
    ['a time before the beginning', { time: { from: -1 } }, 'time-outside-item', 'pts -1 lies outside this item, which runs from pts 0 to 15360 (time base 1/15360)'],
    ['a time behind the end', { time: { from: end + 1 } }, 'time-outside-item', `pts ${end + 1} lies outside`],
    ['a stretch beyond the end', { time: { from: 0, to: end + 1 } }, 'time-outside-item', `pts ${end + 1} lies outside`],
    ['a stretch that ends before it begins', { time: { from: 2, to: 1 } }, 'stretch-reversed', 'ends at pts 1, before it begins at pts 2'],
    ['a time in a text', { name: 'i2', time: { from: 0 } }, 'no-time-in-item', 'No time can be named in this item'],
    ['a region over the right edge', { region: { x: 95, y: 0, width: 2, height: 1 } }, 'region-outside-picture', '95,0,2,1 does not lie within the picture, which is 96x64'],
    ['a region over the lower edge', { region: { x: 0, y: 63, width: 1, height: 2 } }, 'region-outside-picture', '0,63,1,2'],
    ['a region of no width', { region: { x: 0, y: 0, width: 0, height: 2 } }, 'region-outside-picture', '0,0,0,2'],
    ['a region left of the picture', { region: { x: -1, y: 0, width: 5, height: 2 } }, 'region-outside-picture', '-1,0,5,2'],
    ['a region of a text', { name: 'i2', region: { x: 0, y: 0, width: 1, height: 1 } }, 'no-picture-size', 'no witness states the size'],
    ['a correction of no note', { replaces: 0 }, 'note-not-found', 'Entry 0 of the log is no note on this item'],
    ['a correction of an entry that is not there', { replaces: 99999 }, 'note-not-found', 'Entry 99999'],
  ];
  it.each(refused)('%s', async (_, wanted, code, words) => {
    const before = (await acts(folder)).length;
    await expect(note({ text: 'text', ...wanted })).rejects.toMatchObject({ code, message: containing(words) });
    expect(await acts(folder)).toHaveLength(before);
  });

  it('a correction of a note on another item', async () => {
    const other = await note({ name: 'i2', text: 'on the text' });
    await expect(note({ text: 'on the clip', replaces: other.entry })).rejects.toMatchObject({ code: 'note-not-found' });
  });

  it('a withdrawal without a reason', async () => {
    const { entry } = await note({ text: 'z' });
    await expect(withdraw(entry, ' ')).rejects.toMatchObject({ code: 'argument-invalid', message: containing('The reason is empty') });
  });
});

describe('the rows of notes', () => {
  it('are what replaying the log gives', async () => {
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });
});
