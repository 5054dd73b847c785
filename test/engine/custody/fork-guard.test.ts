import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { forkReasons } from '../../../src-main/engine/custody/fork-guard.ts';
import { openCase, openCaseForReading, verifyCase } from '../../../src-main/engine/index.ts';
import { runCommand, startCommand } from '../../cli/run-command.ts';
import { knownSystem, temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { changeFile, copyOf, entryOf, flipped, inDatabase, inLog, putEntry } from '../../verifier/tamper/altering.ts';
import { addMisstated } from '../../verifier/tamper/adding.ts';
import { forgeLog, namingKey, newSigner } from '../../verifier/tamper/forging.ts';
import { importInto } from '../flows/case-reading.ts';

let folder: string;
let yesterday: string;
let elsewhere: string;
beforeAll(async () => {
  [folder, elsewhere] = [await temporaryCase(), await temporaryCase()];
  const source = await temporaryFolder();
  writeFileSync(join(source, 'a.txt'), 'a');
  await importInto(folder, [source], { keepOnly: true });
  yesterday = await copyOf(folder);
  writeFileSync(join(source, 'b.txt'), 'b');
  await importInto(folder, [source], { keepOnly: true });
});

const checkpointIn = (place: string): string => readFileSync(join(place, 'checkpoint'), 'utf8');

type Reason = (typeof forkReasons)[number];
const forks: [what: string, reason: Reason, sentence: RegExp, fork: (copy: string) => void][] = [
  ['the checkpoint is gone', 'no-checkpoint', /The file "checkpoint" is missing from the case folder/, (copy) => rmSync(join(copy, 'checkpoint'))],
  ['the checkpoint is rubbish', 'checkpoint-unreadable', /cannot be read, or its signature is wrong/, (copy) => writeFileSync(join(copy, 'checkpoint'), 'rubbish')],
  ['the checkpoint is empty', 'checkpoint-unreadable', /cannot be read, or its signature is wrong/, (copy) => writeFileSync(join(copy, 'checkpoint'), '')],
  ['the signature is altered', 'checkpoint-unreadable', /cannot be read, or its signature is wrong/, (copy) => changeFile(copy, 'checkpoint', (bytes) => Buffer.from(bytes.toString().replace(/(\u2014 \S+ .{30})(.)/, (_, before: string, letter: string) => `${before}${letter === 'A' ? 'B' : 'A'}`)))],
  ['the checkpoint is of another case', 'checkpoint-of-another-log', /signed for another log, or by another key/, (copy) => writeFileSync(join(copy, 'checkpoint'), checkpointIn(elsewhere))],
  [
    'the log was signed again by another key, and the old checkpoint is back',
    'checkpoint-of-another-log',
    /signed for another log, or by another key/,
    (copy) => {
      const [old, signer] = [checkpointIn(copy), newSigner()];
      forgeLog(copy, { signer, change: namingKey(signer) });
      writeFileSync(join(copy, 'checkpoint'), old);
    },
  ],
  [
    'the database is of yesterday',
    'log-shorter',
    /The log is shorter than what was signed: \d+ entries were signed and \d+ are there\. .*older backup/,
    (copy) => {
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(copy, `case.sqlite${suffix}`), { force: true });
      cpSync(join(yesterday, 'case.sqlite'), join(copy, 'case.sqlite'));
    },
  ],
  ['a leaf hash is another', 'log-differs', /The log is not what was signed: its first \d+ entries are others now/, (copy) => inLog(copy, (db) => putEntry(db, { ...entryOf(db, 4), leaf: flipped(entryOf(db, 4).leaf, 0) }))],
  [
    'the newest entry and its row are gone',
    'checkpoint-not-recorded',
    /The newest checkpoint covers \d+ entries, and the log of \d+ does not tell of it/,
    (copy) => {
      const size = inDatabase(copy, (db) => db.prepare('SELECT max(size) FROM checkpoint').pluck().get());
      inLog(copy, (db) => db.prepare('DELETE FROM log_entry WHERE seq = (SELECT seq FROM checkpoint WHERE size = ?)').run(size));
      inDatabase(copy, (db) => db.prepare('DELETE FROM checkpoint WHERE size = ?').run(size));
    },
  ],
  [
    'entries were added that nobody signed, with a checkpoint that says so of an old note',
    'checkpoint-misstated',
    /entries were added that the key holder did not sign/,
    (copy) => addMisstated(copy),
  ],
];

async function forked(fork: (copy: string) => void): Promise<string> {
  const copy = await copyOf(folder);
  fork(copy);
  return copy;
}

