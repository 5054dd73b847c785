import { describe, expect, it } from 'vitest';
import { uploadsOf, type Found } from '../../../src-renderer/features/import/found-files.ts';

const found = (...paths: string[]): Found => ({
  names: [...new Set(paths.map((path) => path.split('/')[0] ?? ''))],
  files: paths.map((path) => ({ path, file: new File(['x'], path) })),
  unread: [],
  emptyFolders: [],
});
const pathsOf = (uploads: Found[]): string[][] => uploads.map(({ files }) => files.map(({ path }) => path));

describe('uploads of what was dropped', () => {
  it('puts several drops into one upload', () => {
    const uploads = uploadsOf([found('b.mp4'), found('a/1.mp4', 'a/2.mp4')]);
    expect(pathsOf(uploads)).toEqual([['b.mp4', 'a/1.mp4', 'a/2.mp4']]);
    expect(uploads[0]?.names).toEqual(['a', 'b.mp4']);
  });

  it('keeps two files apart that were dropped under one name: none of them stands for the other', () => {
    const [one, other] = uploadsOf([found('clip.mp4', 'x.mp4'), found('clip.mp4')]);
    expect([one?.files.map(({ path }) => path), other?.files.map(({ path }) => path)]).toEqual([['clip.mp4', 'x.mp4'], ['clip.mp4']]);
  });

  it('makes more than one upload of more than 1,000 names, and loses none', () => {
    const uploads = uploadsOf([found(...Array.from({ length: 2500 }, (_, n) => `${n}.mp4`))]);
    expect(uploads.map(({ names }) => names.length)).toEqual([1000, 1000, 500]);
    expect(new Set(pathsOf(uploads).flat()).size).toBe(2500);
  });

  it('sends nothing of a folder in which nothing is, and still tells what could not be read', () => {
    const empty: Found = { names: ['empty'], files: [], unread: [], emptyFolders: ['empty'] };
    const unread: Found = { names: ['gone.mp4'], files: [], unread: [{ path: 'gone.mp4', reason: 'vanished' }], emptyFolders: [] };
    expect(uploadsOf([empty])).toEqual([]);
    expect(uploadsOf([empty, unread])).toEqual([{ ...unread, emptyFolders: [] }]);
  });
});
