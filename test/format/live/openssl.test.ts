import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeCosignature } from '../../../src-main/format/cosignature.ts';
import { publicKeyPem } from '../../../src-main/format/key-names.ts';
import { readSignedNote } from '../../../src-main/format/signed-note.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { checkpointAt } from '../known-log.ts';
import { logKey, otherKey, readable, sha256, utf8 } from '../known-keys.ts';

const openSslAvailable = ((): boolean => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL 3');
  } catch {
    return false;
  }
})();

async function opensslVerifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const folder = await temporaryFolder();
  for (const [name, bytes] of [['key.pem', utf8(publicKeyPem(key))], ['message', message], ['signature', signature]] as const) {
    await writeFile(join(folder, name), bytes);
  }
  const args = ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', 'key.pem', '-in', 'message', '-sigfile', 'signature'];
  try {
    return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).includes('Verified Successfully');
  } catch {
    return false;
  }
}

const note = readable(readSignedNote(checkpointAt(13)));

describe.skipIf(!openSslAvailable)('OpenSSL', () => {
  it('reads our PEM and writes it again the same', () => {
    const pem = publicKeyPem(logKey.publicKey);
    expect(execFileSync('openssl', ['pkey', '-pubin'], { input: pem, encoding: 'utf8' })).toBe(pem);
  });

  it('verifies a checkpoint by hand: the body up to the blank line, and the signature behind its key id', async () => {
    const [line] = note.signatures;
    const signature = line?.signature ?? new Uint8Array();
    expect(await opensslVerifies(logKey.publicKey, utf8(note.text), signature)).toBe(true);
    expect(await opensslVerifies(logKey.publicKey, utf8(`${note.text}\n`), signature)).toBe(false);
    expect(await opensslVerifies(otherKey.publicKey, utf8(note.text), signature)).toBe(false);
  });

  it('verifies a cosignature over the message of the specification', async () => {
    const timeS = 1_795_334_043;
    const { signature } = makeCosignature(sha256, note.text, { name: 'w', ...otherKey, timeS });
    const message = (time: number): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${note.text}`);
    expect(await opensslVerifies(otherKey.publicKey, message(timeS), signature.subarray(8))).toBe(true);
    expect(await opensslVerifies(otherKey.publicKey, message(timeS + 1), signature.subarray(8))).toBe(false);
  });
});