describe('a log that is no continuation of what was signed', () => {
  it('is told apart in every way there is', () => {
    expect([...new Set(forks.map(([, reason]) => reason))].toSorted()).toEqual([...forkReasons].toSorted());
  });

  it.each(forks)('is refused for work when %s, in words, and nothing is written', async (_, reason, sentence, fork) => {
    const copy = await forked(fork);
    const before = [checkpointOrNone(copy), logOf(copy)];
    const refused = openCase({ folder: copy, ...knownSystem });
    await expect(refused).rejects.toMatchObject({ code: 'log-forked', facts: { reason } });
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toThrow(/Nothing was changed and nothing will be signed\. The case can be read/);
    expect([checkpointOrNone(copy), logOf(copy)]).toEqual(before);
  });

  it.each(forks)('is read when %s, and says so', async (_, reason, _sentence, fork) => {
    const opened = await openCaseForReading({ folder: await forked(fork), ...knownSystem });
    expect(opened.case.fork).toMatchObject({ reason });
    await opened.close();
  });

  it.each(forks)('is found by verify when %s', async (_, _reason, _sentence, fork) => {
    expect((await verifyCase({ folder: await forked(fork) })).findings.map(({ code }) => code)).not.toEqual([]);
  });

  it('is listed by a command with a warning on standard error, and refused by one that would add to it', async () => {
    const copy = await forked((place) => rmSync(join(place, 'checkpoint')));
    const told = await runCommand(['items', copy]);
    expect(told.status).toBe(0);
    expect(told.stdout).toMatch(/2 items\.\n$/);
    expect(told.stderr).toMatch(/^postquem: Warning: The file "checkpoint" is missing .*\n$/);
    const refused = await runCommand(['checkpoint', copy]);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^postquem: The file "checkpoint" is missing .*\n$/);
  });
});

function checkpointOrNone(copy: string): string | undefined {
  try {
    return checkpointIn(copy);
  } catch {
    return undefined;
  }
}

function logOf(copy: string): unknown[] {
  return inDatabase(copy, (db) => db.prepare('SELECT * FROM log_entry').all());
}

describe('a crash between a checkpoint and its file', () => {
  it('is healed by the next opening for work, with nothing said and nothing added', async () => {
    const copy = await copyOf(folder);
    writeFileSync(join(copy, 'checkpoint'), checkpointIn(yesterday));
    const before = logOf(copy);
    const opened = await openCaseForReading({ folder: copy, ...knownSystem });
    expect(opened.case.fork).toBeUndefined();
    await opened.close();
    expect((await runCommand(['items', copy])).stderr).toBe('');
    await working(copy, () => Promise.resolve());
    expect(checkpointIn(copy)).toBe(checkpointIn(folder));
    expect(logOf(copy)).toEqual(before);
    expect((await verifyCase({ folder: copy })).findings).toEqual([]);
  });

  it('does not hinder work: what comes next is signed over all of it', async () => {
    const copy = await copyOf(folder);
    writeFileSync(join(copy, 'checkpoint'), checkpointIn(yesterday));
    const source = await temporaryFolder();
    writeFileSync(join(source, 'c.txt'), 'c');
    await importInto(copy, [source], { keepOnly: true });
    expect((await verifyCase({ folder: copy })).findings).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('an import that is killed', () => {
  it.each([150, 300, 450, 700])('after %d ms leaves a case of which verify finds at most files that nobody names', async (afterMs) => {
    const [place, source] = [join(await temporaryFolder(), 'case'), await temporaryFolder()];
    // The machine's own clock throughout: another would be found set back.
    expect((await runCommand(['init', place, '--title', 'T', '--custodian', 'C', '--no-passphrase'])).status).toBe(0);
    for (let n = 0; n < 60; n++) writeFileSync(join(source, `${n}.txt`), `text ${n}`);
    const { process: child, ended } = startCommand(['import', place, source], { ownGroup: true });
    await wait(afterMs);
    child.kill('SIGKILL');
    await ended;
    // The file "checkpoint" is older for an instant behind each signing.
    const allowed = ['orphan-file', 'checkpoint-file-older'];
    expect((await verifyCase({ folder: place })).findings.filter(({ code }) => !allowed.includes(code))).toEqual([]);
    expect((await runCommand(['import', place, source])).status).toBe(0);
    expect((await verifyCase({ folder: place })).findings.filter(({ code }) => code !== 'orphan-file')).toEqual([]);
  });
});
