import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../temporary-folder.ts';
import { checkpointAt, consistencyProofOf, entries, tlogProofOf, vkey } from '../known-log.ts';
import { buildGo, goAvailable } from './go-tools.ts';

/** The log as files, as `go/check-log.go` reads them. */
async function logFolder(): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of ['entries', 'proofs']) await mkdir(join(folder, name));
  for (const [seq, entry] of entries.entries()) {
    await writeFile(join(folder, `entries/${seq}.json`), entry);
    await writeFile(join(folder, `proofs/${seq}.tlog-proof`), tlogProofOf(seq, 13));
  }
  await writeFile(join(folder, 'checkpoint'), checkpointAt(13));
  await writeFile(join(folder, 'log.vkey'), `${vkey}\n`);
  for (const old of [0, 1, 8, 11, 13]) await writeFile(join(folder, `consistency-${old}`), consistencyProofOf(old, 13));
  return folder;
}

async function checkLog(...args: string[]): Promise<{ code: number; said: string }> {
  const program = await buildGo('check-log');
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout) => resolve({ code: Number(error?.code ?? 0), said: stdout }));
  });
}

const altered = (seq: number): Buffer => Buffer.from(`${Buffer.from(entries[seq] ?? []).toString()} `);

describe.skipIf(!goAvailable)('a whole log, read by Go alone,', () => {
  it('is found good with its root, its proofs and its earlier sizes', async () => {
    expect(await checkLog(await logFolder())).toEqual({ code: 0, said: 'ok\n' });
  });

  it('is found good when only some entries are disclosed, each with its proof', async () => {
    const folder = await logFolder();
    for (const seq of [0, 3, 4, 12]) {
      await rm(join(folder, `entries/${seq}.json`));
      await rm(join(folder, `proofs/${seq}.tlog-proof`));
    }
    expect(await checkLog('-disclosed', folder)).toEqual({ code: 0, said: 'ok\n' });
    expect((await checkLog(folder)).said).toContain('entries/0.json is missing');
  });

  it.each<[string, RegExp, (folder: string) => Promise<void>]>([
    ['an altered entry', /its root is .*, that of the entries is/, (folder) => writeFile(join(folder, 'entries/7.json'), altered(7))],
    ['a lost entry', /entries\/7.json is missing/, (folder) => rm(join(folder, 'entries/7.json'))],
    ['an entry too many', /it is of 13 entries, and 14 are there/, (folder) => writeFile(join(folder, 'entries/13.json'), 'x')],
    ['a checkpoint of fewer entries', /it is of 12 entries, and 13 are there/, (folder) => writeFile(join(folder, 'checkpoint'), checkpointAt(12))],
    ['an altered checkpoint', /checkpoint: invalid signature/, (folder) => writeFile(join(folder, 'checkpoint'), checkpointAt(13).replace('\n13\n', '\n12\n'))],
    ['another key', /checkpoint: note has no verifiable signatures/, (folder) => writeFile(join(folder, 'log.vkey'), 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')],
    ['a proof of another entry', /proofs\/7.tlog-proof: not a proof of entry 7/, (folder) => writeFile(join(folder, 'proofs/7.tlog-proof'), tlogProofOf(6, 13))],
    ['a proof with an altered hash', /proofs\/7.tlog-proof: /, (folder) => writeFile(join(folder, 'proofs/7.tlog-proof'), tlogProofOf(6, 13).replace('index 6', 'index 7'))],
    ['a consistency proof from another size', /consistency-8: not a proof from 8 entries/, (folder) => writeFile(join(folder, 'consistency-8'), consistencyProofOf(7, 13))],
    ['a consistency proof that does not hold', /consistency-8: /, (folder) => writeFile(join(folder, 'consistency-8'), consistencyProofOf(7, 13).replace('old 7', 'old 8'))],
    ['a key that cannot be read', /log.vkey: /, (folder) => writeFile(join(folder, 'log.vkey'), 'x')],
  ])('is found bad with %s', async (_what, reason, spoil) => {
    const folder = await logFolder();
    await spoil(folder);
    const { code, said } = await checkLog(folder);
    expect(code).toBe(1);
    expect(said).toMatch(reason);
  });

  it('is found bad when a disclosed entry has no proof', async () => {
    const folder = await logFolder();
    await rm(join(folder, 'proofs/5.tlog-proof'));
    expect(await checkLog('-disclosed', folder)).toEqual({ code: 1, said: 'entries/5.json has no proof\n' });
  });
});
