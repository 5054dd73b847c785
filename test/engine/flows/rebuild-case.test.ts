import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rebuildCase, verifyCase } from '../../../src-main/engine/index.ts';
import { seededRandom } from '../../known-system.ts';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { filesBelow, importInto, rows } from './case-reading.ts';
import { writeClip } from './small-footage.ts';

async function smallCase(): Promise<string> {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'clip.mov'));
  writeFileSync(join(source, 'notes.txt'), 'notes');
  await importInto(folder, [source]);
  return folder;
}

async function rebuilt(folder: string) {
  const into = join(await temporaryFolder(), 'again');
  return { into, summary: await rebuildCase({ folder, into, random: seededRandom(5) }) };
}

const entriesOf = (folder: string): Promise<{ bytes: Buffer }[]> => rows(folder, 'SELECT bytes, leaf FROM log_entry ORDER BY seq');

describe('a case that is made again', () => {
  it('has the same log, rows and files, and verification finds no difference', async () => {
    const folder = await smallCase();
    const { into, summary } = await rebuilt(folder);
    expect(summary.findings).toEqual([]);
    expect((await verifyCase({ folder: into })).findings).toEqual([]);
    expect(await entriesOf(into)).toEqual(await entriesOf(folder));
    const names = (of: string): string[] => ['originals', 'derivatives'].flatMap((part) => filesBelow(of, part).map((path) => path.slice(of.length))).sort();
    expect(names(into)).toEqual(names(folder));
    expect(readFileSync(join(into, 'checkpoint'))).toEqual(readFileSync(join(folder, 'checkpoint')));
  });

  it('takes nothing from the rows: a database whose rows were all removed gives the same', async () => {
    const folder = await smallCase();
    const robbed = join(await temporaryFolder(), 'robbed');
    cpSync(folder, robbed, { recursive: true });
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(join(robbed, 'case.sqlite'));
    db.pragma('foreign_keys = OFF');
    for (const table of ['item', 'receipt', 'derivative', 'signing_key', 'case_info', 'keyframe']) db.exec(`DELETE FROM ${table}`);
    db.close();
    const { into, summary } = await rebuilt(robbed);
    expect(summary.findings).toEqual([]);
    expect((await verifyCase({ folder: into })).findings).toEqual([]);
  });

  it('lacks a file whose bytes were altered, and says so', async () => {
    const folder = await smallCase();
    const [original = ''] = filesBelow(folder, 'originals').sort();
    chmodSync(original, 0o644);
    const bytes = readFileSync(original);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    writeFileSync(original, bytes);
    const { into, summary } = await rebuilt(folder);
    const path = original.slice(folder.length + 1);
    expect(summary.findings).toMatchObject([{ code: 'digest-mismatch', thing: path, actual: createHash('sha256').update(bytes).digest('hex') }]);
    expect(existsSync(join(into, path))).toBe(false);
    expect((await verifyCase({ folder: into })).findings).toMatchObject([{ code: 'file-missing', thing: path }]);
  });

  it('is not begun where files lie, and leaves nothing behind when it is cancelled', async () => {
    const folder = await smallCase();
    await expect(rebuildCase({ folder, into: folder, random: seededRandom(5) })).rejects.toThrow(/already holds files/);
    const around = await temporaryFolder();
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(rebuildCase({ folder, into: join(around, 'again'), random: seededRandom(5), signal: stop.signal })).rejects.toThrow('stopped');
    expect(filesBelow(around, '.')).toEqual([]);
    rmSync(around, { recursive: true });
  });
});
