import { describe, expect, it } from 'vitest';
import { concatBytes, toBase64 } from '../../src-main/format/bytes.ts';
import {
  checkSignedNote,
  makeSignedNote,
  noteKeyId,
  noteLimitBytes,
  noteSignatureLimit,
  readSignedNote,
  readVerifierKey,
  writeSignedNote,
} from '../../src-main/format/signed-note.ts';
import { cosignerVerifierKey } from '../../src-main/format/cosignature.ts';
import { verifierKey } from '../../src-main/format/key-names.ts';
import { checkSignature, keyOfSeed, logKey, otherKey, readable, sha256, utf8 } from './known-keys.ts';
import { goNotes, publicLog } from './vectors.ts';

const name = 'postquem.test/log';
const key = readable(readVerifierKey(sha256, verifierKey(sha256, name, logKey.publicKey)));
const note = makeSignedNote(sha256, 'A text.\n', [{ name, ...logKey }]);
const line = (signer: string, bytes: Uint8Array): string => `\u2014 ${signer} ${toBase64(bytes)}\n`;

describe('a note', () => {
  it('is byte for byte the one that Go signs', () => {
    for (const made of goNotes.notes) {
      expect(makeSignedNote(sha256, made.text, [{ name: made.name, ...keyOfSeed(made.seed) }])).toBe(made.note);
    }
  });

  it('signed by Go is valid, and read and written again the same', async () => {
    for (const made of goNotes.notes) {
      const read = readable(readSignedNote(utf8(made.note)));
      expect(read.text).toBe(made.text);
      const verifier = readable(readVerifierKey(sha256, made.vkey));
      expect(await checkSignedNote(read, verifier, checkSignature)).toBe('valid');
      expect(writeSignedNote(read)).toBe(made.note);
    }
  });

  it('of a public log is valid although five of its six signatures are by others', async () => {
    const read = readable(readSignedNote(publicLog.checkpoint));
    expect(read.signatures).toHaveLength(6);
    const verifier = readable(readVerifierKey(sha256, publicLog.logVkey));
    expect(await checkSignedNote(read, verifier, checkSignature)).toBe('valid');
  });

  it('is read as the specification writes its example: the last blank line ends the text', () => {
    // c2sp.org/signed-note
    const example = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;
    const read = readable(readSignedNote(example));
    expect(read.text.endsWith('\n\ned è subito sera.\n')).toBe(true);
    expect(read.signatures.map((each) => [each.name, each.signature.length])).toEqual([['quasimodo.example/salvatore', 64]]);
    expect(writeSignedNote(read)).toBe(example);
  });

  it.each([
    ['without a blank line', 'A text.\n\u2014 a AAAAAAA=\n'],
    ['without a signature', 'A text.\n\n'],
    ['that does not end in a newline', note.slice(0, -1)],
    ['with a carriage return', note.replaceAll('\n', '\r\n')],
    ['with a tab', note.replace('A text', 'A\ttext')],
    ['with a NUL', note.replace('A text', 'A\0text')],
    ['with a hyphen for the dash', note.replace('\u2014', '-')],
    ['with two spaces', note.replace('\u2014 ', '\u2014  ')],
    ['with something behind the signature', note.replace(/\n$/, ' x\n')],
    ['with a plus in the name', `A text.\n\n${line('a+b', new Uint8Array(68))}`],
    ['with a no-break space in the name', `A text.\n\n${line('a\u00a0b', new Uint8Array(68))}`],
    ['with a next-line character in the name', `A text.\n\n${line('a\u0085b', new Uint8Array(68))}`],
    ['with no name', `A text.\n\n${line('', new Uint8Array(68))}`],
    ['with a key id and no signature', `A text.\n\n${line('a', new Uint8Array(4))}`],
    ['with base64 of another spelling', `A text.\n\n\u2014 a AAAAAAB=\n`],
    ['of nothing', ''],
    ['of a blank line', '\n\n'],
  ])('%s is refused', (_what, text) => {
    expect(readSignedNote(text)).toHaveProperty('problem');
    expect(readSignedNote(utf8(text))).toHaveProperty('problem');
  });

  it('that is no Unicode is refused, and a byte order mark is no part of an origin', () => {
    expect(readSignedNote(concatBytes(Uint8Array.of(0xff), utf8(note)))).toHaveProperty('problem');
    expect(readSignedNote(note.replace('A text', 'A \ud800'))).toHaveProperty('problem');
    expect(readable(readSignedNote(concatBytes(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(note)))).text).toBe('\ufeffA text.\n');
  });

  it('may have 100 signatures and one million bytes, and no more', () => {
    const lines = (count: number): string => Array.from({ length: count }, (_, n) => line(`k${n}`, new Uint8Array(68))).join('');
    expect(readable(readSignedNote(`A text.\n\n${lines(noteSignatureLimit)}`)).signatures).toHaveLength(100);
    expect(readSignedNote(`A text.\n\n${lines(noteSignatureLimit + 1)}`)).toHaveProperty('problem');
    const padded = (bytes: number): string => `${'x'.repeat(bytes - note.length - 2)}${note}`;
    expect(readSignedNote(padded(noteLimitBytes))).not.toHaveProperty('problem');
    expect(readSignedNote(padded(noteLimitBytes + 1))).toHaveProperty('problem');
    // Fewer characters than the limit, more bytes.
    expect(readSignedNote(`${'é'.repeat(noteLimitBytes / 2)}${note}`)).toHaveProperty('problem');
  });

  it('with sixteen signatures of five kilobytes is read, as the specification asks', () => {
    const lines = Array.from({ length: 16 }, (_, n) => line(`k${n}`, new Uint8Array(5_000))).join('');
    expect(readable(readSignedNote(`A text.\n\n${lines}`)).signatures).toHaveLength(16);
  });

  it('that would not be read back is not written', () => {
    const [signer] = [{ name, ...logKey }];
    for (const text of ['no newline', '', 'a\rb\n', 'half \ud800\n']) {
      expect(() => makeSignedNote(sha256, text, [signer])).toThrow(RangeError);
    }
    expect(() => makeSignedNote(sha256, 'A text.\n', [])).toThrow(RangeError);
    for (const bad of ['', 'a b', 'a+b', 'a\nb']) {
      expect(() => makeSignedNote(sha256, 'A text.\n', [{ ...signer, name: bad }])).toThrow(RangeError);
    }
  });
});

