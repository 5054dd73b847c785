import { describe, expect, it } from 'vitest';
import { makeManifestName, readManifestName } from '../../../src-main/format/bag/algorithms.ts';
import { bagInfoValues, makeBagInfo, makeOwnBagInfo, readBagInfo, readPayloadOxum } from '../../../src-main/format/bag/bag-info.ts';
import { makeDeclaration, readDeclaration } from '../../../src-main/format/bag/declaration.ts';
import { openTagText } from '../../../src-main/format/bag/encoding.ts';
import { readFetchLine } from '../../../src-main/format/bag/fetch.ts';
import { makeBagManifest, readManifestLine } from '../../../src-main/format/bag/manifest.ts';
import { rulesOf } from '../../../src-main/format/bag/version.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const decoded = (encoding: string, ...pieces: number[][]): string => {
  const decoder = openTagText(encoding);
  if (decoder === undefined) throw new Error('unknown');
  return pieces.map((piece) => decoder.push(Uint8Array.from(piece))).join('') + decoder.end();
};

describe('bagit.txt', () => {
  it('as we write it is read as 1.0 in UTF-8', () => {
    expect(readDeclaration(utf8(makeDeclaration()))).toEqual({ version: '1.0', encoding: 'UTF-8' });
  });

  it.each(['\n', '\r', '\r\n'])('may end its lines with %j, and the last not at all', (end) => {
    expect(readDeclaration(utf8(`BagIt-Version: 0.97${end}Tag-File-Character-Encoding: UTF-16`))).toEqual({ version: '0.97', encoding: 'UTF-16' });
  });

  it('of a draft may have blanks around its colons, that of 1.0 may not', () => {
    expect(readDeclaration(utf8('BagIt-Version : 0.97\nTag-File-Character-Encoding :  UTF-8 \n'))).toMatchObject({ version: '0.97' });
    for (const text of ['BagIt-Version : 1.0\nTag-File-Character-Encoding: UTF-8\n', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8 \n', 'BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n']) {
      expect(readDeclaration(utf8(text))).toMatchObject({ problem: 'malformed' });
    }
  });

  it.each([
    ['a third line', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: 1\n', 'malformed'],
    ['an empty third line in 1.0', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n\n', 'malformed'],
    ['lines the other way around', 'Tag-File-Character-Encoding: UTF-8\nBagIt-Version: 1.0\n', 'malformed'],
    ['a version without its first number', 'BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n', 'malformed'],
    ['no encoding', 'BagIt-Version: 0.97\n', 'malformed'],
    ['a version that was never published', 'BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n', 'version-unknown'],
    ['a byte order mark', '\ufeffBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n', 'byte-order-mark'],
    ['nothing', '', 'malformed'],
  ])('with %s is refused', (_what, text, problem) => {
    expect(readDeclaration(utf8(text))).toMatchObject({ problem });
  });
});

describe('the text of tag files', () => {
  it('in ISO-8859-1 keeps what windows-1252 has as other characters', () => {
    expect(decoded('ISO-8859-1', [0xe9, 0x80, 0x9f])).toBe('é\u0080\u009f');
  });

  it('in US-ASCII has no byte above 127', () => {
    expect(() => decoded('US-ASCII', [0xe9])).toThrow(TypeError);
  });

  it.each([
    ['with the mark of big-endian', [[0xfe], [0xff, 0x00], [0x61, 0x30, 0x42]]],
    ['with the mark of little-endian', [[0xff, 0xfe, 0x61], [0x00, 0x42], [0x30]]],
    ['without a mark, which is big-endian', [[0x00, 0x61, 0x30], [0x42]]],
  ])('in UTF-16 %s is read although the pieces cut characters', (_what, pieces) => {
    expect(decoded('UTF-16', ...pieces)).toBe('aあ');
  });

  it('in UTF-16 that ends in half a character is refused', () => {
    expect(() => decoded('UTF-16', [0x00])).toThrow(TypeError);
    expect(() => decoded('UTF-16', [0x00, 0x61, 0x00])).toThrow(TypeError);
  });

  it('in UTF-8 that is malformed is refused', () => {
    expect(() => decoded('UTF-8', [0xc3], [0x28])).toThrow(TypeError);
  });

  it('in an encoding that nobody knows cannot be read', () => {
    expect(openTagText('EBCDIC-XYZ')).toBeUndefined();
  });
});

describe('a line of a manifest', () => {
  const md5 = 'd41d8cd98f00b204e9800998ecf8427e';

  it('is a digest, any blanks, and a path that may hold and end with blanks', () => {
    expect(readManifestLine(`${md5.toUpperCase()} \t data/a b `, 'md5')).toEqual({ digest: md5, path: 'data/a b ', asterisk: false });
  });

  it('may have the asterisk of md5sum, which stands after one blank only', () => {
    expect(readManifestLine(`${md5} *data/a`, 'md5')).toEqual({ digest: md5, path: 'data/a', asterisk: true });
    expect(readManifestLine(`${md5}  *a`, 'md5')).toEqual({ digest: md5, path: '*a', asterisk: false });
  });

  it.each([['a digest of another length', `${md5}00  data/a`], ['no path', `${md5}  `], ['no digest', 'data/a'], ['a blank first', ` ${md5}  data/a`]])('with %s is told', (_what, line) => {
    expect(readManifestLine(line, 'md5')).toHaveProperty('problem');
  });

  it('of an unknown algorithm may have a digest of any length', () => {
    expect(readManifestLine('00ff  data/a', 'blake9')).toMatchObject({ digest: '00ff' });
  });
});

describe('the manifests that we write', () => {
  const files = [
    { path: 'data/originals/a.mp4', bytes: 1, digests: { sha256: 'aa'.repeat(32), sha512: 'bb'.repeat(64) } },
    { path: 'data/100%.txt', bytes: 2, digests: { sha256: 'cc'.repeat(32) } },
  ];

  it('list each file with two blanks and a line end, with % encoded', () => {
    expect(makeBagManifest(files, 'sha256')).toBe(`${'aa'.repeat(32)}  data/originals/a.mp4\n${'cc'.repeat(32)}  data/100%25.txt\n`);
  });

  it('are refused for a file without the digest', () => {
    expect(() => makeBagManifest(files, 'sha512')).toThrow(RangeError);
  });

  it('have names that say their kind and algorithm', () => {
    expect(makeManifestName({ kind: 'tag', algorithm: 'sha512' })).toBe('tagmanifest-sha512.txt');
    expect(readManifestName('manifest-SHA-256.txt')).toEqual({ kind: 'payload', algorithm: 'sha256' });
    expect(readManifestName('data/manifest-sha256.txt')).toBeUndefined();
    expect(readManifestName('tagmanifest-sha256.txt.sig')).toBeUndefined();
  });
});

describe('bag-info.txt', () => {
  it('as we write it ends with the date and the size that are handed in', () => {
    const text = makeOwnBagInfo([{ label: 'Source-Organization', value: 'An Organisation\r\n  of two lines' }], { baggingDate: '2026-11-22', payload: { bytes: 58, files: 2 } });
    expect(text).toBe('Source-Organization: An Organisation\n  of two lines\nBagging-Date: 2026-11-22\nPayload-Oxum: 58.2\n');
  });

  it('keeps order and repetitions, and finds labels in any case', () => {
    const info = readBagInfo('Contact-Name: B\ncontact-name: A\n', rulesOf('1.0'));
    expect(bagInfoValues(info, 'CONTACT-NAME')).toEqual(['B', 'A']);
  });

  it('of 1.0 has one blank after its colon and none before it; drafts may have any', () => {
    const text = 'Test-Tag : 1\nTest-Tag:2\nTest-Tag    :   3\n';
    expect(readBagInfo(text, rulesOf('0.97'))).toEqual({ elements: ['1', '2', '3'].map((value) => ({ label: 'Test-Tag', value })), malformed: [] });
    expect(readBagInfo(text, rulesOf('1.0')).malformed.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it.each(['', ' a', 'a ', 'a:b', 'a\nb'])('has no label %j', (label) => {
    expect(() => makeBagInfo([{ label, value: 'x' }])).toThrow(RangeError);
  });

  it.each(['58', '58.', '58.2.1', '-1.2', '58.2 ', '99999999999999999.1', '9999999999999999.1'])('has no Payload-Oxum %j', (text) => {
    expect(readPayloadOxum(text)).toBeUndefined();
  });
});

describe('a line of fetch.txt', () => {
  it('is an address, a length or none, and a path with blanks', () => {
    expect(readFetchLine('http://h/a%20b - data/a b')).toEqual({ url: 'http://h/a%20b', bytes: undefined, path: 'data/a b' });
    expect(readFetchLine('http://h/a\t12  data/a')).toEqual({ url: 'http://h/a', bytes: 12, path: 'data/a' });
  });

  it.each(['http://h/a data/a', 'h/a 12 data/a', 'http://h/a x data/a', ''])('is not %j', (line) => {
    expect(readFetchLine(line)).toHaveProperty('problem');
  });
});
