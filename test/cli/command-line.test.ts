import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { acts, rows, sha256Of } from '../engine/flows/case-reading.ts';
import { smallClip, writeClip } from '../engine/flows/small-footage.ts';
import { documentOf, runCommand } from './run-command.ts';
import { containing, matching } from '../engine/flows/text-matching.ts';

const posix = process.platform !== 'win32';
let folder: string;
let source: string;
let around: string;
/** The clip by the beginning of its digest. */
let clip: string;
beforeAll(async () => {
  around = await temporaryFolder();
  [folder, source] = [join(around, 'case'), join(around, 'source')];
  const passphraseFile = join(around, 'passphrase');
  mkdirSync(source);
  writeFileSync(passphraseFile, 'correct horse\r\nsecond line\n');
  process.env['POSTQUEM_PASSPHRASE_FILE'] = passphraseFile;
  const made = await runCommand(['init', folder, '--title', 'Sergeevka', '--custodian', 'Name', '--affiliation', 'X', '--passphrase-file', passphraseFile]);
  if (made.status !== 0) throw new Error(made.stderr);
  await writeClip(join(source, 'clip.mov'));
  clip = sha256Of(await smallClip()).slice(0, 16);
  writeFileSync(join(source, 'a.txt'), 'a');
  const imported = await runCommand(['import', folder, source, '--received-from', 'WHO']);
  if (imported.status !== 0) throw new Error(imported.stderr);
});

describe('a command with --json', () => {
  it.each([
    ['import', () => ['import', folder, join(source, 'clip.mov')], ['outcome', 'received', 'notReceived', 'examination']],
    ['examine', () => ['examine', folder], ['examined', 'failed']],
    ['items', () => ['items', folder], ['items']],
    ['items with a search', () => ['items', folder, '--search', 'clip'], ['items']],
    ['show', () => ['show', folder, 'i1'], ['item', 'receipts', 'facts']],
    ['keyframes', () => ['keyframes', folder, clip], ['scan', 'keyframes']],
    ['keyframes --all', () => ['keyframes', folder, clip, '--all'], ['scan', 'keyframes']],
    ['keyframes --deep', () => ['keyframes', folder, clip, '--deep'], ['scan', 'keyframes']],
    ['keyframes --picture', () => ['keyframes', folder, clip, '--picture', '0', '--out', join(around, 'json.png')], ['pts', 'file', 'bytes']],
    ['show --for-review', () => ['show', folder, 'i1', '--for-review'], ['item', 'notes', 'made', 'dispositions', 'review']],
    ['keyframes --picture --keep', () => ['keyframes', folder, clip, '--picture', '0', '--keep'], ['pts', 'bytes', 'kept', 'sha256', 'entry']],
    ['note', () => ['note', folder, clip, '--text', 'here', '--from', '0', '--to', '5', '--region', '0,0,9,9', '--label', 'L'], ['entry', 'item', 'kind', 'text', 'label', 'time', 'region']],
    ['notes', () => ['notes', folder], ['notes']],
    ['notes of an item', () => ['notes', folder, clip, '--all'], ['notes']],
    ['disposition', () => ['disposition', folder, clip, '--as', 'transferred', '--to', 'the court', '--because', 'asked for'], ['entry', 'disposition', 'to', 'because']],
    ['fixity', () => ['fixity', folder], ['checked', 'findings']],
    ['log', () => ['log', folder], ['log', 'entries']],
    ['log of an item', () => ['log', folder, '--item', 'i1'], ['log', 'entries']],
  ])('%s prints one document on standard output and nothing else anywhere', async (_, args, keys) => {
    const ended = await runCommand([...args(), '--json']);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(Object.keys(documentOf<object>(ended))).toEqual(expect.arrayContaining(keys));
  });

  it('has findings in the document and 1 as its end', async () => {
    const ended = await runCommand(['import', folder, join(source, 'gone.mp4'), '--json']);
    expect(ended.status).toBe(1);
    expect(documentOf<{ notReceived: object[] }>(ended).notReceived).toEqual([{ path: join(source, 'gone.mp4'), reason: 'not-found' }]);
  });

  it('that cannot be done prints its sentence on standard error alone', async () => {
    expect(await runCommand(['show', folder, 'i99', '--json'])).toMatchObject({ status: 2, stdout: '', stderr: matching(/^postquem: .+\n$/) });
  });
});

