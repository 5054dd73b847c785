import { describe, expect, it } from 'vitest';
import { decodeBagPath, decodeDraftPath, encodeBagPath, foldBagPath, pathFault, plainPath, portabilityFault } from '../../../src-main/format/bag/path.ts';

describe('a path in a manifest', () => {
  it('has CR, LF and % encoded in 1.0, and nothing else', () => {
    expect(encodeBagPath('data/50% \r\n~é')).toBe('data/50%25 %0D%0A~é');
    expect(decodeBagPath('data/50%25 %0d%0A~é')).toBe('data/50% \r\n~é');
  });

  it('is decoded once', () => {
    expect(decodeBagPath('%250A')).toBe('%0A');
  });

  it('keeps a % that 1.0 should have encoded, and codes of other characters', () => {
    expect(decodeBagPath('100%/%20/%2e%2e/%')).toBe('100%/%20/%2e%2e/%');
  });

  it('of a draft keeps every %', () => {
    expect(decodeDraftPath('%250A%25%0A')).toBe('%250A%25\n');
  });

  it.each([
    ['/tmp/foo', 'absolute'],
    ['\\tmp', 'absolute'],
    ['../a', 'parent-folder'],
    ['data/../../a', 'parent-folder'],
    ['data\\..\\..\\a', 'parent-folder'],
    ['data/..', 'parent-folder'],
    ['~/foo', 'home-folder'],
    ['~root/foo', 'home-folder'],
    ['C:\\Windows\\setx.exe', 'drive'],
    ['c:relative', 'drive'],
    ['\\\\?\\UNC\\server\\x', 'network'],
    ['//server/share', 'network'],
    ['data/a\u0000b', 'control-character'],
    ['', 'empty'],
    ['.', 'empty'],
    ['./C:/x', 'drive'],
    ['.//~/x', 'home-folder'],
  ])('%j is refused as %s', (path, fault) => {
    expect(pathFault(path)).toBe(fault);
  });

  it.each(['data/a', './data/a', 'data/~a', 'data/a..b', 'data/...', 'data/dir1/~test3.txt', 'data/C:/x'])('%j stays within the bag', (path) => {
    expect(pathFault(path)).toBeUndefined();
  });

  it('without what stands for "here" is plain', () => {
    expect(plainPath('./data//a/./b')).toBe('data/a/b');
    expect(plainPath('data/a/')).toBe('data/a/');
    expect(plainPath('data/.keep')).toBe('data/.keep');
  });
});

describe('a name', () => {
  it.each(['data/CON', 'data/nul.txt', 'data/com1', 'data/LPT¹.log', 'data/a:b', 'data/a?', 'data/trailing.', 'data/trailing ', 'data/a\nb', 'data/a\\b', 'data/conin$'])('%j cannot be written everywhere', (path) => {
    expect(portabilityFault(path)).toBeDefined();
  });

  it.each(['data/console', 'data/com10', 'data/a.con', 'data/Núñez', 'data/a b.txt', 'data/.keep'])('%j can', (path) => {
    expect(portabilityFault(path)).toBeUndefined();
  });

  it.each([
    ['data/HELLO.txt', 'data/hello.TXT'],
    ['data/Nu\u0301n\u0303ez', 'data/N\u00fa\u00f1ez'],
    ['data/NU\u0301\u00d1EZ', 'data/n\u00fan\u0303ez'],
    ['data/\u212a', 'data/k'],
    ['data/ΟΔΟΣ', 'data/οδος'],
  ])('%j is %j to some systems', (one, other) => {
    expect(foldBagPath(one)).toBe(foldBagPath(other));
  });

  it('that differs in a letter is another everywhere', () => {
    expect(foldBagPath('data/a')).not.toBe(foldBagPath('data/ä'));
  });
});
