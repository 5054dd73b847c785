import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifyBag } from '../../../src-main/engine/flows/verify-bag.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const suite = fileURLToPath(new URL('../../../../shared/corpus/bagit-conformance-suite/', import.meta.url));

const foldersIn = (path: string): string[] =>
  readdirSync(join(suite, path), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${path}${name}`).sort();

/** One line for each bag of the suite: verdict, findings, warnings apart from that of MD5 (most bags of the suite use it). */
async function verdictOf(bag: string): Promise<string> {
  const { complete, valid, findings, warnings } = await verifyBag({ folder: join(suite, bag) });
  const codes = (remarks: readonly { code: string }[]): string => [...new Set(remarks.map(({ code }) => code))].join(' ') || '-';
  const verdict = valid === true ? 'valid' : complete ? 'complete, not valid' : 'not complete';
  return `${bag} | ${verdict} | ${codes(findings)} | ${codes(warnings.filter(({ code }) => code !== 'weak-digests'))}`;
}

const expected = `
v0.93/valid/basic-bag | valid | - | -
v0.93/valid/duplicate-metadata-entries | valid | - | -
v0.94/valid/basic-bag | valid | - | -
v0.94/valid/duplicate-metadata-entries | valid | - | -
v0.95/valid/basic-bag | valid | - | -
v0.95/valid/duplicate-metadata-entries | valid | - | -
v0.96/valid/bag-in-a-bag | valid | - | -
v0.96/valid/bag-with-encoded-names | valid | - | -
v0.96/valid/bag-with-escapable-characters | valid | - | -
v0.96/valid/bag-with-leading-dot-slash-in-manifest | valid | - | leading-dot-slash
v0.96/valid/bag-with-space | valid | - | -
v0.96/valid/basic-bag | valid | - | -
v0.96/valid/duplicate-metadata-entries | valid | - | -
v0.96/valid/holey-bag | valid | - | tag-file-not-listed
v0.97/invalid/baginfo-missing-encoding | not complete | declaration-malformed digest-differs | -
v0.97/invalid/bom-in-bagit.txt | not complete | declaration-malformed | -
v0.97/invalid/corrupt-data-file | complete, not valid | digest-differs payload-bytes-differ | -
v0.97/invalid/corrupt-tag-file | complete, not valid | digest-differs | -
v0.97/invalid/extra-file-in-bag | not complete | file-not-listed payload-bytes-differ payload-count-differs | -
v0.97/invalid/invalid-version-number | not complete | declaration-malformed digest-differs | -
v0.97/invalid/missing-baginfo | not complete | file-missing | -
v0.97/invalid/missing-bagit.txt | not complete | declaration-missing file-missing | -
v0.97/invalid/out-of-scope-file-paths-using-dot-notation | not complete | name-refused | -
v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch | not complete | name-refused | -
v0.97/invalid/same-filename-listed-twice-with-different-hashes | not complete | listed-twice-differently | -
v0.97/linux-only/out-of-scope-file-paths-using-absolute-path | not complete | name-refused | -
v0.97/linux-only/out-of-scope-file-paths-using-absolute-path-for-fetch | not complete | name-refused | -
v0.97/linux-only/out-of-scope-file-paths-using-shortcut | not complete | name-refused | -
v0.97/linux-only/out-of-scope-file-paths-using-shortcut-for-fetch | not complete | name-refused | -
v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username | not complete | name-refused | -
v0.97/linux-only/out-of-scope-file-paths-using-shortcut-username-for-fetch | not complete | name-refused | -
v0.97/valid/ISO-8859-1-encoded-tag-files | valid | - | encoding-not-utf8
v0.97/valid/UTF-16-encoded-tag-files | valid | - | encoding-not-utf8
v0.97/valid/bag-in-a-bag | valid | - | -
v0.97/valid/bag-with-encoded-names | valid | - | -
v0.97/valid/bag-with-escapable-characters | valid | - | -
v0.97/valid/bag-with-leading-dot-slash-in-manifest | valid | - | leading-dot-slash
v0.97/valid/bag-with-space | valid | - | -
v0.97/valid/basic-bag | valid | - | -
v0.97/valid/duplicate-metadata-entries | valid | - | -
v0.97/valid/holey-bag | valid | - | tag-file-not-listed
v0.97/valid/minimal-bag | valid | - | -
v0.97/valid/uncommon-metadata-separators | valid | - | -
v0.97/warning/duplicate-file-with-different-case | valid | - | other-case
v0.97/warning/made-with-md5sum-tools | valid | - | md5sum-asterisk
v0.97/warning/relative-path | valid | - | leading-dot-slash
v0.97/warning/same-filename-listed-twice-with-different-normalization | valid | - | tag-file-not-listed other-normalization
v0.97/warning/same-filename-listed-twice-with-the-same-hash | valid | - | tag-file-not-listed listed-twice
v0.97/windows-only/out-of-scope-file-paths-using-absolute-path | not complete | name-refused | -
v0.97/windows-only/out-of-scope-file-paths-using-absolute-path-for-fetch | not complete | name-refused | -
v0.97/windows-only/out-of-scope-file-paths-using-shortcut | not complete | outside-payload | -
v0.97/windows-only/out-of-scope-file-paths-using-shortcut-for-fetch | not complete | outside-payload | -
v0.97/windows-only/out-of-scope-file-paths-using-unc | not complete | name-refused | -
v0.97/windows-only/out-of-scope-file-paths-using-unc-for-fetch | not complete | name-refused | tag-file-not-listed
v1.0/invalid/bagit-with-invalid-whitespace | not complete | declaration-malformed | -
v1.0/invalid/notAllManifestsListAllFiles | not complete | file-not-listed | -
v1.0/invalid/same-filename-listed-twice-with-different-hashes | not complete | declaration-malformed digest-differs listed-twice-differently | -
v1.0/invalid/same-filename-listed-twice-with-the-same-hash | not complete | digest-differs listed-twice | tag-file-not-listed
v1.0/valid/basicBag | valid | - | -
`.trim().split('\n');

/** The suite's copy of this bag lacks a file that its manifest lists: it is completed before it is judged. */
const lacksAFile = 'v0.97/warning/special-system-files';

describe.skipIf(!existsSync(suite))('the BagIt conformance suite of the Library of Congress', () => {
  it('has every bag judged as its folder says, for the reasons in this table', async () => {
    const verdicts: string[] = [];
    const bags = foldersIn('').flatMap((version) => foldersIn(`${version}/`)).flatMap((kind) => foldersIn(`${kind}/`));
    for (const bag of bags.filter((bag) => bag !== lacksAFile)) verdicts.push(await verdictOf(bag));
    process.stdout.write(`${verdicts.join('\n')}\n`);
    expect(verdicts).toEqual(expected);
  });

  it('has in this table no bag that its folder calls otherwise', () => {
    for (const line of expected) {
      const [bag = '', verdict, , warnings] = line.split(' | ');
      const kind = bag.split('/')[1];
      expect([bag, verdict === 'valid']).toEqual([bag, kind === 'valid' || kind === 'warning']);
      expect([bag, kind !== 'warning' || warnings !== '-']).toEqual([bag, true]);
    }
  });

  it('has a bag with files that systems make by themselves, valid with a warning when both files are there', async () => {
    const folder = join(await temporaryFolder(), 'bag');
    cpSync(join(suite, lacksAFile), folder, { recursive: true });
    writeFileSync(join(folder, 'data/.DS_Store'), '');
    const { valid, warnings } = await verifyBag({ folder });
    expect(valid).toBe(true);
    expect(warnings.map(({ code, thing }) => `${code} ${thing}`).sort()).toEqual(['system-file data/.DS_Store', 'system-file data/Thumbs.db']);
  });
});
