import { cpSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCase, importMedia, openCase, openCaseForReading, verifyCase, type WritableCase } from '../../../src-main/engine/index.ts';
import { seededRandom, steppingClock } from '../../known-system.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const means = { clock: steppingClock(), random: seededRandom(5) };
const receive = (target: WritableCase, path: string) =>
  importMedia(target, { paths: [Buffer.from(path)], collection: {}, alsoDigest: [], verifyCopy: 'by-source', keepOnly: true });

/** A case that is open, another that then comes to lie in its place, and a file to receive. */
async function replaced(): Promise<{ place: string; away: string; target: WritableCase; clip: string; close(): Promise<unknown> }> {
  const folder = await temporaryFolder();
  const [place, other, clip] = [join(folder, 'case'), join(folder, 'other'), join(folder, 'clip.txt')];
  writeFileSync(clip, 'footage');
  for (const [at, title] of [[place, 'A'], [other, 'B']] as const) await createCase({ folder: at, title, custodian: 'C', passphrase: undefined, ...means });
  const opened = await openCase({ folder: place, ...means });
  const away = join(folder, 'away');
  renameSync(place, away);
  renameSync(other, place);
  return { place, away, target: opened.case, clip, close: opened.close };
}

describe('a case in whose place another comes to lie while it is open', () => {
  it('is gone: nothing is received, and nothing is put into the other', async () => {
    const { place, target, clip, close } = await replaced();
    expect(target.isThere()).toBe(false);
    const { received, stoppedBy } = await receive(target, clip).catch((error: unknown) => ({ received: [], stoppedBy: error }));
    expect([received, stoppedBy]).toMatchObject([[], { code: 'case-gone' }]);
    await expect(target.record([])).rejects.toMatchObject({ code: 'case-gone' });
    await close();
    expect(readdirSync(join(place, 'originals'), { recursive: true })).toEqual([]);
    expect((await verifyCase({ folder: place })).findings).toEqual([]);
  });

  it('is not taken for its own backup either', async () => {
    const folder = await temporaryFolder();
    const [place, backup, clip] = [join(folder, 'case'), join(folder, 'backup'), join(folder, 'clip.txt')];
    writeFileSync(clip, 'footage');
    await createCase({ folder: place, title: 'A', custodian: 'C', passphrase: undefined, ...means });
    cpSync(place, backup, { recursive: true });
    const opened = await openCase({ folder: place, ...means });
    rmSync(place, { recursive: true });
    renameSync(backup, place);
    await expect(opened.case.record([])).rejects.toMatchObject({ code: 'case-gone' });
    await opened.close();
    const again = await openCase({ folder: place, ...means });
    expect((await receive(again.case, clip)).received).toHaveLength(1);
    expect(await again.close()).toBeUndefined();
  });

  it('goes on when its folder is back', async () => {
    const { place, away, target, clip, close } = await replaced();
    renameSync(place, `${place}-of-others`);
    renameSync(away, place);
    expect((await receive(target, clip)).received).toHaveLength(1);
    expect(await close()).toBeUndefined();
  });
});

describe('a case whose lock file was removed while it is open', () => {
  it('is added to no more: another program may write to it', async () => {
    const folder = join(await temporaryFolder(), 'case');
    await createCase({ folder, title: 'A', custodian: 'C', passphrase: undefined, ...means });
    const opened = await openCase({ folder, ...means });
    rmSync(join(folder, 'writer.lock'));
    await expect(opened.case.record([])).rejects.toMatchObject({ code: 'lock-gone' });
    await opened.close();
    const reading = await openCaseForReading({ folder, ...means });
    expect(reading.case.isThere()).toBe(true);
    await reading.close();
  });
});