describe('--help', () => {
  const commands: Record<string, string[]> = {
    init: ['<case>', '--title', '--custodian', '--affiliation', '--passphrase-file', '--no-passphrase'],
    import: ['<case>', '<path...>', '--received-from', '--how', '--source-url', '--relevance', '--not-available', '--also-digest', '--verify-copy', '--no-verify-copy', '--keep-only', '--json'],
    examine: ['<case>', '--json'],
    items: ['<case>', '--search', '--json'],
    show: ['<case>', '<item>', '--for-review', '--passphrase-file', '--json'],
    note: ['<case>', '<item>', '--text', '--at', '--from', '--to', '--region', '--label', '--kind', '--replaces', '--withdraw', '--because', '--passphrase-file', '--json'],
    notes: ['<case>', '[item]', '--all', '--json'],
    disposition: ['<case>', '<item>', '--as', '--to', '--because', '--passphrase-file', '--json'],
    keyframes: ['<case>', '<item>', '--all', '--deep', '--picture', '--out', '--keep', '--json'],
    fixity: ['<case>', '[item...]', '--json'],
    log: ['<case>', '--item', '--json'],
    demo: ['[folder]'],
  };

  it('lists every command, and what the exit status means', async () => {
    const { status, stdout, stderr } = await runCommand(['--help']);
    expect([status, stderr]).toEqual([0, '']);
    for (const name of Object.keys(commands)) expect(stdout).toMatch(new RegExp(`^  ${name} .*\\w`, 'm'));
    expect(stdout).toContain('Exit status: 0 done, 1 done with findings, 2 could not be done.');
  });

  it.each(Object.entries(commands))('of %s explains every argument and option', async (name, parts) => {
    const { status, stdout, stderr } = await runCommand([name, '--help']);
    expect([status, stderr]).toEqual([0, '']);
    const text = stdout.replace(/\n {10,}/g, ' ');
    for (const part of parts) {
      const bare = part.replace(/[<>[\].]/g, '');
      expect(text).toMatch(new RegExp(`^  (-\\w, )?${bare}\\b.*  +\\w`, 'm'));
    }
    expect(stdout).not.toContain('undefined');
  });
});