describe('a signature on a note', () => {
  it('by nobody whom the reader knows is no signature', async () => {
    const read = readable(readSignedNote(note));
    const others = [
      verifierKey(sha256, name, otherKey.publicKey),
      verifierKey(sha256, 'postquem.test/other', logKey.publicKey),
      cosignerVerifierKey(sha256, name, logKey.publicKey),
    ];
    for (const vkey of others) {
      const verdict = await checkSignedNote(read, readable(readVerifierKey(sha256, vkey)), checkSignature);
      expect(verdict).toBe('no-signature-by-this-key');
    }
  });

  it('that shares only the name or only the key id with a known key is passed over', async () => {
    const read = readable(readSignedNote(note));
    const [good] = read.signatures;
    if (good === undefined) throw new Error('no signature');
    const spoiled = { ...good, signature: new Uint8Array(64) };
    const signatures = [{ ...spoiled, name: 'x' }, { ...spoiled, keyId: Uint8Array.of(0, 0, 0, 0) }, good];
    expect(await checkSignedNote({ ...read, signatures }, key, checkSignature)).toBe('valid');
  });

  it('is invalid when one of several by the key is bad', async () => {
    const read = readable(readSignedNote(note));
    const [good] = read.signatures;
    if (good === undefined) throw new Error('no signature');
    const bad = { ...good, signature: new Uint8Array(64) };
    expect(await checkSignedNote({ ...read, signatures: [good, good] }, key, checkSignature)).toBe('valid');
    expect(await checkSignedNote({ ...read, signatures: [good, bad] }, key, checkSignature)).toBe('invalid');
    expect(await checkSignedNote({ ...read, signatures: [bad, good] }, key, checkSignature)).toBe('invalid');
    const short = { ...good, signature: good.signature.subarray(1) };
    expect(await checkSignedNote({ ...read, signatures: [short] }, key, checkSignature)).toBe('invalid');
  });

  it('made by another key over the same key id is invalid', async () => {
    const keyId = noteKeyId(sha256, { name, type: 1, publicKey: logKey.publicKey });
    const forged = { text: 'A text.\n', signatures: [{ name, keyId, signature: otherKey.sign(utf8('A text.\n')) }] };
    expect(await checkSignedNote(forged, key, checkSignature)).toBe('invalid');
  });

  it('may be checked by a promise, as in a browser', async () => {
    const inBrowser = async (...of: Parameters<typeof checkSignature>): Promise<boolean> => Promise.resolve(checkSignature(...of));
    expect(await checkSignedNote(readable(readSignedNote(note)), key, inBrowser)).toBe('valid');
    const never = async (): Promise<boolean> => Promise.resolve(false);
    expect(await checkSignedNote(readable(readSignedNote(note)), key, never)).toBe('invalid');
  });
});

describe('a verifier key', () => {
  it('of Go and of public logs and witnesses is read', () => {
    for (const { vkey, name: owner } of goNotes.notes) {
      expect(readVerifierKey(sha256, vkey)).toMatchObject({ name: owner, type: 1 });
    }
    expect(readVerifierKey(sha256, publicLog.logVkey)).toMatchObject({ name: publicLog.origin, type: 1 });
    expect(readVerifierKey(sha256, publicLog.cosignerVkey)).toMatchObject({ name: 'remora.n621.de', type: 4 });
  });

  it('with any one character altered is refused', () => {
    const vkey = verifierKey(sha256, name, logKey.publicKey);
    const altered = Array.from(vkey).flatMap((_character, at) =>
      ['A', 'z', '0', '+', '=', ' ', '\n', ''].map((other) => `${vkey.slice(0, at)}${other}${vkey.slice(at + 1)}`),
    );
    const accepted = altered.filter((text) => !('problem' in readVerifierKey(sha256, text)));
    expect(accepted.filter((text) => text !== vkey)).toEqual([]);
  });

  it('of a type that is not used here, or of another length, is refused with its right key id', () => {
    const vkeyOf = (type: number, publicKey: Uint8Array): string => {
      const keyId = noteKeyId(sha256, { name, type, publicKey });
      return `${name}+${Buffer.from(keyId).toString('hex')}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
    };
    expect(readVerifierKey(sha256, vkeyOf(1, logKey.publicKey))).not.toHaveProperty('problem');
    expect(readVerifierKey(sha256, vkeyOf(6, logKey.publicKey))).toHaveProperty('problem', 'keys of type 6 are not known here');
    expect(readVerifierKey(sha256, vkeyOf(1, logKey.publicKey.subarray(1)))).toHaveProperty('problem');
    expect(readVerifierKey(sha256, vkeyOf(1, new Uint8Array()))).toHaveProperty('problem');
  });
});
