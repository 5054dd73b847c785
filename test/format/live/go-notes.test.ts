import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../../src-main/format/bytes.ts';
import { makeSignedNote, checkSignedNote, readSignedNote, readVerifierKey } from '../../../src-main/format/signed-note.ts';
import { verifierKey } from '../../../src-main/format/key-names.ts';
import { checkpointAt, vkey } from '../known-log.ts';
import { checkSignature, logKey, otherKey, readable, sha256, utf8 } from '../known-keys.ts';
import { askGo, goAvailable } from './go-tools.ts';

interface Answer {
  note?: string;
  text?: string;
  key?: string;
  vkey?: string;
  error?: string;
}

const ask = async (requests: readonly object[]): Promise<Answer[]> =>
  (await askGo('notes', requests)).map((line) => JSON.parse(line) as Answer);

const opening = (note: string | Uint8Array, key: string): object => ({
  op: 'open',
  key,
  note: toBase64(typeof note === 'string' ? utf8(note) : note),
});

const texts = ['A text.\n', 'Two.\n\nParts, é, \u{1f4f7}.\n', '\n', '\n\n\n', '\u2014 looks like a signature\n'];

describe.skipIf(!goAvailable)('Go', () => {
  it('opens the notes and checkpoints that we sign', async () => {
    const name = 'postquem.test/log';
    const key = verifierKey(sha256, name, logKey.publicKey);
    const notes = texts.map((text) => makeSignedNote(sha256, text, [{ name: 'other', ...otherKey }, { name, ...logKey }]));
    expect(await ask(notes.map((note) => opening(note, key)))).toEqual(texts.map((text) => ({ text })));
    const [opened] = await ask([opening(checkpointAt(13), vkey)]);
    expect(opened?.text).toBe(checkpointAt(13).split('\n\n')[0] + '\n');
  });

  it('signs notes that we open', async () => {
    const [made] = await ask([{ op: 'generate', name: 'postquem.test/go', seed: toBase64(sha256(utf8('seed'))) }]);
    const key = readable(readVerifierKey(sha256, made?.vkey ?? ''));
    const answers = await ask(texts.map((text) => ({ op: 'sign', key: made?.key, text })));
    for (const [n, { note = '' }] of answers.entries()) {
      const read = readable(readSignedNote(note));
      expect(read.text).toBe(texts[n]);
      expect(await checkSignedNote(read, key, checkSignature)).toBe('valid');
    }
  });

  it('refuses a checkpoint with any one bit turned, save the unused bits of base64, where we are the stricter', async () => {
    const document = utf8(checkpointAt(13));
    const altered = Array.from({ length: document.length * 8 }, (_, bit) => {
      const copy = new Uint8Array(document);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << bit % 8);
      return copy;
    });
    const answers = await ask(altered.map((each) => opening(each, vkey)));
    expect(answers).toHaveLength(altered.length);
    const accepted = altered.filter((_each, n) => answers[n]?.error === undefined);
    expect(accepted.length).toBeLessThanOrEqual(4);
    for (const each of accepted) {
      const text = Buffer.from(each).toString();
      const signatureOf = (note: string): Buffer => Buffer.from(note.split(' ').at(-1) ?? '', 'base64');
      expect(signatureOf(text)).toEqual(signatureOf(checkpointAt(13)));
      expect(readSignedNote(each)).toHaveProperty('problem');
    }
  });

  it('refuses what we refuse to read', async () => {
    const note = checkpointAt(13);
    const bad = [note.replaceAll('\n', '\r\n'), note.slice(0, -1), note.replace('\u2014', '-'), note.replace('\n\n', '\n'), `${note}\n`];
    for (const { error } of await ask(bad.map((each) => opening(each, vkey)))) expect(error).toBe('malformed note');
    for (const each of bad) expect(readSignedNote(each)).toHaveProperty('problem');
  });
});
