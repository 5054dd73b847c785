import { cpSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { startSuccessor, verifyCase, type Successor } from '../../../src-main/engine/index.ts';
import { seededRandom, steppingClock } from '../../known-system.ts';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, filesBelow, importInto, reading, rows, sha256Of } from './case-reading.ts';

/** A case whose database was put back to an older state. */
let folder: string;
let successor: Successor;
let damaged: string;
beforeAll(async () => {
  const [live, source] = [await temporaryCase(), await temporaryFolder()];
  for (const name of ['a', 'b', 'c']) writeFileSync(join(source, `${name}.txt`), name);
  await importInto(live, [source], { keepOnly: true });
  folder = join(await temporaryFolder(), 'restored');
  cpSync(live, folder, { recursive: true });
  writeFileSync(join(source, 'd.txt'), 'd');
  await importInto(live, [source], { keepOnly: true });
  cpSync(join(live, 'checkpoint'), join(folder, 'checkpoint'));
  damaged = join(folder, 'originals', sha256Of(Buffer.from('c')).slice(0, 2), sha256Of(Buffer.from('c')));
  chmodSync(damaged, 0o644);
  writeFileSync(damaged, 'x');
  const system = { clock: steppingClock(), random: seededRandom(11) };
  const into = join(await temporaryFolder(), 'successor');
  successor = await startSuccessor({ folder, into, because: 'restored from a backup', title: 'T', custodian: 'N', passphrase: undefined, ...system });
});

describe('a successor', () => {
  it('names the old log, its checkpoint and the reason in entry 0', async () => {
    const [first] = await acts(successor.folder, 'case-opened');
    const old = await reading(folder, (readable) => ({ log: readable.info.log, fork: readable.fork }));
    expect(old.fork).toMatchObject({ reason: 'log-shorter' });
    const checkpoint = readFileSync(join(folder, 'checkpoint'), 'utf8');
    expect(first?.payload).toMatchObject({ successorOf: { log: old.log, because: 'restored from a backup', checkpoint, entries: old.fork?.foundSize } });
    expect(first?.seq).toBe(0);
    expect(await rows(successor.folder, 'SELECT predecessor FROM case_info')).toEqual([{ predecessor: old.log }]);
  });

  it('holds the items whose files are sound, under their names, and leaves the others behind with a finding', async () => {
    expect(successor.items).toBe(2);
    expect(successor.findings).toMatchObject([{ code: 'digest-mismatch', thing: damaged.slice(folder.length + 1) }]);
    const received = (await acts(successor.folder, 'item-received')).map((act) => act.payload);
    expect(received.slice(0, 2).map((p) => String(p['name'])).sort()).toEqual(['a.txt', 'b.txt']);
    expect(received[0]).toHaveProperty('carriedFrom.log', (await reading(folder, (readable) => readable.info.log)));
    expect((await acts(successor.folder, 'source-not-received')).map((act) => act.payload['reason'])).toEqual(['digest-mismatch']);
  });

  it('keeps the old database and checkpoint as evidence, byte for byte', async () => {
    const kept = filesBelow(successor.folder, 'originals').map((path) => sha256Of(readFileSync(path)));
    expect(kept).toContain(sha256Of(readFileSync(join(folder, 'checkpoint'))));
    expect(kept).toContain(sha256Of(readFileSync(join(folder, 'case.sqlite'))));
  });

  it('is a case like any other: it verifies, and work goes on in it', async () => {
    expect((await verifyCase({ folder: successor.folder })).findings).toEqual([]);
    const source = await temporaryFolder();
    writeFileSync(join(source, 'new.txt'), 'new');
    expect(await importInto(successor.folder, [source], { keepOnly: true })).toMatchObject({ outcome: 'finished' });
  });
});
