import { describe, expect, it } from 'vitest';
import { checkBag, type BagCheck } from '../../../src-main/verifier/check-bag.ts';
import { bytesOf, digestOf, makeBag, memorySource, type BagFiles, type BagPlan } from './made-bag.ts';

const plan: BagPlan = { payload: { 'a.txt': 'one', 'deep/b.txt': 'two' }, algorithms: ['sha256', 'sha512'], tags: { 'HOW-TO-CHECK.txt': 'sha256sum -c' } };
const check = (files: BagFiles): Promise<BagCheck> => checkBag(memorySource(files));
const codes = ({ findings }: BagCheck): string[] => findings.map(({ code }) => code);
const warned = ({ warnings }: BagCheck): string[] => warnings.map(({ code }) => code);
const sha256 = (text: string): string => digestOf('sha256', bytesOf(text));

function changed(plan: BagPlan, change: (files: BagFiles) => void): BagFiles {
  const files = makeBag(plan);
  change(files);
  return files;
}

describe('a bag that we made', () => {
  it('is complete and valid, and nothing is to be said against it', async () => {
    expect(await check(makeBag(plan))).toMatchObject({
      version: '1.0',
      encoding: 'UTF-8',
      complete: true,
      valid: true,
      payload: { files: 2, bytes: 6 },
      tagFiles: 7,
      algorithms: { payload: ['sha256', 'sha512'], tag: ['sha256', 'sha512'] },
      digested: { files: 7 },
      findings: [],
      warnings: [],
      info: [{ label: 'Payload-Oxum', value: '6.2' }],
    });
  });

  it('may hold a signature over its tag manifest, which nothing can list', async () => {
    const result = await check(changed(plan, (files) => files.set('tagmanifest-sha256.txt.sig', bytesOf('sig'))));
    expect(warned(result)).toEqual([]);
  });

  it('without any payload is valid', async () => {
    expect(await check(makeBag({ payload: {} }))).toMatchObject({ valid: true });
  });

  it('holds names with CR, LF and %', async () => {
    expect(await check(makeBag({ payload: { 'Icon\r': '', '100%': 'x', '%0A': 'y', 'a\nb': 'z' } }))).toMatchObject({ valid: true, findings: [] });
  });

  it('has each file read once for all its digests', async () => {
    const source = memorySource(makeBag(plan));
    await checkBag(source);
    expect(source.digested.toSorted()).toEqual(['HOW-TO-CHECK.txt', 'bag-info.txt', 'bagit.txt', 'data/a.txt', 'data/deep/b.txt', 'manifest-sha256.txt', 'manifest-sha512.txt']);
  });
});

describe('completeness and validity are kept apart', () => {
  it('a flipped byte leaves the bag complete and not valid, and names file and manifests', async () => {
    const result = await check(changed(plan, (files) => files.set('data/a.txt', bytesOf('onf'))));
    expect(result).toMatchObject({ complete: true, valid: false });
    expect(result.findings).toEqual([
      { code: 'digest-differs', thing: 'data/a.txt', expected: `sha256 ${sha256('one')} (manifest-sha256.txt)`, actual: sha256('onf') },
      expect.objectContaining({ code: 'digest-differs', thing: 'data/a.txt', expected: expect.stringContaining('manifest-sha512.txt') as string }),
    ]);
  });

  it('a file cut short leaves the bag complete, and its length is named too', async () => {
    const result = await check(changed(plan, (files) => files.set('data/a.txt', bytesOf('on'))));
    expect(result).toMatchObject({ complete: true, valid: false });
    expect(codes(result)).toContain('payload-bytes-differ');
  });

  it('a file that is gone leaves it neither', async () => {
    const result = await check(changed(plan, (files) => files.delete('data/a.txt')));
    expect(result).toMatchObject({ complete: false, valid: false });
    expect(result.findings).toContainEqual({ code: 'file-missing', thing: 'data/a.txt', expected: 'a file, listed in manifest-sha256.txt, manifest-sha512.txt', actual: 'not there' });
  });

  it('with the digests left out nothing is said of validity, and no payload is read', async () => {
    const source = memorySource(changed(plan, (files) => files.set('data/a.txt', bytesOf('onf'))));
    expect(await checkBag(source, { listsOnly: true })).toMatchObject({ complete: true, valid: undefined, digested: { files: 0 } });
    expect(source.digested).toEqual([]);
  });

  it('with the digests left out a bag that is not complete is not valid', async () => {
    const source = memorySource(changed(plan, (files) => files.delete('data/a.txt')));
    expect(await checkBag(source, { listsOnly: true })).toMatchObject({ complete: false, valid: false });
  });
});

