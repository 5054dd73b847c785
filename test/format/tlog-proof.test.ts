import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../src-main/format/bytes.ts';
import { readVerifierKey } from '../../src-main/format/signed-note.ts';
import { checkTlogProof, readTlogProof, writeTlogProof } from '../../src-main/format/tlog-proof.ts';
import { checkpointAt, entries, origin, tlogProofOf, vkey } from './known-log.ts';
import { checkSignature, readable, sha256, utf8 } from './known-keys.ts';

const key = readable(readVerifierKey(sha256, vkey));
const hash = toBase64(sha256(utf8('hash')));
const checkpoint = checkpointAt(13);

function check(text: string, entry: Uint8Array | undefined): ReturnType<typeof checkTlogProof> {
  const proof = readable(readTlogProof(text));
  return checkTlogProof(sha256, { proof, entry: entry ?? new Uint8Array(), key, checkSignature });
}

describe('the proof of an entry', () => {
  it('shows every entry at its place in every log', async () => {
    for (let size = 1; size <= entries.length; size++) {
      for (let index = 0; index < size; index++) {
        const found = await check(tlogProofOf(index, size), entries[index]);
        expect(found).toMatchObject({ ok: true, checkpoint: { origin, size } });
      }
    }
  });

  it('shows no other entry, at no other place', async () => {
    expect(await check(tlogProofOf(4, 13), entries[5])).toMatchObject({ ok: false, problem: 'not-included' });
    const elsewhere = tlogProofOf(4, 13).replace('\nindex 4\n', '\nindex 5\n');
    expect(await check(elsewhere, entries[4])).toMatchObject({ ok: false, problem: 'not-included' });
    expect(await check(elsewhere, entries[5])).toMatchObject({ ok: false, problem: 'not-included' });
    const beyond = tlogProofOf(4, 13).replace('\nindex 4\n', '\nindex 13\n');
    expect(await check(beyond, entries[4])).toMatchObject({ ok: false, problem: 'index-beyond-checkpoint' });
  });

  it('shows nothing when its checkpoint does not hold', async () => {
    const text = tlogProofOf(4, 13);
    const altered = text.replace('\n13\n', '\n12\n');
    expect(await check(altered, entries[4])).toMatchObject({ ok: false, problem: 'signature-invalid' });
    const cut = `${text.split('\n\n')[0] ?? ''}\n\n`;
    expect(await check(cut, entries[4])).toMatchObject({ ok: false, problem: 'unreadable' });
  });

  it('is written as the specification says', () => {
    const text = writeTlogProof({ index: 73894, hashes: [sha256(utf8('hash'))], checkpoint, extra: utf8('more') });
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nextra bW9yZQ==\nindex 73894\n${hash}\n\n${checkpoint}`);
    expect(readTlogProof(text)).toMatchObject({ index: 73894, checkpoint, extra: utf8('more') });
    expect(tlogProofOf(0, 1)).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpointAt(1)}`);
  });

  it('is read as the specification writes its example', () => {
    // c2sp.org/tlog-proof; its signatures are shortened there, and its extra data is no base64 of whole bytes.
    const read = readTlogProof(`c2sp.org/tlog-proof@v1
index 73894
gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=
B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=
EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=
RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=
AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=

example.com/fancylog
109482
sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=

\u2014 example.com/fancylog AAAAAAA=
`);
    expect(readable(read)).toMatchObject({ index: 73894 });
    expect(readable(read).hashes).toHaveLength(5);
    expect(readable(read).checkpoint.startsWith('example.com/fancylog\n109482\n')).toBe(true);
  });

  it('may carry extra data that anybody can change: no signature covers it', async () => {
    const extra = (text: string): string => tlogProofOf(4, 13).replace('\nindex', `\nextra ${toBase64(utf8(text))}\nindex`);
    expect(await check(extra('one'), entries[4])).toMatchObject({ ok: true });
    expect(await check(extra('another'), entries[4])).toMatchObject({ ok: true });
  });

  it.each([
    ['another version', `c2sp.org/tlog-proof@v2\nindex 4\n\n${checkpoint}`],
    ['no index', `c2sp.org/tlog-proof@v1\n${hash}\n\n${checkpoint}`],
    ['two indexes', `c2sp.org/tlog-proof@v1\nindex 4\nindex 4\n\n${checkpoint}`],
    ['the extra data behind the index', `c2sp.org/tlog-proof@v1\nindex 4\nextra AAAA\n\n${checkpoint}`],
    ['empty extra data', `c2sp.org/tlog-proof@v1\nextra \nindex 4\n\n${checkpoint}`],
    ['extra data in no base64', `c2sp.org/tlog-proof@v1\nextra AAA\nindex 4\n\n${checkpoint}`],
    ['a leading zero', `c2sp.org/tlog-proof@v1\nindex 04\n\n${checkpoint}`],
    ['an index over 2^53 - 1', `c2sp.org/tlog-proof@v1\nindex 9007199254740992\n\n${checkpoint}`],
    ['a short hash', `c2sp.org/tlog-proof@v1\nindex 4\nAAAA\n\n${checkpoint}`],
    ['64 hashes', `c2sp.org/tlog-proof@v1\nindex 4\n${`${hash}\n`.repeat(64)}\n${checkpoint}`],
    ['carriage returns', tlogProofOf(4, 13).replaceAll('\n', '\r\n')],
    ['no checkpoint', `c2sp.org/tlog-proof@v1\nindex 4\n`],
    ['nothing', ''],
  ])('with %s is refused', (_what, text) => {
    expect(readTlogProof(text)).toHaveProperty('problem');
  });

  it('that would not be read back is not written', () => {
    const hashes = Array.from({ length: 64 }, () => new Uint8Array(32));
    expect(() => writeTlogProof({ index: -1, hashes: [], checkpoint })).toThrow(RangeError);
    expect(() => writeTlogProof({ index: 1, hashes, checkpoint })).toThrow(RangeError);
    expect(() => writeTlogProof({ index: 1, hashes: [new Uint8Array(31)], checkpoint })).toThrow(RangeError);
  });
});
