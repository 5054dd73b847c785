import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../src-main/format/bytes.ts';
import { checkCheckpoint, makeCheckpoint, makeCheckpointText, readCheckpointText } from '../../src-main/format/checkpoint.ts';
import { makeSignedNote, readSignedNote, readVerifierKey } from '../../src-main/format/signed-note.ts';
import { verifierKey } from '../../src-main/format/key-names.ts';
import { checkSignature, keyOfSeed, logKey, otherKey, readable, sha256, utf8 } from './known-keys.ts';
import { goNotes, publicLog } from './vectors.ts';

const origin = 'postquem/log/5f3a2c1e-9b7d-4e6f-8a01-23456789abcd';
const root = sha256(utf8('root'));
const rootText = toBase64(root);
const key = readable(readVerifierKey(sha256, verifierKey(sha256, origin, logKey.publicKey)));
const signed = (text: string, signer = logKey, name = origin): string => makeSignedNote(sha256, text, [{ name, ...signer }]);

describe('the text of a checkpoint', () => {
  it('is the origin, the size and the root, each on a line', () => {
    expect(makeCheckpointText({ origin, size: 0, root })).toBe(`${origin}\n0\n${rootText}\n`);
    const largest = Number.MAX_SAFE_INTEGER;
    expect(makeCheckpointText({ origin, size: largest, root })).toBe(`${origin}\n9007199254740991\n${rootText}\n`);
    expect(readCheckpointText(`${origin}\n9007199254740991\n${rootText}\n`)).toMatchObject({ origin, size: largest });
  });

  it('is read as the specification writes its example', () => {
    // c2sp.org/tlog-checkpoint
    const read = readable(
      readSignedNote(`example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`),
    );
    const checkpoint = readable(readCheckpointText(read.text));
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 });
    expect(toBase64(checkpoint.root)).toBe('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=');
    expect(makeCheckpointText(checkpoint)).toBe(read.text);
  });

  it('may have extension lines of other programs, which are kept and never written', () => {
    const read = readable(readCheckpointText(`${origin}\n7\n${rootText}\none\ntwo\n`));
    expect(read.extensions).toEqual(['one', 'two']);
    expect(() => makeCheckpointText(read)).toThrow(RangeError);
    expect(readCheckpointText(`${origin}\n7\n${rootText}\n`)).not.toHaveProperty('extensions');
  });

  it.each([
    ['no final newline', `${origin}\n7\n${rootText}`],
    ['an empty origin', `\n7\n${rootText}\n`],
    ['an empty extension line', `${origin}\n7\n${rootText}\n\n`],
    ['an empty line among the extensions', `${origin}\n7\n${rootText}\na\n\nb\n`],
    ['two lines', `${origin}\n7\n`],
    ['nothing', ''],
    ['a leading zero', `${origin}\n07\n${rootText}\n`],
    ['two zeros', `${origin}\n00\n${rootText}\n`],
    ['a sign', `${origin}\n+7\n${rootText}\n`],
    ['a minus', `${origin}\n-7\n${rootText}\n`],
    ['a fraction', `${origin}\n7.0\n${rootText}\n`],
    ['an exponent', `${origin}\n7e3\n${rootText}\n`],
    ['a space', `${origin}\n7 \n${rootText}\n`],
    ['digits of another script', `${origin}\n\u0667\n${rootText}\n`],
    ['a size over 2^53 - 1', `${origin}\n9007199254740992\n${rootText}\n`],
    ['a size over 2^64', `${origin}\n18446744073709551616\n${rootText}\n`],
    ['a short root', `${origin}\n7\n${toBase64(root.subarray(1))}\n`],
    ['a root in another spelling', `${origin}\n7\n${rootText.replace(/=$/, '')}\n`],
  ])('with %s is refused', (_what, text) => {
    expect(readCheckpointText(text)).toHaveProperty('problem');
  });

  it('that would not be read back is not written', () => {
    for (const size of [-1, 0.5, 2 ** 53, Number.NaN]) expect(() => makeCheckpointText({ origin, size, root })).toThrow(RangeError);
    for (const bad of ['', 'a\nb']) expect(() => makeCheckpointText({ origin: bad, size: 1, root })).toThrow(RangeError);
    expect(() => makeCheckpointText({ origin, size: 1, root: root.subarray(1) })).toThrow(RangeError);
  });
});

describe('a signed checkpoint', () => {
  it('is byte for byte the note that Go signs, and is valid', async () => {
    const [made] = goNotes.notes;
    if (made === undefined) throw new Error('no vector');
    const checkpoint = readable(readCheckpointText(made.text));
    const text = makeCheckpoint(sha256, checkpoint, keyOfSeed(made.seed));
    expect(text).toBe(made.note);
    const verifier = readable(readVerifierKey(sha256, made.vkey));
    expect(await checkCheckpoint(utf8(text), verifier, checkSignature)).toEqual({ checkpoint });
  });

  it('of a public log is valid', async () => {
    const verifier = readable(readVerifierKey(sha256, publicLog.logVkey));
    const found = await checkCheckpoint(publicLog.checkpoint, verifier, checkSignature);
    expect(found).toMatchObject({ checkpoint: { origin: publicLog.origin, size: publicLog.size } });
  });

  it('by another key, even one of the same name, has no signature by this key', async () => {
    const text = makeCheckpoint(sha256, { origin, size: 3, root }, otherKey);
    expect(await checkCheckpoint(text, key, checkSignature)).toMatchObject({ problem: 'no-signature-by-this-key' });
  });

  it('of another log has the wrong origin, also when this log signed it', async () => {
    const text = `postquem/log/other\n3\n${rootText}\n`;
    const byItsOwn = makeCheckpoint(sha256, { origin: 'postquem/log/other', size: 3, root }, otherKey);
    expect(await checkCheckpoint(byItsOwn, key, checkSignature)).toMatchObject({ problem: 'wrong-origin' });
    expect(await checkCheckpoint(signed(text), key, checkSignature)).toMatchObject({ problem: 'wrong-origin' });
  });

  it('with another size or root has an invalid signature', async () => {
    const text = makeCheckpoint(sha256, { origin, size: 3, root }, logKey);
    for (const altered of [text.replace('\n3\n', '\n4\n'), text.replace(rootText, toBase64(sha256(utf8('other'))))]) {
      expect(await checkCheckpoint(altered, key, checkSignature)).toMatchObject({ problem: 'signature-invalid' });
    }
  });

  it('that is a signed note and no checkpoint is unreadable', async () => {
    for (const text of ['A text.\n', `${origin}\n03\n${rootText}\n`]) {
      expect(await checkCheckpoint(signed(text), key, checkSignature)).toMatchObject({ problem: 'unreadable' });
    }
    expect(await checkCheckpoint('', key, checkSignature)).toMatchObject({ problem: 'unreadable' });
  });

  it('is checked before it is believed: the detail of a failure shows who signed', async () => {
    const text = makeCheckpoint(sha256, { origin, size: 3, root }, otherKey);
    expect(await checkCheckpoint(text, key, checkSignature)).toHaveProperty('detail', `it is signed by "${origin}" with other keys`);
  });
});