describe('what does not agree is named', () => {
  const cases: [string, string, (files: BagFiles) => void][] = [
    ['a payload file that was added', 'file-not-listed', (files) => files.set('data/new', bytesOf('x'))],
    ['a payload file that one manifest leaves out', 'file-not-listed', (files) => files.set('manifest-sha512.txt', bytesOf(`${digestOf('sha512', bytesOf('one'))}  data/a.txt\n`))],
    ['an altered tag file', 'digest-differs', (files) => files.set('HOW-TO-CHECK.txt', bytesOf('trust me'))],
    ['an altered manifest', 'digest-differs', (files) => files.set('manifest-sha256.txt', bytesOf(`${sha256('one')}  data/a.txt\n${sha256('TWO')}  data/deep/b.txt\n`))],
    ['no bagit.txt', 'declaration-missing', (files) => files.delete('bagit.txt')],
    ['no payload manifest', 'manifest-missing', (files) => ['256', '512'].forEach((bits) => files.delete(`manifest-sha${bits}.txt`))],
    ['a tag manifest that lists no payload manifest', 'manifest-not-listed', (files) => files.set('tagmanifest-sha256.txt', bytesOf(''))],
    ['a tag manifest that lists a tag manifest', 'tag-manifest-listed', (files) => files.set('tagmanifest-sha512.txt', bytesOf(`${'0'.repeat(128)}  tagmanifest-sha256.txt\n`))],
    ['a tag manifest that lists payload', 'payload-in-tag-manifest', (files) => files.set('tagmanifest-sha512.txt', bytesOf(`${'0'.repeat(128)}  data/a.txt\n`))],
    ['a payload manifest that lists a tag file', 'outside-payload', (files) => files.set('manifest-sha256.txt', bytesOf(`${sha256('x')}  bagit.txt\n`))],
    ['a listed folder', 'names-a-folder', (files) => files.set('manifest-sha256.txt', bytesOf(`${sha256('x')}  data/deep/\n`))],
    ['a file listed twice with different digests', 'listed-twice-differently', (files) => files.set('manifest-sha256.txt', bytesOf(`${sha256('one')}  data/a.txt\n${sha256('ONE')}  data/a.txt\n`))],
    ['a line that is none', 'manifest-line-malformed', (files) => files.set('manifest-sha256.txt', bytesOf('data/a.txt\n'))],
    ['bytes that are not UTF-8 in a manifest', 'tag-file-not-text', (files) => files.set('manifest-sha256.txt', Uint8Array.of(0x61, 0xff, 0x0a))],
    ['a manifest with an unknown algorithm', 'algorithm-unknown', (files) => files.set('manifest-crc9.txt', bytesOf('00  data/a.txt\n00  data/deep/b.txt\n'))],
    ['metadata without a colon', 'bag-info-malformed', (files) => files.set('bag-info.txt', bytesOf('words\n'))],
    ['a Payload-Oxum of other numbers', 'payload-count-differs', (files) => files.set('bag-info.txt', bytesOf('Payload-Oxum: 6.3\n'))],
    ['a Payload-Oxum that is none', 'payload-oxum-malformed', (files) => files.set('bag-info.txt', bytesOf('Payload-Oxum: many\n'))],
    ['a Payload-Oxum stated twice', 'payload-oxum-repeated', (files) => files.set('bag-info.txt', bytesOf('Payload-Oxum: 6.2\npayload-oxum: 6.2\n'))],
    ['a fetch.txt that names what no manifest lists', 'fetch-not-listed', (files) => files.set('fetch.txt', bytesOf('http://h/x - data/x\n'))],
    ['a fetch.txt that names a tag file', 'outside-payload', (files) => files.set('fetch.txt', bytesOf('http://h/x - bagit.txt\n'))],
    ['a fetch.txt that leads out', 'name-refused', (files) => files.set('fetch.txt', bytesOf('http://h/x - data/../../x\n'))],
    ['a fetch.txt without lengths', 'fetch-line-malformed', (files) => files.set('fetch.txt', bytesOf('http://h/x data/a.txt\n'))],
    ['an encoding that nobody knows', 'encoding-unknown', (files) => files.set('bagit.txt', bytesOf('BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC-XYZ\n'))],
  ];
  it.each(cases)('%s: %s', async (_what, code, change) => {
    const result = await check(changed(plan, change));
    expect(codes(result)).toContain(code);
    expect(result.valid).toBe(false);
  });

  it('a file that fetch.txt would have is missing, and nothing is fetched', async () => {
    const result = await check(changed({ ...plan, tags: { 'fetch.txt': 'http://h/a - data/a.txt\n' } }, (files) => files.delete('data/a.txt')));
    expect(result.findings).toContainEqual(expect.objectContaining({ code: 'file-missing', actual: 'not there; fetch.txt says where it lies' }));
  });

  it('a ruined bag has the first findings listed and all counted', async () => {
    const result = await check(changed({ payload: {} }, (files) => {
      for (let n = 0; n < 1000; n++) files.set(`data/${n}`, bytesOf('x'));
    }));
    expect(result.findings.filter(({ code }) => code === 'file-not-listed')).toHaveLength(200);
    expect(result.findingsNotListed).toBe(800);
  });
});

