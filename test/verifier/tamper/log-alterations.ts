import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alteration } from './alteration.ts';
import { changeEntry, changeFile, entryOf, flipped, inDatabase, inLog, putEntry, resalted, type Raw } from './altering.ts';
import { projectAgain } from './forging.ts';

const otherByte = (bytes: Buffer): Buffer => flipped(bytes, 20, 0x80);
const middle = 30;
/** Rows that follow from an entry that cannot be read any more. */
const rows = /^(?:row-|replay-failed|document-unusable|orphan-file)/;

function swap(folder: string, [one, two]: [number, number], withLeaves: boolean): void {
  inLog(folder, (db) => {
    const [a, b] = [entryOf(db, one), entryOf(db, two)];
    putEntry(db, { seq: one, bytes: b.bytes, leaf: withLeaves ? b.leaf : a.leaf });
    putEntry(db, { seq: two, bytes: a.bytes, leaf: withLeaves ? a.leaf : b.leaf });
  });
}

function removeEntries(folder: string, where: string): void {
  inLog(folder, (db) => db.exec(`DELETE FROM log_entry WHERE ${where}`));
}

function addEntry(folder: string, seq: number): void {
  inLog(folder, (db) => {
    const { bytes, leaf } = entryOf(db, 5);
    db.prepare('INSERT INTO log_entry VALUES (?, ?, ?)').run(seq, bytes, leaf);
  });
}

/** Take a signed checkpoint's text and change it where it says so, as row or as file. */
function respelt(note: string, pattern: RegExp): string {
  return note.replace(pattern, (found) => `${found.slice(0, -1)}${found.endsWith('A') ? 'B' : 'A'}`);
}
const inSignature = /^\u2014 \S+ .{30}/m;
const inRoot = /^[^\n]*\n\d+\n.{10}/;

function changeNewestRow(folder: string, change: (note: string) => string): void {
  inDatabase(folder, (db) => {
    const { size, note } = newest(db);
    db.prepare('UPDATE checkpoint SET note = ? WHERE size = ?').run(change(note), size);
  });
}

function newest(db: Raw): { size: number; seq: number; note: string } {
  return db.prepare('SELECT size, seq, note FROM checkpoint ORDER BY size DESC LIMIT 1').get() as { size: number; seq: number; note: string };
}

/** Take away the newest entry, which tells of the newest checkpoint. */
function removeLast(folder: string, also: { row: boolean }): void {
  inLog(folder, (db) => {
    const { seq, size } = newest(db);
    db.prepare('DELETE FROM log_entry WHERE seq = ?').run(seq);
    if (also.row) db.prepare('DELETE FROM checkpoint WHERE size = ?').run(size);
  });
}

