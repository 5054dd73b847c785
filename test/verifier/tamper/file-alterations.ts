import { readdirSync, renameSync, rmSync, symlinkSync, truncateSync, chmodSync, writeFileSync, mkdirSync, readFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { About, Alteration } from './alteration.ts';
import { changeFile, flipped } from './altering.ts';
import { newSigner } from './forging.ts';

const flip = (folder: string, path: string): void => changeFile(folder, path, (bytes) => flipped(bytes, bytes.length >> 1));
const orphanName = `originals/ab/ab${'0'.repeat(62)}`;

function flippedFile(what: string, path: (about: About) => string, more: Partial<Alteration> & { also?: (about: About) => string[] } = {}): Alteration {
  return {
    what: `a flipped byte in ${what}`,
    alter: (folder, about) => flip(folder, path(about)),
    finds: (about) => [`digest-mismatch: ${path(about)}`, ...(more.also?.(about) ?? [])],
    ...(more.andMaySay === undefined ? {} : { andMaySay: more.andMaySay }),
  };
}

export const fileAlterations: Alteration[] = [
  flippedFile('a kept file', (about) => about.original),
  flippedFile('the poster of a keyframe', (about) => about.poster),
  flippedFile('a raw report of a tool', (about) => about.rawReport),
  flippedFile('a keyframe index', (about) => about.keyframeIndex, { also: () => ['document-unusable'], andMaySay: /^(?:row-|orphan-file: derivatives|document-unusable: entry \d+$)/ }),
  flippedFile('an examination', (about) => about.examination, { also: () => ['document-unusable'], andMaySay: /^(?:row-|assessment-|orphan-file: derivatives|document-unusable: entry \d+$)/ }),
  flippedFile('the reply of a time-stamp authority', (about) => about.anchor.reply, { also: (about) => [`anchor-invalid: anchor of entry ${about.anchor.seq}`] }),
  flippedFile('the pinned roots of a time stamp', (about) => about.anchor.roots, { also: (about) => [`anchor-invalid: anchor of entry ${about.anchor.seq}`] }),
  flippedFile('a request for a time stamp', (about) => about.anchor.request),
  {
    what: 'a kept file cut off',
    alter: (folder, { original }) => {
      chmodSync(join(folder, original), 0o644);
      truncateSync(join(folder, original), 100);
    },
    finds: ({ original }) => [`size-mismatch: ${original}`],
  },
  {
    what: 'a kept file emptied',
    alter: (folder, { original }) => changeFile(folder, original, () => Buffer.alloc(0)),
    finds: ({ original }) => [`size-mismatch: ${original}`],
  },
  { what: 'a kept file removed', alter: (folder, { original }) => rmSync(join(folder, original)), finds: ({ original }) => [`file-missing: ${original}`] },
  {
    what: 'a kept file replaced by a link to the same bytes',
    alter: (folder, { original }) => {
      renameSync(join(folder, original), join(folder, '..', 'elsewhere'));
      symlinkSync(join(folder, '..', 'elsewhere'), join(folder, original));
    },
    finds: ({ original }) => [`not-a-regular-file: ${original}`],
  },
  {
    what: 'a kept file replaced by a folder',
    alter: (folder, { original }) => {
      rmSync(join(folder, original));
      mkdirSync(join(folder, original));
    },
    finds: ({ original }) => [`not-a-regular-file: ${original}`],
  },
  {
    what: 'a part of the kept files replaced by a link to a folder with the same files',
    alter: (folder, { original }) => {
      const part = join(folder, original, '..');
      renameSync(part, join(folder, '..', 'part'));
      symlinkSync(join(folder, '..', 'part'), part);
    },
    finds: ({ original }) => [`orphan-file: ${original.slice(0, 'originals/ab'.length)}`],
    andMaySay: /^not-a-regular-file: originals/,
  },
  {
    what: 'a file too many among the kept ones',
    alter: (folder) => {
      mkdirSync(join(folder, orphanName, '..'), { recursive: true });
      writeFileSync(join(folder, orphanName), 'x');
    },
    finds: () => [`orphan-file: ${orphanName}`],
  },
  { what: 'a file that is not where its digest puts it', alter: (folder, { original }) => writeFileSync(join(folder, 'originals', original.slice(-64)), 'x'), finds: ({ original }) => [`orphan-file: originals/${original.slice(-64)}`] },
  {
    what: 'a kept file moved among the derivatives',
    alter: (folder, { original }) => {
      const place = original.replace('originals', 'derivatives');
      mkdirSync(join(folder, place, '..'), { recursive: true });
      renameSync(join(folder, original), join(folder, place));
    },
    finds: ({ original }) => [`file-missing: ${original}`, `orphan-file: ${original.replace('originals', 'derivatives')}`],
  },
  { what: 'the file "checkpoint" removed', alter: (folder) => rmSync(join(folder, 'checkpoint')), finds: () => ['checkpoint-file-missing: the file "checkpoint"'] },
  {
    what: 'the key of the log exchanged',
    alter: (folder) => changeFile(folder, 'keys/log.pem', () => Buffer.from(newSigner().pem)),
    finds: () => ['key-differs: keys/log.pem'],
  },
  {
    what: 'the two keys in each other’s place',
    alter: (folder) => {
      const [log, custodian] = ['log', 'custodian'].map((role) => join(folder, `keys/${role}.pem`)) as [string, string];
      const text = readFileSync(log);
      rmSync(log);
      copyFileSync(custodian, log);
      rmSync(custodian);
      writeFileSync(custodian, text);
    },
    finds: () => ['key-differs: keys/custodian.pem', 'key-differs: keys/log.pem'],
  },
  { what: 'rubbish in the place of a key', alter: (folder) => changeFile(folder, 'keys/custodian.pem', () => Buffer.from('rubbish')), finds: () => ['key-differs: keys/custodian.pem'] },
  {
    what: 'all originals gone',
    alter: (folder) => rmSync(join(folder, 'originals'), { recursive: true }),
    finds: ({ original }) => [`file-missing: ${original}`],
    andMaySay: /^file-missing: originals/,
  },
];

/** What is told as a remark, and does not count against the case. */
export const remarked: Alteration[] = [
  { what: 'a note of somebody beside the case', alter: (folder) => writeFileSync(join(folder, 'my notes.txt'), 'x'), finds: () => ['name-unknown: my notes.txt'] },
  { what: 'a folder of somebody beside the case', alter: (folder) => mkdirSync(join(folder, 'originals (copy)')), finds: () => ['name-unknown: originals (copy)'] },
  { what: 'a sentence changed in READ-ME-FIRST.txt', alter: (folder) => changeFile(folder, 'READ-ME-FIRST.txt', (bytes) => Buffer.from(bytes.toString().replace('Do not edit', 'Do edit'))), finds: () => ['read-me-differs: READ-ME-FIRST.txt'] },
  { what: 'READ-ME-FIRST.txt removed', alter: (folder) => rmSync(join(folder, 'READ-ME-FIRST.txt')), finds: () => ['read-me-differs: READ-ME-FIRST.txt'] },
  {
    what: 'a link in the place of READ-ME-FIRST.txt',
    alter: (folder) => {
      renameSync(join(folder, 'READ-ME-FIRST.txt'), join(folder, '..', 'text'));
      symlinkSync(join(folder, '..', 'text'), join(folder, 'READ-ME-FIRST.txt'));
    },
    finds: () => ['read-me-differs: READ-ME-FIRST.txt'],
  },
];

/** Where nothing may be found: a crash leaves it, and it counts as nothing; or it does not belong to the record. */
export const harmless: Pick<Alteration, 'what' | 'alter'>[] = [
  { what: 'a half-written file in incoming', alter: (folder) => writeFileSync(join(folder, 'incoming', 'half'), 'x') },
  { what: 'the keys moved away', alter: (folder) => rmSync(join(folder, 'keys'), { recursive: true }) },
  { what: 'everything made read-only', alter: (folder) => readdirSync(folder).forEach((name) => chmodSync(join(folder, name), name.includes('.') ? 0o444 : 0o555)) },
];