describe('versions differ', () => {
  const twice = `${sha256('one')}  data/a.txt\n`.repeat(2);
  const bag = (version: string, plan: Partial<BagPlan>): Promise<BagCheck> => check(makeBag({ payload: { 'a.txt': 'one' }, version, ...plan }));

  it('a file listed twice with one digest is refused in 1.0, and a warning in drafts', async () => {
    expect(codes(await bag('1.0', { manifests: { 'manifest-sha256.txt': twice } }))).toEqual(['listed-twice']);
    expect(warned(await bag('0.97', { manifests: { 'manifest-sha256.txt': twice } }))).toEqual(['listed-twice']);
  });

  it('a draft may list each file in one of its manifests', async () => {
    const manifests = { 'manifest-md5.txt': '', 'manifest-sha256.txt': `${sha256('one')}  data/a.txt\n` };
    expect(await bag('0.97', { manifests })).toMatchObject({ valid: true });
    expect(codes(await bag('1.0', { manifests }))).toEqual(['file-not-listed']);
  });

  it.each(['0.93', '0.94', '0.95'])('the metadata file of %s is package-info.txt', async (version) => {
    expect((await bag(version, { tags: { 'package-info.txt': 'Payload-Oxum: 9.9\n' } })).findings).toMatchObject([{ code: 'payload-bytes-differ' }, { code: 'payload-count-differs' }].toSorted((a, b) => (a.code < b.code ? -1 : 1)));
  });

  it('names stand in drafts as they are, and codes of line ends are tried where that fails', async () => {
    const line = (name: string): Record<string, string> => ({ 'manifest-sha256.txt': `${sha256('x')}  data/${name}\n` });
    expect(await bag('0.97', { payload: { '%25': 'x' }, manifests: line('%25') })).toMatchObject({ valid: true, warnings: [] });
    expect(warned(await bag('0.97', { payload: { 'Icon\r': 'x' }, manifests: line('Icon%0D') }))).toContain('path-encoding-differs');
  });

  it('names in 1.0 that were not encoded are found, with a warning', async () => {
    const manifests = { 'manifest-sha256.txt': `${sha256('x')}  data/50%25\n` };
    expect(await bag('1.0', { payload: { '50%25': 'x' }, manifests })).toMatchObject({ valid: true, warnings: [{ code: 'path-encoding-differs' }] });
  });

  it('where the encoded and the plain name both stand there, the line means what its version says', async () => {
    const line = (path: string, text: string): string => `${sha256(text)}  data/${path}\n`;
    const manifests = { 'manifest-sha256.txt': line('a%25', 'percent') + line('a%2525', 'code') };
    expect(await bag('1.0', { payload: { 'a%': 'percent', 'a%25': 'code' }, manifests })).toMatchObject({ valid: true, warnings: [] });
  });

  it('a name in other capitals is missing in 1.0, and a warning in drafts when digests agree', async () => {
    const manifests = { 'manifest-sha256.txt': `${sha256('one')}  data/A.TXT\n` };
    expect(codes(await bag('1.0', { manifests }))).toEqual(['file-missing', 'file-not-listed'].toSorted());
    expect(await bag('0.97', { manifests })).toMatchObject({ valid: true, warnings: [{ code: 'other-case' }] });
  });

  it('a name in the other normalisation form is the same file, whose bytes are still compared', async () => {
    const manifests = (digest: string): Record<string, string> => ({ 'manifest-sha256.txt': `${digest}  data/N\u00fa\n` });
    const payload = { 'Nu\u0301': 'one' };
    expect(await bag('1.0', { payload, manifests: manifests(sha256('one')) })).toMatchObject({ valid: true, warnings: [{ code: 'other-normalization' }] });
    expect(codes(await bag('1.0', { payload, manifests: manifests(sha256('two')) }))).toEqual(['digest-differs']);
  });

  it('a listed name is not taken for another file with another digest', async () => {
    const manifests = { 'manifest-sha256.txt': `${sha256('one')}  data/a.txt\n${sha256('two')}  data/A.txt\n` };
    expect(codes(await bag('0.97', { manifests }))).toEqual(['file-missing']);
  });
});

