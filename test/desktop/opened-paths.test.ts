import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseFolderOf, isBundle } from '../../src-main/desktop/opened-paths.ts';
import { temporaryFolder } from '../temporary-folder.ts';

describe('a path that was opened', () => {
  it('is a case by its database, a bundle by its ending or its bagit.txt, and otherwise neither', async () => {
    const folder = await temporaryFolder();
    const made = (path: string): string => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), '');
      return join(folder, path);
    };
    made('case/case.sqlite');
    made('bag/bagit.txt');
    const told = (path: string): [string | undefined, boolean] => [caseFolderOf(path), isBundle(path)];
    expect(told(join(folder, 'case'))).toEqual([join(folder, 'case'), false]);
    expect(told(join(folder, 'case', 'case.sqlite'))).toEqual([join(folder, 'case'), false]);
    expect(told(join(folder, 'bag'))).toEqual([undefined, true]);
    expect(told(made('handed over.postquem'))).toEqual([undefined, true]);
    expect(told(made('footage.zip'))).toEqual([undefined, false]);
    expect(told(join(folder, 'gone.postquem'))).toEqual([undefined, false]);
  });
});
