import { describe, expect, it } from 'vitest';
import { checkSignature } from '../../src-main/engine/custody/keys.ts';
import { sha256 } from '../../src-main/engine/custody/sha256.ts';
import { emptyRoot } from '../../src-main/format/merkle-tree.ts';
import { makeCheckpoint } from '../../src-main/format/checkpoint.ts';
import { verifierKey } from '../../src-main/format/key-names.ts';
import { readVerifierKey } from '../../src-main/format/signed-note.ts';
import { checkAgainstLog, type CheckpointChecks } from '../../src-main/verifier/check-checkpoints.ts';
import { newSigner, type Signer } from './tamper/forging.ts';

const log = 'postquem/log/3de99ced-0cdb-4c0d-91fb-f988738c9ac7';
const signer = newSigner();
const key = readVerifierKey(sha256, verifierKey(sha256, log, signer.publicKey));
if ('problem' in key) throw new Error(key.problem);
const rootOf = (size: number): Uint8Array => (size === 0 ? emptyRoot(sha256) : new Uint8Array(32).fill(size));
const checks: CheckpointChecks = { key, log, size: 10, rootAt: (size) => (size <= 10 ? rootOf(size) : undefined), checkSignature };

function note({ size = 5, root = rootOf(size), by = signer, origin = log }: { size?: number; root?: Uint8Array; by?: Signer; origin?: string } = {}): string {
  return makeCheckpoint(sha256, { origin, size, root }, by);
}

const codeOf = async (text: string): Promise<string | undefined> => (await checkAgainstLog({ thing: 'x', note: text }, checks))?.code;

describe('a checkpoint against its log', () => {
  it.each([0, 1, 5, 10])('is a prefix of it at %d entries', async (size) => {
    expect(await codeOf(note({ size }))).toBeUndefined();
  });

  it.each([
    ['is named when it covers more entries than there are', 'checkpoint-beyond-the-log', note({ size: 11 })],
    ['is named when its root is another', 'checkpoint-not-a-prefix', note({ root: rootOf(6) })],
    ['is named when its signature is altered', 'checkpoint-signature-invalid', note().replace(/.{6}\n$/, (end) => `${end.startsWith('A') ? 'B' : 'A'}${end.slice(1)}`)],
    ['is named when what is signed is altered', 'checkpoint-signature-invalid', note().replace('\n5\n', '\n6\n')],
    ['is named when another key signed it under the same name', 'checkpoint-of-another-log', note({ by: newSigner() })],
    ['is named when it is of another log', 'checkpoint-of-another-log', note({ origin: log.replace('3', '4') })],
    ['is named when it is none', 'checkpoint-unreadable', 'x'],
    ['is named when it is empty', 'checkpoint-unreadable', ''],
    ['is named when its size is no number', 'checkpoint-unreadable', note().replace('\n5\n', '\n05\n')],
    ['is named when its lines end as on Windows', 'checkpoint-unreadable', note().replaceAll('\n', '\r\n')],
  ])('%s', async (_, code, text) => {
    expect(await codeOf(text)).toBe(code);
  });

  it('says where it was found, what was expected and what is there', async () => {
    expect(await checkAgainstLog({ thing: 'checkpoint 11', note: note({ size: 11 }) }, checks)).toEqual({ code: 'checkpoint-beyond-the-log', thing: 'checkpoint 11', expected: '11 entries', actual: '10 entries' });
  });
});
