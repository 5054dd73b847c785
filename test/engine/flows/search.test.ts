import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listItems } from '../../../src-main/engine/index.ts';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { importInto, reading } from './case-reading.ts';
import { writeClip } from './small-footage.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryCase();
  const source = await temporaryFolder();
  await writeClip(join(source, 'IMG_0412 Brücke.mov'));
  writeFileSync(join(source, 'Сергеевка удар.txt'), 'text');
  writeFileSync(join(source, "te[s]t_ video ' _ .txt"), 'odd');
  await importInto(folder, [join(source, 'IMG_0412 Brücke.mov')], { collection: { receivedFrom: 'Олена Коваль', how: 'Signal' } });
  await importInto(folder, [source], { collection: { relevance: 'the crossing at Zhytomyr', sourceUrl: 'https://video.example/watch?v=Ab3' } });
});

const find = (words: string) => reading(folder, (readable) => [...listItems(readable, words)].map((item) => item.name.replace(/ .*/, '')));

describe('a search', () => {
  it.each([
    ['a word of the name', 'brücke', ['IMG_0412']],
    ['a name without its diacritics', 'brucke', ['IMG_0412']],
    ['a part of a name between signs', '0412', ['IMG_0412']],
    ['the beginning of a word', 'brü', ['IMG_0412']],
    ['a decomposed word', 'brücke'.normalize('NFD'), ['IMG_0412']],
    ['Cyrillic in other case', 'СЕРГЕЕВКА', ['Сергеевка']],
    ['the beginning of a Cyrillic word', 'серг', ['Сергеевка']],
    ['a device model', 'weitsicht', ['IMG_0412']],
    ['a device make and model', 'Fernglas Weitsicht 9', ['IMG_0412']],
    ['who handed it over', 'коваль', ['IMG_0412']],
    ['how it came', 'signal', ['IMG_0412']],
    ['why it matters', 'zhytomyr', ['IMG_0412', 'Сергеевка', "te[s]t_"]],
    ['an address', 'video.example', ['IMG_0412', 'Сергеевка', "te[s]t_"]],
    ['words of different sources together', 'удар crossing', ['Сергеевка']],
    ['a name of signs, as it stands', "te[s]t_ video ' _ .txt", ["te[s]t_"]],
  ])('finds an item by %s', async (_, words, names) => {
    expect((await find(words)).sort()).toEqual(names.toSorted());
  });

  it.each([['words that are nowhere together', 'weitsicht удар'], ['the middle of a word', 'eitsicht'], ['signs alone', '*** "" -- ;)'], ['a query in the index\'s own language', 'names:нет NOT x']])(
    'finds nothing by %s',
    async (_, words) => expect(await find(words)).toEqual([]),
  );

  it('for no words lists everything', async () => {
    expect(await find('  ')).toHaveLength(3);
  });
});
