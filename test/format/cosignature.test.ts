import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../src-main/format/bytes.ts';
import { checkCosignature, cosignerVerifierKey, makeCosignature } from '../../src-main/format/cosignature.ts';
import { checkCheckpoint } from '../../src-main/format/checkpoint.ts';
import { readSignedNote, readVerifierKey, writeSignedNote, type SignedNote } from '../../src-main/format/signed-note.ts';
import { verifierKey } from '../../src-main/format/key-names.ts';
import { checkpointAt, vkey } from './known-log.ts';
import { checkSignature, keyOfSeed, otherKey, readable, sha256, utf8 } from './known-keys.ts';
import { openSsl, publicLog } from './vectors.ts';

const name = 'postquem.test/witness';
const timeS = 1_795_334_043;
const witness = readable(readVerifierKey(sha256, cosignerVerifierKey(sha256, name, otherKey.publicKey)));
const note = readable(readSignedNote(checkpointAt(13)));

function cosigned(at = timeS): SignedNote {
  const line = makeCosignature(sha256, note.text, { name, ...otherKey, timeS: at });
  return { ...note, signatures: [...note.signatures, line] };
}

describe('a cosignature', () => {
  it('of a public witness on a public log says when', async () => {
    const read = readable(readSignedNote(publicLog.checkpoint));
    const verifier = readable(readVerifierKey(sha256, publicLog.cosignerVkey));
    expect(await checkCosignature(read, verifier, checkSignature)).toEqual({ timeS: publicLog.timeS });
    const altered = { ...read, text: read.text.replace('\n1432088532\n', '\n1432088533\n') };
    expect(await checkCosignature(altered, verifier, checkSignature)).toMatchObject({ problem: 'cosignature-invalid' });
  });

  it('is the one that OpenSSL makes over the message of the specification', () => {
    const key = keyOfSeed(openSsl.seed);
    const line = makeCosignature(sha256, openSsl.cosignedText, { name: 'w', ...key, timeS: openSsl.timeS });
    expect(toBase64(line.signature.subarray(8))).toBe(openSsl.cosignature);
    expect(toBase64(line.signature.subarray(0, 8))).toBe('AAAAAGQYUMs=');
  });

  it('is read from the example of the specification', () => {
    // c2sp.org/tlog-cosignature: the timestamp is that of its signed message.
    const line = 'jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==';
    const read = readable(readSignedNote(`${note.text}\n\u2014 witness.example.com/w1 ${line}\n`));
    const [signature] = read.signatures;
    expect(signature?.signature).toHaveLength(72);
    expect(toBase64(signature?.signature.subarray(0, 8) ?? new Uint8Array())).toBe('AAAAAGQYUMs=');
  });

  it('stands beside the signature of the log, and each is checked by its own key', async () => {
    const text = writeSignedNote(cosigned());
    const log = readable(readVerifierKey(sha256, vkey));
    expect(await checkCheckpoint(text, log, checkSignature)).toHaveProperty('checkpoint');
    expect(await checkCosignature(readable(readSignedNote(text)), witness, checkSignature)).toEqual({ timeS });
    // The same key and name, for plain notes: no signature by it.
    const plain = readable(readVerifierKey(sha256, verifierKey(sha256, name, otherKey.publicKey)));
    expect(await checkCosignature(cosigned(), plain, checkSignature)).toMatchObject({ problem: 'no-cosignature-by-this-key' });
  });

  it('covers its time, the whole body and nothing of another log', async () => {
    const good = cosigned();
    const [line] = good.signatures.slice(-1);
    if (line === undefined) throw new Error('no line');
    for (let byte = 0; byte < line.signature.length; byte++) {
      const signature = new Uint8Array(line.signature);
      signature[byte] = (signature[byte] ?? 0) ^ 1;
      const altered = { ...good, signatures: [{ ...line, signature }] };
      expect(await checkCosignature(altered, witness, checkSignature)).toMatchObject({ problem: 'cosignature-invalid' });
    }
    const other = { ...good, text: readable(readSignedNote(checkpointAt(12))).text };
    expect(await checkCosignature(other, witness, checkSignature)).toMatchObject({ problem: 'cosignature-invalid' });
  });

  it('counts from the earliest of several, and every one must be good', async () => {
    const twice = { ...note, signatures: [...cosigned(timeS + 60).signatures, ...cosigned().signatures] };
    expect(await checkCosignature(twice, witness, checkSignature)).toEqual({ timeS });
    const [line] = cosigned().signatures.slice(-1);
    if (line === undefined) throw new Error('no line');
    for (const length of [1, 7, 8, 71]) {
      // In a buffer of its own, as a reader of notes gives it: nothing lies behind its end.
      const short = { ...line, signature: new Uint8Array(line.signature.subarray(0, length)) };
      const found = await checkCosignature({ ...note, signatures: [...twice.signatures, short] }, witness, checkSignature);
      expect(found).toMatchObject({ problem: 'cosignature-invalid' });
    }
  });

  it('with a time that no number holds exactly is refused, although it is signed', async () => {
    const [line] = cosigned().signatures.slice(-1);
    if (line === undefined) throw new Error('no line');
    const at = async (time: bigint): ReturnType<typeof checkCosignature> => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(time);
      const signed = otherKey.sign(utf8(`cosignature/v1\ntime ${time}\n${note.text}`));
      const signature = Buffer.concat([bytes, signed]);
      return checkCosignature({ ...note, signatures: [{ ...line, signature }] }, witness, checkSignature);
    };
    expect(await at(2n ** 53n - 1n)).toEqual({ timeS: Number.MAX_SAFE_INTEGER });
    expect(await at(2n ** 53n)).toMatchObject({ problem: 'cosignature-invalid' });
    expect(await at(2n ** 64n - 1n)).toMatchObject({ problem: 'cosignature-invalid' });
  });

  it('is made for checkpoints and whole seconds only', async () => {
    expect(() => makeCosignature(sha256, 'A text.\n', { name, ...otherKey, timeS })).toThrow(RangeError);
    for (const bad of [-1, 0.5, 2 ** 53]) {
      expect(() => makeCosignature(sha256, note.text, { name, ...otherKey, timeS: bad })).toThrow(RangeError);
    }
    const noCheckpoint = { ...cosigned(), text: 'A text.\n' };
    expect(await checkCosignature(noCheckpoint, witness, checkSignature)).toMatchObject({ problem: 'not-a-checkpoint' });
    expect(await checkCosignature(note, witness, checkSignature)).toMatchObject({ problem: 'no-cosignature-by-this-key' });
  });
});
