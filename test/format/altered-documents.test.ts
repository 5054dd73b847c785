import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from '../../src-main/format/bytes.ts';
import { checkCheckpoint, readCheckpointText } from '../../src-main/format/checkpoint.ts';
import { checkConsistencyDocument, readConsistencyProof } from '../../src-main/format/consistency-proof.ts';
import { checkCosignature, cosignerVerifierKey, makeCosignature } from '../../src-main/format/cosignature.ts';
import { readSshPublicKey, readSshPublicKeyLine } from '../../src-main/format/key-names.ts';
import { checkSignedNote, readSignedNote, readVerifierKey, writeSignedNote } from '../../src-main/format/signed-note.ts';
import { checkSshSignature, makeSshSignatureBlob, readSshSignature } from '../../src-main/format/ssh-signature.ts';
import { checkTlogProof, readTlogProof } from '../../src-main/format/tlog-proof.ts';
import { checkpointAt, consistencyProofOf, entries, origin, rootAt, tlogProofOf, vkey } from './known-log.ts';
import { checkSignature, keyOfSeed, otherKey, readable, sha256, sha512, utf8 } from './known-keys.ts';
import { openSsh } from './vectors.ts';

const key = readable(readVerifierKey(sha256, vkey));
const cosigner = 'postquem.test/witness';
const cosignerKey = readable(readVerifierKey(sha256, cosignerVerifierKey(sha256, cosigner, otherKey.publicKey)));
const settings = { seed: 20261122, numRuns: 400 };

/** Whether a whole check accepts a document; it may never throw. */
type Accepts = (document: Uint8Array) => boolean | Promise<boolean>;

const acceptsCheckpoint: Accepts = async (document) => 'checkpoint' in (await checkCheckpoint(document, key, checkSignature));

const acceptsNote: Accepts = async (document) => {
  const note = readSignedNote(document);
  return !('problem' in note) && (await checkSignedNote(note, key, checkSignature)) === 'valid';
};

const acceptsInclusion: Accepts = async (document) => {
  const proof = readTlogProof(document);
  const entry = entries[6] ?? new Uint8Array();
  return !('problem' in proof) && (await checkTlogProof(sha256, { proof, entry, key, checkSignature })).ok;
};

const acceptsConsistency: Accepts = async (document) => {
  const proof = readConsistencyProof(document);
  const old = { origin, size: 6, root: rootAt(6) };
  return !('problem' in proof) && (await checkConsistencyDocument(sha256, { proof, old, key, checkSignature })).ok;
};

const acceptsCosignature: Accepts = async (document) => {
  const note = readSignedNote(document);
  return !('problem' in note) && 'timeS' in (await checkCosignature(note, cosignerKey, checkSignature));
};

const acceptsSsh: Accepts = async (signature) =>
  (
    await checkSshSignature({
      signature,
      messageDigest: (name) => (name === 'sha512' ? sha512 : sha256)(utf8(openSsh.message)),
      namespace: openSsh.namespace,
      publicKey: keyOfSeed(openSsh.seed).publicKey,
      checkSignature,
    })
  ).ok;

const acceptsVerifierKey: Accepts = (document) => {
  const read = readVerifierKey(sha256, Buffer.from(document).toString('latin1'));
  return !('problem' in read);
};

function cosignedAlone(): Uint8Array {
  const note = readable(readSignedNote(checkpointAt(13)));
  const line = makeCosignature(sha256, note.text, { name: cosigner, ...otherKey, timeS: 1_795_334_043 });
  return utf8(writeSignedNote({ ...note, signatures: [line] }));
}

const sshSigning = {
  messageSha512: sha512(utf8(openSsh.message)),
  namespace: openSsh.namespace,
  ...keyOfSeed(openSsh.seed),
};