export const entryAlterations: Alteration[] = [
  ...[0, 1, middle].map((seq): Alteration => ({
    what: `a flipped byte in entry ${seq}`,
    alter: (folder) => changeEntry(folder, seq, { bytes: otherByte, withLeaf: false }),
    finds: (about) => [`leaf-differs: entry ${seq}`, `entry-unreadable: entry ${seq}`, ...about.notPrefixes(seq)],
    andMaySay: rows,
  })),
  ...[0, 1, middle].map((seq): Alteration => ({
    what: `a changed digit in entry ${seq}, which stays a good entry`,
    alter: (folder) => changeEntry(folder, seq, { bytes: resalted, withLeaf: false }),
    finds: (about) => [`leaf-differs: entry ${seq}`, ...about.notPrefixes(seq)],
  })),
  ...[0, 1, middle].map((seq): Alteration => ({
    what: `a changed digit in entry ${seq}, with its leaf hash made again`,
    alter: (folder) => changeEntry(folder, seq, { bytes: resalted, withLeaf: true }),
    finds: (about) => about.notPrefixes(seq),
  })),
  {
    what: 'a space behind an entry, which is the same to every reader of JSON',
    alter: (folder) => changeEntry(folder, middle, { bytes: (bytes) => Buffer.concat([bytes, Buffer.from(' ')]), withLeaf: true }),
    finds: (about) => about.notPrefixes(middle),
  },
  {
    what: 'an entry over the limit of length',
    alter: (folder) => changeEntry(folder, middle, { bytes: (bytes) => Buffer.concat([bytes, Buffer.alloc(66_000, ' ')]), withLeaf: true }),
    finds: (about) => [`entry-unreadable: entry ${middle}`, ...about.notPrefixes(middle)],
    andMaySay: rows,
  },
  {
    what: 'an entry of another log',
    alter: (folder) => changeEntry(folder, middle, { bytes: (bytes) => Buffer.from(bytes.toString().replace(/postquem\/log\/./, (log) => `${log.slice(0, -1)}${log.endsWith('0') ? '1' : '0'}`)), withLeaf: true }),
    finds: (about) => [`entry-of-another-log: entry ${middle}`, ...about.notPrefixes(middle)],
  },
  {
    what: 'an entry of a kind that nobody knows',
    alter: (folder, about) => changeEntry(folder, about.entriesOf('keys-backed-up')[0] ?? 0, { bytes: (bytes) => Buffer.from(bytes.toString().replace('keys-backed-up', 'keys-backed-off')), withLeaf: true }),
    finds: (about) => {
      const [seq = 0] = about.entriesOf('keys-backed-up');
      return [`kind-unknown: entry ${seq}`, ...about.notPrefixes(seq)];
    },
    andMaySay: /^row-differs: signing_key: .*, column backed_up_at$/,
  },
  {
    what: 'an entry that lacks what its kind asks for',
    alter: (folder, about) => changeEntry(folder, about.entriesOf('keys-backed-up')[0] ?? 0, { bytes: (bytes) => Buffer.from(bytes.toString().replace('"payload":{', '"payload":{"more":1,')), withLeaf: true }),
    finds: (about) => {
      const [seq = 0] = about.entriesOf('keys-backed-up');
      return [`entry-invalid: entry ${seq}`, ...about.notPrefixes(seq)];
    },
    andMaySay: /^row-differs: signing_key: .*, column backed_up_at$/,
  },
  {
    what: 'a leaf hash',
    alter: (folder) => inLog(folder, (db) => putEntry(db, { ...entryOf(db, middle), leaf: flipped(entryOf(db, middle).leaf, 3) })),
    finds: () => [`leaf-differs: entry ${middle}`],
  },
  {
    what: 'two entries in each other’s place',
    alter: (folder) => swap(folder, [middle, middle + 1], false),
    finds: (about) => [middle, middle + 1].flatMap((seq) => [`leaf-differs: entry ${seq}`, `entry-out-of-place: entry ${seq}`]).concat(`clock-set-back: entry ${middle + 1}`, about.notPrefixes(middle + 1)),
    andMaySay: rows,
  },
  {
    what: 'two entries in each other’s place, with their leaf hashes',
    alter: (folder) => swap(folder, [middle, middle + 1], true),
    finds: (about) => [middle, middle + 1].map((seq) => `entry-out-of-place: entry ${seq}`).concat(`clock-set-back: entry ${middle + 1}`, about.notPrefixes(middle + 1)),
    andMaySay: rows,
  },
  {
    what: 'an entry removed from the middle',
    alter: (folder) => removeEntries(folder, `seq = ${middle}`),
    finds: (about) => [`entry-missing: entry ${middle}`, ...about.notPrefixes(middle)],
    andMaySay: rows,
  },
  {
    what: 'entry 0 removed',
    alter: (folder) => removeEntries(folder, 'seq = 0'),
    finds: (about) => ['entry-missing: entry 0', ...about.notPrefixes(0), 'row-added: case_info: id 1'],
    andMaySay: rows,
  },
  {
    what: 'all entries removed',
    alter: (folder) => removeEntries(folder, 'true'),
    finds: () => ['checkpoint-beyond-the-log: the file "checkpoint"', 'row-added: case_info: id 1'],
    andMaySay: rows,
  },
  {
    what: 'the last entry removed',
    alter: (folder) => removeLast(folder, { row: false }),
    finds: (about) => [`row-added: checkpoint: size ${about.checkpoints.at(-1)}`],
  },
  {
    what: 'the last entry removed with its checkpoint',
    alter: (folder) => removeLast(folder, { row: true }),
    finds: () => ['checkpoint-not-recorded: the file "checkpoint"'],
  },
  {
    what: 'the last two entries removed with the checkpoint',
    alter: (folder, about) => {
      removeLast(folder, { row: true });
      removeEntries(folder, `seq = ${about.size - 2}`);
      projectAgain(folder);
    },
    finds: () => ['checkpoint-not-recorded: the file "checkpoint"', 'checkpoint-beyond-the-log: the file "checkpoint"'],
  },
  {
    what: 'an entry added behind the last one',
    alter: (folder, about) => addEntry(folder, about.size),
    finds: (about) => [`entry-out-of-place: entry ${about.size}`, `clock-set-back: entry ${about.size}`],
    andMaySay: rows,
  },
  {
    what: 'an entry added before entry 0',
    alter: (folder) => addEntry(folder, -1),
    finds: () => ['entry-out-of-place: entry -1'],
  },
  {
    what: 'an entry added where the log has not come to for ages',
    alter: (folder) => addEntry(folder, Number.MAX_SAFE_INTEGER - 1),
    finds: () => [`entry-out-of-place: entry ${Number.MAX_SAFE_INTEGER - 1}`],
  },
];

