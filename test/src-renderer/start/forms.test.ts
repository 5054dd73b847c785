import { describe, expect, it } from 'vitest';
import { crumbsOf, isFolderName, pathInside } from '../../../src-renderer/ui/folder-paths.ts';
import { chosenPassphrase, noChoice } from '../../../src-renderer/ui/passphrase.ts';

describe('the choice about the passphrase', () => {
  it('is none until one is made, and complete when both texts are the same', () => {
    expect(chosenPassphrase(noChoice)).toBeUndefined();
    expect(chosenPassphrase({ way: 'with', passphrase: '', again: '' })).toBeUndefined();
    expect(chosenPassphrase({ way: 'with', passphrase: 'horse', again: 'hors' })).toBeUndefined();
    expect(chosenPassphrase({ way: 'with', passphrase: 'horse', again: 'horse' })).toEqual({ passphrase: 'horse' });
    expect(chosenPassphrase({ way: 'without', passphrase: '', again: '' })).toEqual({ without: true });
  });
});

describe('paths of folders', () => {
  it('names every folder on the way, also on Windows', () => {
    expect(crumbsOf('/')).toEqual([{ name: '/', path: '/' }]);
    expect(crumbsOf('/media/usb')).toEqual([{ name: '/', path: '/' }, { name: 'media', path: '/media' }, { name: 'usb', path: '/media/usb' }]);
    expect(crumbsOf('C:\\Users\\Olena')).toEqual([{ name: 'C:', path: 'C:\\' }, { name: 'Users', path: 'C:\\Users' }, { name: 'Olena', path: 'C:\\Users\\Olena' }]);
  });

  it('keeps a backslash in a name where it is no separator', () => {
    expect(crumbsOf('/a\\b').map(({ path }) => path)).toEqual(['/', '/a\\b']);
  });

  it('goes one folder further', () => {
    expect([pathInside('/', 'case'), pathInside('/media', 'case'), pathInside('C:\\', 'case'), pathInside('C:\\Users', 'case')]).toEqual(['/case', '/media/case', 'C:\\case', 'C:\\Users\\case']);
  });

  it('takes no name that would lead elsewhere', () => {
    expect(['case', '..', '.', '', 'a/b', 'a\\b', 'a\0'].map(isFolderName)).toEqual([true, false, false, false, false, false, false]);
  });
});
