import { describe, expect, it } from 'vitest';
import { draftOf, emptyDraft, missingOf, noteOf } from '../../../src-renderer/features/item/marks/mark-draft.ts';

const region = { x: 4, y: 5, width: 6, height: 7 };

describe('a mark that is being written', () => {
  it('says what is missing', () => {
    expect(missingOf(emptyDraft, true)).toBe('text');
    expect(missingOf({ ...emptyDraft, place: 'box', text: 'x' }, true)).toBe('box');
    expect(missingOf({ ...emptyDraft, place: 'box', text: 'x', region }, true)).toBe('frame');
    expect(missingOf({ ...emptyDraft, place: 'box', text: 'x', region }, false)).toBeUndefined();
    expect(missingOf({ ...emptyDraft, place: 'range', text: 'x', from: 9, to: 3 }, true)).toBe('range');
    expect(missingOf({ ...emptyDraft, place: 'range', text: 'x', from: 3, to: 9 }, true)).toBeUndefined();
  });

  it('asks to record what it points at, and nothing that it pointed at before', () => {
    const draft = { ...emptyDraft, text: ' a gate ', label: ' ', region, from: 3, to: 9 };
    expect(noteOf('i1', { ...draft, place: 'box' }, true)).toEqual({ id: 'i1', text: 'a gate', time: { from: 3 }, region });
    expect(noteOf('i1', { ...draft, place: 'range' }, true)).toEqual({ id: 'i1', text: 'a gate', time: { from: 3, to: 9 } });
    expect(noteOf('i1', { ...draft, place: 'none', replaces: 12 }, true)).toEqual({ id: 'i1', text: 'a gate', replaces: 12 });
    expect(noteOf('i1', { ...draft, place: 'box' }, false)).toEqual({ id: 'i1', text: 'a gate', region });
  });

  it('begins from the note that it corrects', () => {
    const note = { entry: 12, notedAt: '2026-11-22T08:00:00.000Z', text: 'a gate', label: 'gate', region: { ...region, of: { width: 100, height: 100 } }, time: { from: 3, timeBase: '1/25', stream: 0, fromSeconds: '0.120' } };
    expect(draftOf(note)).toEqual({ place: 'box', text: 'a gate', label: 'gate', region, from: 3, to: null, replaces: 12 });
  });
});