export const checkpointAlterations: Alteration[] = [
  {
    what: 'the root in a checkpoint row',
    alter: (folder) => changeNewestRow(folder, (note) => respelt(note, inRoot)),
    finds: ({ checkpoints }) => [
      `checkpoint-signature-invalid: checkpoint ${checkpoints.at(-1)}`,
      `row-differs: checkpoint: size ${checkpoints.at(-1)}, column note`,
      'checkpoint-not-recorded: the file "checkpoint"',
    ],
  },
  {
    what: 'the signature in a checkpoint row',
    alter: (folder) => changeNewestRow(folder, (note) => respelt(note, inSignature)),
    finds: ({ checkpoints }) => [
      `checkpoint-signature-invalid: checkpoint ${checkpoints.at(-1)}`,
      `row-differs: checkpoint: size ${checkpoints.at(-1)}, column note`,
      'checkpoint-not-recorded: the file "checkpoint"',
    ],
  },
  {
    what: 'the text of a checkpoint row, which is none any more',
    alter: (folder) => changeNewestRow(folder, () => 'x'),
    finds: ({ checkpoints }) => [
      `checkpoint-unreadable: checkpoint ${checkpoints.at(-1)}`,
      `row-differs: checkpoint: size ${checkpoints.at(-1)}, column note`,
      'checkpoint-not-recorded: the file "checkpoint"',
    ],
  },
  {
    what: 'the signature in the newest checkpoint’s entry, row and file alike',
    alter: (folder) => {
      const text = readFileSync(join(folder, 'checkpoint'), 'utf8');
      const other = respelt(text, inSignature);
      const replace = (note: string): string => note.replace(text, other);
      changeNewestRow(folder, replace);
      const json = (note: string): string => JSON.stringify(note).slice(1, -1);
      const { seq } = inDatabase(folder, newest);
      changeEntry(folder, seq, { bytes: (bytes) => Buffer.from(bytes.toString().replace(json(text), json(other))), withLeaf: true });
      writeFileSync(join(folder, 'checkpoint'), other);
    },
    finds: ({ checkpoints }) => [`checkpoint-signature-invalid: checkpoint ${checkpoints.at(-1)}`, 'checkpoint-signature-invalid: the file "checkpoint"'],
  },
  {
    what: 'the signature in the file "checkpoint"',
    alter: (folder) => changeFile(folder, 'checkpoint', (bytes) => Buffer.from(respelt(bytes.toString(), inSignature))),
    finds: () => ['checkpoint-signature-invalid: the file "checkpoint"', 'checkpoint-not-recorded: the file "checkpoint"'],
  },
  {
    what: 'the root in the file "checkpoint"',
    alter: (folder) => changeFile(folder, 'checkpoint', (bytes) => Buffer.from(respelt(bytes.toString(), inRoot))),
    finds: () => ['checkpoint-signature-invalid: the file "checkpoint"', 'checkpoint-not-recorded: the file "checkpoint"'],
  },
  {
    what: 'the file "checkpoint" cut off',
    alter: (folder) => changeFile(folder, 'checkpoint', (bytes) => bytes.subarray(0, 40)),
    finds: () => ['checkpoint-unreadable: the file "checkpoint"', 'checkpoint-not-recorded: the file "checkpoint"'],
  },
  {
    what: 'the file "checkpoint" of another log',
    alter: (folder) => changeFile(folder, 'checkpoint', (bytes) => Buffer.from(bytes.toString().replaceAll(/postquem\/log\/./g, (origin) => `${origin.slice(0, -1)}${origin.endsWith('0') ? '1' : '0'}`))),
    finds: () => ['checkpoint-of-another-log: the file "checkpoint"', 'checkpoint-not-recorded: the file "checkpoint"'],
  },
  {
    what: 'the file "checkpoint" put back to an older one',
    alter: (folder) => writeFileSync(join(folder, 'checkpoint'), inDatabase(folder, (db) => db.prepare('SELECT note FROM checkpoint ORDER BY size LIMIT 1').pluck().get() as string)),
    finds: () => ['checkpoint-file-older: the file "checkpoint"'],
  },
];