describe('what cannot be done', () => {
  const oneSentence = /^postquem: [^\n]+\n$/;
  it.each([
    ['no command', () => [], /^Usage: postquem/],
    ['an unknown command', () => ['inport', folder], /^error: unknown command 'inport'\n/],
    ['an unknown option', () => ['items', folder, '--sarch', 'x'], /^error: unknown option '--sarch'\n/],
    ['a missing argument', () => ['show', folder], /^error: missing required argument 'item'\n/],
    ['missing paths', () => ['import', folder], /^error: missing required argument 'path'\n/],
    ['too many arguments', () => ['items', folder, 'i1'], /^error: too many arguments/],
    ['no title', () => ['init', join(around, 'none'), '--custodian', 'C', '--no-passphrase'], /^error: required option '--title <text>' not specified\n/],
    ['a choice that does not exist', () => ['import', folder, source, '--also-digest', 'crc32'], /^error: option '--also-digest <algorithm>' argument 'crc32' is invalid. Allowed choices are sha512, sha1, md5.\n/],
    ['a pts that is no number', () => ['keyframes', folder, clip, '--picture', 'x', '--out', 'y.png'], /^error: .*A pts is a whole number/],
    ['no folder', () => ['items', join(around, 'none')], oneSentence],
    ['a folder without a case', () => ['import', source, source], oneSentence],
    ['an unknown item', () => ['show', folder, 'i99'], oneSentence],
    ['a name that is none', () => ['show', folder, 'film.mp4'], oneSentence],
    ['an unknown digest', () => ['keyframes', folder, 'f'.repeat(64)], oneSentence],
    ['a picture with no place to put it', () => ['keyframes', folder, clip, '--picture', '0'], oneSentence],
    ['a picture at no keyframe', () => ['keyframes', folder, clip, '--picture', '1', '--out', join(around, 'no.png')], oneSentence],
    ['a picture over a file', () => ['keyframes', folder, clip, '--picture', '0', '--out', join(source, 'clip.mov')], oneSentence],
    ['a picture to keep at no keyframe', () => ['keyframes', folder, clip, '--picture', '1', '--keep'], oneSentence],
    ['a picture to keep over a file', () => ['keyframes', folder, clip, '--picture', '0', '--keep', '--out', join(source, 'clip.mov')], oneSentence],
    ['no picture to keep', () => ['keyframes', folder, clip, '--keep'], oneSentence],
    ['a review of an unknown item', () => ['show', folder, 'i99', '--for-review'], oneSentence],
    ['a note without a text', () => ['note', folder, 'i1'], oneSentence],
    ['a note with an empty text', () => ['note', folder, 'i1', '--text', ' '], oneSentence],
    ['a stretch with one end', () => ['note', folder, clip, '--text', 't', '--from', '1'], oneSentence],
    ['a frame and a stretch at once', () => ['note', folder, clip, '--text', 't', '--at', '1', '--to', '2'], /^error: option '--at <pts>' cannot be used with option '--to <pts>'\n/],
    ['a time before the beginning', () => ['note', folder, clip, '--text', 't', '--at', '-1'], oneSentence],
    ['a region that is none', () => ['note', folder, clip, '--text', 't', '--region', '1,2,3'], /^error: .*A region is four whole numbers/],
    ['an entry that is no number', () => ['note', folder, clip, '--text', 't', '--replaces', 'x'], /^error: .*An entry is a whole number/],
    ['a withdrawal without a reason', () => ['note', folder, clip, '--withdraw', '1'], oneSentence],
    ['a reason without a withdrawal', () => ['note', folder, clip, '--text', 't', '--because', 'r'], oneSentence],
    ['a withdrawal of no note', () => ['note', folder, clip, '--withdraw', '1', '--because', 'r'], oneSentence],
    ['notes of an unknown item', () => ['notes', folder, 'i99'], oneSentence],
    ['a disposition that does not exist', () => ['disposition', folder, 'i1', '--as', 'lost', '--because', 'r'], /^error: option '--as <what>' argument 'lost' is invalid. Allowed choices are returned, transferred, sealed, unsealed, copy-destroyed-elsewhere, other.\n/],
    ['a return to nobody', () => ['disposition', folder, 'i1', '--as', 'returned', '--because', 'r'], oneSentence],
    ['a case over files', () => ['init', source, '--title', 'T', '--custodian', 'C', '--no-passphrase'], oneSentence],
    ['a case below a file', () => ['init', join(source, 'clip.mov/case'), '--title', 'T', '--custodian', 'C', '--no-passphrase'], oneSentence],
    ['no choice about a passphrase', () => ['init', join(around, 'none'), '--title', 'T', '--custodian', 'C'], oneSentence],
    ['no passphrase file', () => ['init', join(around, 'none'), '--title', 'T', '--custodian', 'C', '--passphrase-file', join(around, 'no')], oneSentence],
    ['an empty title', () => ['init', join(around, 'none'), '--title', ' ', '--custodian', 'C', '--no-passphrase'], oneSentence],
    ['an empty text', () => ['import', folder, source, '--how', ''], oneSentence],
    ['a gap without a reason', () => ['import', folder, source, '--not-available', 'how'], oneSentence],
    ['a demo over files', () => ['demo', source], oneSentence],
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
    ['control characters in a name', () => ['show', folder, '\u001b[31mi\n1'], /^postquem: [^\n\u001b]*<U\+001B>\[31mi<U\+000A>1[^\n]*\n$/],
  ])('is said in words, with 2 as the end: %s', async (_, args, words) => {
    const before = (await acts(folder)).length;
    const { status, stdout, stderr } = await runCommand(args(), { cwd: around });
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/\n\s+at |inside Postquem|\[object|undefined/);
    expect([status, stdout]).toEqual([2, '']);
    expect(existsSync(join(around, 'none'))).toBe(false);
    expect(await acts(folder)).toHaveLength(before);
  });

  it('is a digest prefix that fits several items, with their number; a longer one fits one', async () => {
    const digests = (await rows<{ sha256: string }>(folder, 'SELECT sha256 FROM item')).map((row) => row.sha256);
    const more = await temporaryFolder();
    for (let n = 0; digests.filter((d) => d.startsWith('a')).length < 2; n++) {
      digests.push(sha256Of(Buffer.from(`${n}`)));
      writeFileSync(join(more, `${n}`), `${n}`);
    }
    await runCommand(['import', folder, more, '--keep-only']);
    const fitting = digests.filter((digest) => digest.startsWith('a'));
    const told = await runCommand(['show', folder, 'a']);
    expect(told).toMatchObject({ status: 2, stderr: containing(`"a" fits ${fitting.length} items`) });
    expect((await runCommand(['show', folder, fitting[0]?.toUpperCase().slice(0, 12) ?? ''])).status).toBe(0);
  });
});

describe.skipIf(!posix)('a reader that has seen enough', () => {
  it('closes the pipe, and no command complains', () => {
    const main = resolve(import.meta.dirname, '../../src-main/cli/main.ts');
    const told = spawnSync('bash', ['-c', 'set -o pipefail; "$1" "$2" log "$3" --json | true', 'bash', process.execPath, main, folder], { encoding: 'utf8' });
    expect(told).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('init', () => {
  it('takes the first line of the passphrase file, and no other', async () => {
    const { Decrypter, armor } = await import('age-encryption');
    const decrypter = new Decrypter();
    decrypter.addPassphrase('correct horse');
    const sealed = readFileSync(join(folder, 'keys/custodian.pem.age'), 'utf8');
    expect(await decrypter.decrypt(armor.decode(sealed), 'text')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });
});
