import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkpointLog, cosignCheckpoint, openCaseForReading, proveConsistency, verifyCase, type Cosigned } from '../../../src-main/engine/index.ts';
import { knownSystem, temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto, reading } from './case-reading.ts';

const newestOf = (folder: string): string => readFileSync(join(folder, 'checkpoint'), 'utf8');
const keyOf = (folder: string): Promise<string> => reading(folder, (readable) => readable.logKey.verifierKey);

async function grow(folder: string, name: string): Promise<void> {
  const source = await temporaryFolder();
  writeFileSync(join(source, name), name);
  await importInto(folder, [source], { keepOnly: true });
}

let [theirs, ours, key] = ['', '', ''];
beforeEach(async () => {
  [theirs, ours] = [await temporaryCase(), await temporaryCase()];
  key = await keyOf(theirs);
});

async function cosign(checkpoint: string, proof?: string, by = key): Promise<Cosigned> {
  return working(ours, (target) => cosignCheckpoint(target, { checkpoint, key: by, proof }));
}

describe('a cosigned checkpoint', () => {
  it('says who saw the log when, in both cases', async () => {
    await grow(theirs, 'a.txt');
    const cosigned = await cosign(newestOf(theirs));
    expect(await acts(ours, 'checkpoint-cosigned')).toMatchObject([{ payload: { origin: cosigned.origin, size: cosigned.size, verifierKey: key } }]);
    expect((await verifyCase({ folder: ours })).findings).toEqual([]);
    const verified = await verifyCase({ folder: theirs, heldCheckpoints: [{ name: 'old', note: cosigned.note }], cosigners: [cosigned.cosignerKey] });
    expect(verified).toMatchObject({ findings: [], cosignatures: [{ size: cosigned.size, name: `${await reading(ours, ({ info }) => info.log)}/custodian` }] });
    expect(verified.proved.at(-1)).toContain('by their own clock');
  });

  it('of another custodian’s key, or altered, is a finding', async () => {
    const cosigned = await cosign(newestOf(theirs));
    const other = (await openCaseForReading({ folder: theirs, ...knownSystem }));
    const { cosignerKeyOf } = await import('../../../src-main/engine/index.ts');
    const wrong = cosignerKeyOf(other.case);
    await other.close();
    expect((await verifyCase({ folder: theirs, heldCheckpoints: [{ name: 'old', note: cosigned.note }], cosigners: [wrong] })).findings).toMatchObject([{ code: 'cosignature-invalid' }]);
    const lines = cosigned.note.trimEnd().split('\n');
    const [dash, name, signature = ''] = (lines.at(-1) ?? '').split(' ');
    const bytes = Buffer.from(signature, 'base64');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    const altered = [...lines.slice(0, -1), `${dash} ${name} ${bytes.toString('base64')}`, ''].join('\n');
    expect((await verifyCase({ folder: theirs, heldCheckpoints: [{ name: 'old', note: altered }], cosigners: [cosigned.cosignerKey] })).findings).toMatchObject([{ code: 'cosignature-invalid' }]);
  });

  it('is refused when the log’s own signature is not by the key that was told', async () => {
    await expect(cosign(newestOf(theirs), undefined, await keyOf(ours))).rejects.toThrow(/not accepted/);
    await expect(cosign(newestOf(theirs).replace(/\n\d+\n/, '\n9\n'))).rejects.toThrow(/not accepted/);
    expect(await acts(ours, 'checkpoint-cosigned')).toEqual([]);
  });

  it('needs a proof that it continues the one cosigned before, and the proof must hold', async () => {
    const first = newestOf(theirs);
    await cosign(first);
    await grow(theirs, 'b.txt');
    const second = newestOf(theirs);
    await expect(cosign(second)).rejects.toThrow(/give a proof/);
    const { proof, oldSize } = await reading(theirs, (readable) => proveConsistency(readable, first));
    const spoiled = proof.replace(/^[A-Za-z0-9+/]{43}=$/m, Buffer.alloc(32, 7).toString('base64'));
    await expect(cosign(second, spoiled)).rejects.toThrow(/does not hold/);
    expect(await cosign(second, proof)).toMatchObject({ extends: oldSize });
    await expect(cosign(first)).rejects.toThrow(/covers 2 entries/);
  });

  it('is refused when the same log shows another state of the same size', async () => {
    await cosign(newestOf(theirs));
    const { origin, size } = await reading(theirs, ({ info }) => ({ origin: info.log, size: 2 }));
    const { makeCheckpoint } = await import('../../../src-main/format/checkpoint.ts');
    const { openKey } = await import('../../../src-main/engine/custody/keys.ts');
    const { sha256 } = await import('../../../src-main/engine/custody/sha256.ts');
    const publicKey = await reading(theirs, ({ logKey }) => Buffer.from(logKey.publicKey, 'base64'));
    const pair = openKey(readFileSync(join(theirs, 'keys/log.pem'), 'utf8'), { file: 'log.pem', publicKey });
    const forked = makeCheckpoint(sha256, { origin, size, root: new Uint8Array(32) }, pair);
    await expect(cosign(forked)).rejects.toThrow(/two logs of this name/);
  });
});

it('a consistency proof is refused for a checkpoint that is not of this log', async () => {
  await expect(reading(theirs, (readable) => proveConsistency(readable, newestOf(ours)))).rejects.toThrow(/not accepted/);
  const { size } = await working(theirs, (target) => checkpointLog(target));
  expect(size).toBe(2);
});
