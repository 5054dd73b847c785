import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../src-main/format/bytes.ts';
import type { Checkpoint } from '../../src-main/format/checkpoint.ts';
import {
  checkConsistencyDocument,
  readConsistencyProof,
  writeConsistencyProof,
} from '../../src-main/format/consistency-proof.ts';
import { readVerifierKey } from '../../src-main/format/signed-note.ts';
import { checkpointAt, consistencyProofOf, origin, rootAt, vkey } from './known-log.ts';
import { checkSignature, readable, sha256, utf8 } from './known-keys.ts';

const key = readable(readVerifierKey(sha256, vkey));
const hash = toBase64(sha256(utf8('hash')));
const oldAt = (size: number): Checkpoint => ({ origin, size, root: rootAt(size) });

function check(text: string, old: Checkpoint): ReturnType<typeof checkConsistencyDocument> {
  return checkConsistencyDocument(sha256, { proof: readable(readConsistencyProof(text)), old, key, checkSignature });
}

describe('the proof that a log begins as it did', () => {
  it('holds for every pair of sizes', async () => {
    for (let newSize = 0; newSize <= 13; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const found = await check(consistencyProofOf(oldSize, newSize), oldAt(oldSize));
        expect(found).toMatchObject({ ok: true, checkpoint: { size: newSize } });
      }
    }
  });

  it('does not hold for another beginning', async () => {
    const old = { ...oldAt(5), root: sha256(utf8('rewritten')) };
    expect(await check(consistencyProofOf(5, 13), old)).toMatchObject({ ok: false, problem: 'not-consistent' });
  });

  it('is about one earlier checkpoint and no other', async () => {
    const text = consistencyProofOf(5, 13);
    expect(await check(text, oldAt(6))).toMatchObject({ ok: false, problem: 'other-old-checkpoint' });
    const elsewhere = { ...oldAt(5), origin: 'postquem/log/other' };
    expect(await check(text, elsewhere)).toMatchObject({ ok: false, problem: 'other-old-checkpoint' });
  });

  it('says when the log is shorter than it was', async () => {
    const text = writeConsistencyProof({ oldSize: 9, hashes: [], checkpoint: checkpointAt(5) });
    expect(await check(text, oldAt(9))).toMatchObject({ ok: false, problem: 'shorter-than-old', detail: '9 entries then, 5 now' });
  });

  it('shows nothing when its checkpoint does not hold', async () => {
    const altered = consistencyProofOf(5, 13).replace('\n13\n', '\n12\n');
    expect(await check(altered, oldAt(5))).toMatchObject({ ok: false, problem: 'signature-invalid' });
  });

  it('is read as the specification of witnesses writes its example', () => {
    // c2sp.org/tlog-witness, "add-checkpoint"
    const checkpoint = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;
    const text = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

${checkpoint}`;
    const read = readable(readConsistencyProof(text));
    expect(read).toMatchObject({ oldSize: 20852014, checkpoint });
    expect(read.hashes).toHaveLength(4);
    expect(writeConsistencyProof(read)).toBe(text);
  });

  it.each([
    ['no size', `old \n\n${checkpointAt(1)}`],
    ['a leading zero', `old 01\n\n${checkpointAt(1)}`],
    ['another word', `new 1\n\n${checkpointAt(1)}`],
    ['a short hash', `old 1\nAAAA\n\n${checkpointAt(1)}`],
    ['64 hashes', `old 1\n${`${hash}\n`.repeat(64)}\n${checkpointAt(1)}`],
    ['no blank line', `old 1\n${hash}\n`],
    ['nothing', ''],
  ])('with %s is refused', (_what, text) => {
    expect(readConsistencyProof(text)).toHaveProperty('problem');
  });

  it('that would not be read back is not written', () => {
    expect(() => writeConsistencyProof({ oldSize: 0.5, hashes: [], checkpoint: checkpointAt(1) })).toThrow(RangeError);
  });
});
