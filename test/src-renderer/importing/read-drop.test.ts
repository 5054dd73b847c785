import { describe, expect, it } from 'vitest';
import { readChosen, readDrop, takeDrop } from '../../../src-renderer/features/import/read-drop.ts';
import { droppedFile, droppedFolder } from './dropped.ts';

const never = new AbortController().signal;
const many = Array.from({ length: 250 }, (_, n) => droppedFile(`n${n}.mp4`));

describe('reading what was dropped', () => {
  it('finds every file of folders in folders, with the path from what was dropped downwards', async () => {
    const found = await readDrop([droppedFolder('drive', [droppedFile('a.mp4'), droppedFolder('day 1', many)]), droppedFile('loose.mov')], { signal: never });
    expect(found.names).toEqual(['drive', 'loose.mov']);
    expect(found.files).toHaveLength(252);
    expect(found.files.map(({ path }) => path)).toEqual(expect.arrayContaining(['drive/a.mp4', 'drive/day 1/n249.mp4', 'loose.mov']));
    expect([found.unread, found.emptyFolders]).toEqual([[], []]);
  });

  it('keeps the name, the length and the time of a file', async () => {
    const { files } = await readDrop([droppedFile('ринок.mp4', { content: '12345' })], { signal: never });
    expect(files.map(({ path, file }) => [path, file.name, file.size, file.lastModified])).toEqual([['ринок.mp4', 'ринок.mp4', 5, 1_700_000_000_000]]);
  });

  it('goes on past a file and a folder that cannot be read, and says why', async () => {
    const dropped = droppedFolder('drive', [droppedFile('gone.mp4', { fails: 'NotFoundError' }), droppedFolder('locked', [], 'NotAllowedError'), droppedFile('bad.mp4', { fails: 'NotReadableError' }), droppedFile('good.mp4')]);
    const { files, unread } = await readDrop([dropped], { signal: never });
    expect(files.map(({ path }) => path)).toEqual(['drive/good.mp4']);
    expect(Object.fromEntries(unread.map(({ path, reason }) => [path, reason]))).toEqual({ 'drive/gone.mp4': 'vanished', 'drive/locked': 'permission-denied', 'drive/bad.mp4': 'read-error' });
  });

  it('names empty folders', async () => {
    const { emptyFolders, files } = await readDrop([droppedFolder('drive', [droppedFolder('nothing', [])])], { signal: never });
    expect([emptyFolders, files]).toEqual([['drive/nothing'], []]);
  });

  it('tells how many files it has found, and stops when it is told to', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const onFound = (files: number): void => {
      told.push(files);
      if (files === 100) stop.abort();
    };
    await expect(readDrop([droppedFolder('drive', many)], { signal: stop.signal, onFound })).rejects.toThrow('aborted');
    expect(told.slice(0, 3)).toEqual([1, 2, 3]);
  });

  it('takes files and folders of a drop, and no dragged text', () => {
    const entry = droppedFile('a.mp4');
    expect(takeDrop([{ kind: 'string', webkitGetAsEntry: () => null }, { kind: 'file', webkitGetAsEntry: () => entry }, { kind: 'file', webkitGetAsEntry: () => null }])).toEqual([entry]);
  });

  it('gives names that are no Unicode a name that is', async () => {
    const { names, files } = await readDrop([droppedFile('a\ud800.mp4')], { signal: never });
    expect([names, files[0]?.path]).toEqual([['a\ufffd.mp4'], 'a\ufffd.mp4']);
  });
});

describe('reading what was chosen by a button', () => {
  it('takes the path in the chosen folder from the browser', () => {
    const inFolder = Object.assign(new File(['x'], 'b.mp4'), { webkitRelativePath: 'drive/day 1/b.mp4' });
    const alone = Object.assign(new File(['x'], 'a.mp4'), { webkitRelativePath: '' });
    const { names, files } = readChosen([inFolder, alone]);
    expect([names, files.map(({ path }) => path)]).toEqual([['drive', 'a.mp4'], ['drive/day 1/b.mp4', 'a.mp4']]);
  });
});
