import { describe, expect, it } from 'vitest';
import { checkBag } from '../../../src-main/verifier/check-bag.ts';
import type { BagEntry } from '../../../src-main/verifier/bag/source.ts';
import { bytesOf, digestOf, makeBag, memorySource } from './made-bag.ts';

const files = makeBag({ payload: { a: 'one' } });
const limits = { entries: 1000, tagFileBytes: 1000 };
const file = (path: string): BagEntry => ({ path, bytes: 1, kind: 'file' });

describe('an entry of a hostile bag', () => {
  it.each<[string, BagEntry]>([
    ['name-refused', file('../a')],
    ['name-refused', file('data/../../a')],
    ['name-refused', file('/etc/passwd')],
    ['name-refused', file('C:\\a')],
    ['name-refused', file('\\\\server\\a')],
    ['name-refused', file('~/a')],
    ['name-refused', file('data//b')],
    ['name-refused', file('./data/b')],
    ['name-refused', file('data/b\u0000.txt')],
    ['name-not-text', { ...file('data/\ufffd'), notText: true }],
    ['duplicate-entry', file('data/a')],
    ['duplicate-entry', file('bagit.txt')],
    ['not-a-regular-file', { path: 'data/link', bytes: 0, kind: 'link' }],
    ['not-a-regular-file', { path: 'link', bytes: 0, kind: 'link' }],
    ['not-a-regular-file', { path: 'data/fifo', bytes: 0, kind: 'other' }],
  ])('is told (%s) and never read: %o', async (code, entry) => {
    const source = memorySource(files, [entry]);
    const result = await checkBag(source);
    expect(result.findings.map((finding) => finding.code)).toContain(code);
    expect(result).toMatchObject({ complete: false, valid: false });
    expect(source.digested.filter((path) => path === entry.path).length).toBeLessThanOrEqual(files.has(entry.path) ? 1 : 0);
  });

  it('that is a link named bagit.txt is not read as one', async () => {
    const without = new Map([...files].filter(([path]) => path !== 'bagit.txt'));
    const result = await checkBag(memorySource(without, [{ path: 'bagit.txt', bytes: 0, kind: 'link' }]));
    expect(result.findings.map(({ code }) => code)).toEqual(expect.arrayContaining(['declaration-missing', 'not-a-regular-file']));
  });

  it('that is a listed link is not digested', async () => {
    const linked = new Map([...files].filter(([path]) => path !== 'data/a'));
    const source = memorySource(linked, [{ path: 'data/a', bytes: 0, kind: 'link' }]);
    expect((await checkBag(source)).findings.map(({ code }) => code)).toContain('not-a-regular-file');
    expect(source.digested).not.toContain('data/a');
  });
});

describe('a bag of huge counts', () => {
  it('of entries ends the check, and is not complete', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => file(`data/${n}`));
    const source = memorySource(files, many);
    const result = await checkBag(source, { limits });
    expect(result).toMatchObject({ complete: false, valid: false, findings: [{ code: 'too-many-entries' }] });
    expect(source.digested).toEqual([]);
  });

  it('of folders ends the check too', async () => {
    const many = Array.from({ length: 2000 }, (_, n): BagEntry => ({ path: `data/${n}`, bytes: 0, kind: 'folder' }));
    expect((await checkBag(memorySource(files, many), { limits })).findings.map(({ code }) => code)).toContain('too-many-entries');
  });

  it('of listed files ends the check too', async () => {
    const manifest = Array.from({ length: 2000 }, (_, n) => `${digestOf('sha256', bytesOf(''))}  data/${n}\n`).join('');
    const bag = makeBag({ payload: {}, manifests: { 'manifest-sha256.txt': manifest } });
    expect((await checkBag(memorySource(bag), { limits })).findings.map(({ code }) => code)).toContain('too-many-entries');
  });

  it('of manifests has some read, and says so', async () => {
    const manifests = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`manifest-x${n}.txt`, '']));
    expect((await checkBag(memorySource(makeBag({ payload: {}, manifests })))).findings.map(({ code }) => code)).toContain('too-many-manifests');
  });

  it('of bytes in its metadata has them not read', async () => {
    const bag = makeBag({ payload: {}, tags: { 'bag-info.txt': `A: ${'x'.repeat(2000)}\n` } });
    expect((await checkBag(memorySource(bag), { limits })).findings.map(({ code }) => code)).toEqual(['tag-file-too-large']);
  });

  it('of characters in a line has the line refused', async () => {
    const bag = makeBag({ payload: {}, manifests: { 'manifest-sha256.txt': `${digestOf('sha256', bytesOf(''))}  data/${'x'.repeat(70_000)}\n` } });
    expect((await checkBag(memorySource(bag))).findings).toMatchObject([{ code: 'manifest-line-malformed', thing: 'manifest-sha256.txt, line 1' }]);
  });

  it('of names that some system takes for one is checked in good time', async () => {
    const letters = 'abcdefghijklmn'.split('');
    const payload = Object.fromEntries(
      Array.from({ length: 2 ** letters.length }, (_, n) => [letters.map((letter, at) => ((n >> at) & 1 ? letter.toUpperCase() : letter)).join(''), '']),
    );
    const started = performance.now();
    const result = await checkBag(memorySource(makeBag({ payload })), { strictNames: true });
    expect(result.findings.length + result.findingsNotListed).toBeGreaterThan(2 ** letters.length);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('a source that fails', () => {
  it('to read a listed file has it named', async () => {
    const source = memorySource(files);
    const failing = { ...source, digest: () => Promise.resolve({ problem: 'read-error' }) };
    expect((await checkBag(failing)).findings).toContainEqual({ code: 'unreadable', thing: 'data/a', expected: 'a file that can be read', actual: 'read-error' });
  });

  it('to read a file of the listed length has the change named', async () => {
    const failing = { ...memorySource(files), digest: () => Promise.resolve({ digests: {}, bytes: 99 }) };
    expect((await checkBag(failing)).findings).toContainEqual({ code: 'changed-while-read', thing: 'data/a', expected: '3 bytes', actual: '99 bytes' });
  });

  it('to compute a digest does not pass for one that fits', async () => {
    const failing = { ...memorySource(files), digest: ({ bytes }: { bytes: number }) => Promise.resolve({ digests: {}, bytes }) };
    expect(await checkBag(failing)).toMatchObject({ complete: true, valid: false });
  });

  it('altogether makes the check fail', async () => {
    const failing = { ...memorySource(files), digest: () => Promise.reject(new Error('worker lost')) };
    await expect(checkBag(failing)).rejects.toThrow('worker lost');
  });
});

describe('a check that is cancelled', () => {
  it('ends with the reason, whatever it was doing', async () => {
    for (const stage of ['files', 'digests']) {
      const stop = new AbortController();
      const ended = checkBag(memorySource(files), {
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.stage === stage) stop.abort(new Error(`stopped at ${stage}`));
        },
      });
      await expect(ended).rejects.toThrow(`stopped at ${stage}`);
    }
  });
});