describe('warnings change no verdict', () => {
  it.each([
    ['weak-digests', { payload: { a: 'x' }, algorithms: ['md5', 'sha1'] }],
    ['no-tag-manifest', { payload: { a: 'x' }, tagManifests: false }],
    ['system-file', { payload: { '.DS_Store': 'x' } }],
    ['names-collide-by-case', { payload: { a: 'x', A: 'y' } }],
    ['names-collide-by-case', { payload: { a: 'x' }, tags: { 'DATA/a': 'y' } }],
    ['names-collide-by-normalization', { payload: { '\u00e9': 'x', 'e\u0301': 'y' } }],
    ['name-not-portable', { payload: { 'con.txt': 'x' } }],
  ] satisfies [string, BagPlan][])('%s', async (code, made) => {
    const result = await check(makeBag(made));
    expect(result).toMatchObject({ complete: true, valid: true });
    expect(new Set(warned(result))).toEqual(new Set([code]));
  });

  it('a bag with one strong and one weak manifest is not warned of', async () => {
    expect(warned(await check(makeBag({ payload: { a: 'x' }, algorithms: ['md5', 'sha256'] })))).toEqual([]);
  });

  it('a tag file that no tag manifest lists', async () => {
    expect((await check(changed(plan, (files) => files.set('debug', bytesOf('x'))))).warnings).toMatchObject([{ code: 'tag-file-not-listed', thing: 'debug' }]);
  });
});

describe('for a bag to be taken in', () => {
  it.each([
    ['names-collide-by-case', { payload: { a: 'x', A: 'y' } }],
    ['names-collide-by-normalization', { payload: { '\u00e9': 'x', 'e\u0301': 'y' } }],
    ['name-not-portable', { payload: { 'lpt1.mp4': 'x' } }],
  ] satisfies [string, BagPlan][])('%s is a finding', async (code, made) => {
    expect(codes(await checkBag(memorySource(makeBag(made)), { strictNames: true }))).toContain(code);
  });
});