const documents: [what: string, document: Uint8Array, accepts: Accepts][] = [
  ['a checkpoint', utf8(checkpointAt(13)), acceptsCheckpoint],
  ['a note', utf8(checkpointAt(13)), acceptsNote],
  ['a proof of an entry', utf8(tlogProofOf(6, 13)), acceptsInclusion],
  ['a consistency proof', utf8(consistencyProofOf(6, 13)), acceptsConsistency],
  ['a cosignature', cosignedAlone(), acceptsCosignature],
  ['a binary SSH signature', makeSshSignatureBlob(sshSigning), acceptsSsh],
  ['an armoured SSH signature', utf8(openSsh.sha512), acceptsSsh],
  ['a verifier key', utf8(vkey), acceptsVerifierKey],
];

/** The line breaks inside the armour of an SSH signature are the one place that may change. */
function sameDocument(a: Uint8Array, b: Uint8Array): boolean {
  const bare = (document: Uint8Array): string => {
    const text = Buffer.from(document).toString('latin1');
    return text.startsWith('-----BEGIN SSH') ? text.replaceAll(/\r?\n/g, '') : text;
  };
  return equalBytes(a, b) || bare(a) === bare(b);
}

describe.each(documents)('%s', (_what, document, accepts) => {
  it('is accepted as it is', async () => {
    expect(await accepts(document)).toBe(true);
  });

  it('is refused with any one bit of it turned', async () => {
    const accepted: number[] = [];
    for (let bit = 0; bit < document.length * 8; bit++) {
      const altered = new Uint8Array(document);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << bit % 8);
      if (await accepts(altered)) accepted.push(bit);
    }
    expect(accepted).toEqual([]);
  });

  it('is refused when it is cut off anywhere', async () => {
    const accepted: number[] = [];
    for (let length = 0; length < document.length; length++) {
      const cut = document.subarray(0, length);
      if (!sameDocument(cut, document) && (await accepts(cut))) accepted.push(length);
    }
    expect(accepted).toEqual([]);
  });

  it('is refused after any edit: bytes put in, taken out or written over', async () => {
    const edit = fc.record({
      at: fc.nat(document.length),
      taken: fc.nat(4),
      put: fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.constantFrom('\n', ' ', '\r\n', '=', '\n\n').map(utf8)),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, taken, put }) => {
        const edited = Buffer.concat([document.subarray(0, at), put, document.subarray(at + taken)]);
        fc.pre(!sameDocument(edited, document));
        expect(await accepts(edited)).toBe(false);
      }),
      settings,
    );
  });

  it('is refused with a stretch of it repeated or moved', async () => {
    const span = fc.tuple(fc.nat(document.length), fc.nat(document.length), fc.nat(document.length));
    await fc.assert(
      fc.asyncProperty(span, async ([a, b, to]) => {
        const piece = document.subarray(Math.min(a, b), Math.max(a, b));
        const edited = Buffer.concat([document.subarray(0, to), piece, document.subarray(to)]);
        fc.pre(!sameDocument(edited, document));
        expect(await accepts(edited)).toBe(false);
      }),
      settings,
    );
  });
});

describe('a signed note', () => {
  it('may lose, gain or change signatures by others unnoticed, since nobody signs the signatures', async () => {
    const note = readable(readSignedNote(checkpointAt(13)));
    const [cosigned] = readable(readSignedNote(cosignedAlone())).signatures;
    const own = note.signatures[0];
    if (cosigned === undefined || own === undefined) throw new Error('no signature');
    const stranger = { ...cosigned, signature: new Uint8Array(72) };
    for (const signatures of [[own], [own, cosigned], [stranger, own], [own, own]]) {
      expect(await acceptsNote(utf8(writeSignedNote({ ...note, signatures })))).toBe(true);
    }
  });
});

describe('whatever is read', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }).map(utf8),
    fc.array(fc.constantFrom('old ', 'index ', 'extra ', '\u2014 ', 'a ', '0', '7', '\n', '\n\n', 'AAAA', '+', '=')).map((parts) => utf8(parts.join(''))),
  );

  it('is an answer and never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        for (const [, , accepts] of documents) expect(await accepts(bytes)).toBe(false);
        const text = Buffer.from(bytes).toString('latin1');
        readCheckpointText(text);
        readSshSignature(text);
        expect(readSshPublicKeyLine(text)).toBeUndefined();
        expect(readSshPublicKey(bytes)).toBeUndefined();
      }),
      settings,
    );
  });
});
