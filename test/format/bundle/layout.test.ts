import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bundleOfPart, consistencyPath, earlierCheckpointPath, entryPath, itemOfOriginalPath, keyframePath, originalPath, ownPart, partOfPath, partPaths, proofPath,
  receivedPart, seqOfEntryPath, seqOfProofPath, sizeOfConsistencyPath, sizeOfEarlierCheckpointPath,
} from '../../../src-main/format/bundle/layout.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';

const digest = parseSha256('ab'.repeat(32));
const prefixes = [ownPart, receivedPart(digest)];
const payloadName = /^data(?:\/[a-z0-9._-]+)+$/;

const numbered = [
  { what: 'an entry', make: entryPath, read: seqOfEntryPath },
  { what: 'a proof', make: proofPath, read: seqOfProofPath },
  { what: 'a consistency proof', make: consistencyPath, read: sizeOfConsistencyPath },
  { what: 'an earlier checkpoint', make: earlierCheckpointPath, read: sizeOfEarlierCheckpointPath },
];

describe('the layout of a bundle', () => {
  it.each(numbered)('reads the number of $what back from its path, in every part', ({ make, read }) => {
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), fc.nat({ max: Number.MAX_SAFE_INTEGER }), (prefix, number) => {
        expect(read(prefix, make(prefix, number))).toBe(number);
        expect(make(prefix, number)).toMatch(payloadName);
        expect(partOfPath(make(prefix, number))).toBe(prefix);
      }),
    );
  });

  it.each(numbered)('reads no number from what is not exactly the path of $what', ({ make, read }) => {
    const path = make(ownPart, 12);
    const others = ['012', '+12', '-12', '1e1', '12.0', ' 12', '12 ', '', '\u0661', '9007199254740992', '12/12', '0x12', '../12'].map((text) => path.replace('12', text));
    for (const other of [...others, `${path}x`, `x${path}`, path.toUpperCase(), path.replace('data/', 'data//')]) expect([other, read(ownPart, other)]).toEqual([other, undefined]);
    expect(read(receivedPart(digest), path)).toBeUndefined();
    expect(read(ownPart, make(receivedPart(digest), 12))).toBeUndefined();
  });

  it('knows to which part a path belongs, and takes no other folder for a part', () => {
    expect(partOfPath(`data/received/${digest}/log/checkpoint`)).toBe(receivedPart(digest));
    expect(partOfPath('data/log/checkpoint')).toBe(ownPart);
    expect(bundleOfPart(receivedPart(digest))).toBe(digest);
    expect(bundleOfPart(ownPart)).toBeUndefined();
    for (const path of ['data/received/x', `data/received/${digest}`, `data/received/${digest}/`, `data/received/${digest.toUpperCase()}/x`, `data/received/${digest}0/x`, `data/received/../${digest}/x`, 'bag-info.txt', '../data/x']) {
      expect([path, partOfPath(path)]).toEqual([path, undefined]);
    }
  });

  it('gives every file of a part a name of plain letters', () => {
    const paths = prefixes.flatMap((prefix) => Object.values({ ...partPaths(prefix) }).filter((name) => !name.endsWith('/')));
    expect(paths.filter((path) => !payloadName.test(path))).toEqual([]);
    expect(keyframePath(ownPart, digest)).toMatch(payloadName);
  });

  it('names an evidentiary copy by its digest, whatever it was called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const path = originalPath(digest, name);
        expect(path).toMatch(payloadName);
        expect(itemOfOriginalPath(path)).toBe(digest);
      }),
    );
  });

  it('keeps the endings of films and pictures and no others: nothing is to run by a double click', () => {
    const endings = ['a.MOV', 'a.b.mp4', 'a.exe', 'a.html', 'a.svg', 'a.mp4.lnk', 'mp4', '.mp4', 'a.mp4 ', 'a.mp4\u202e', 'a.', '../../a.jpg', 'a.js/../x.mov'].map((name) => [name, originalPath(digest, name).slice(`data/originals/${digest}`.length)]);
    expect(Object.fromEntries(endings)).toEqual({
      'a.MOV': '.mov', 'a.b.mp4': '.mp4', 'a.exe': '', 'a.html': '', 'a.svg': '', 'a.mp4.lnk': '', mp4: '', '.mp4': '.mp4', 'a.mp4 ': '', 'a.mp4\u202e': '', 'a.': '', '../../a.jpg': '.jpg', 'a.js/../x.mov': '.mov',
    });
  });

  it('takes nothing else for the path of an evidentiary copy', () => {
    for (const path of [`data/originals/${digest}/x`, `data/originals/${digest}.MOV`, `data/originals/${digest}..mov`, `data/originals/x${digest}.mov`, `originals/${digest}.mov`]) expect([path, itemOfOriginalPath(path)]).toEqual([path, undefined]);
  });
});
