import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allowedSignerLine, keyFingerprint, readSshPublicKeyLine, sshPublicKeyLine } from '../../../src-main/format/key-names.ts';
import { checkSshSignature, makeSshSignature } from '../../../src-main/format/ssh-signature.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { checkSignature, logKey, otherKey, sha256, sha512, utf8 } from '../known-keys.ts';

const namespace = 'postquem-bundle';
const message = 'd41d8cd9  data/case.json\n';

const sshKeygenAvailable = ((): boolean => {
  try {
    execFileSync('which', ['ssh-keygen']);
    return true;
  } catch {
    return false;
  }
})();

/** What `ssh-keygen -Y verify` says of a signature over a message on its standard input. */
async function verify(what: { signature: string; message?: string; namespace?: string; key?: Uint8Array }): Promise<string> {
  const folder = await temporaryFolder();
  const signers = allowedSignerLine({ principal: 'custodian', namespace, publicKey: what.key ?? logKey.publicKey });
  await writeFile(join(folder, 'allowed_signers'), `${signers}\n`);
  await writeFile(join(folder, 'message.sig'), what.signature);
  const args = ['-Y', 'verify', '-f', 'allowed_signers', '-I', 'custodian', '-n', what.namespace ?? namespace, '-s', 'message.sig'];
  return new Promise((resolve) => {
    const child = execFile('ssh-keygen', args, { cwd: folder }, (error, stdout, stderr) => resolve(error ? `refused: ${stderr}` : stdout));
    child.stdin?.end(what.message ?? message);
  });
}

const signature = (of = message): string => makeSshSignature({ messageSha512: sha512(utf8(of)), namespace, ...logKey });

describe.skipIf(!sshKeygenAvailable)('ssh-keygen', () => {
  it('accepts a signature of ours, and names our key', async () => {
    expect(await verify({ signature: signature() })).toBe(
      `Good "${namespace}" signature for custodian with ED25519 key ${keyFingerprint(sha256, logKey.publicKey)}\n`,
    );
  });

  it('accepts one over a large message and over none', async () => {
    const large = 'x'.repeat(300_000);
    expect(await verify({ signature: signature(large), message: large })).toMatch(/^Good /);
    expect(await verify({ signature: signature(''), message: '' })).toMatch(/^Good /);
  });

  it('refuses it for an altered message, another purpose or another key', async () => {
    expect(await verify({ signature: signature(), message: `${message} ` })).toMatch(/^refused: .*incorrect signature/s);
    expect(await verify({ signature: signature(), namespace: 'file' })).toMatch(/^refused: /);
    expect(await verify({ signature: signature(), key: otherKey.publicKey })).toMatch(/^refused: /);
  });

  it('makes signatures that we accept, and refuse for another message, purpose or key', async () => {
    const folder = await temporaryFolder();
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'a test', '-f', join(folder, 'key')]);
    const line = readFileSync(join(folder, 'key.pub'), 'utf8');
    const publicKey = readSshPublicKeyLine(line) ?? new Uint8Array();
    expect(sshPublicKeyLine(publicKey, 'a test')).toBe(line.trimEnd());
    for (const hashName of ['sha512', 'sha256']) {
      const args = ['-Y', 'sign', '-O', `hashalg=${hashName}`, '-f', join(folder, 'key'), '-n', namespace];
      const made = execFileSync('ssh-keygen', args, { input: message, stdio: ['pipe', 'pipe', 'ignore'], encoding: 'utf8' });
      const check = (changed: { message?: string; namespace?: string; publicKey?: Uint8Array }): ReturnType<typeof checkSshSignature> =>
        checkSshSignature({
          signature: made,
          messageDigest: (name) => (name === 'sha512' ? sha512 : sha256)(utf8(changed.message ?? message)),
          namespace: changed.namespace ?? namespace,
          publicKey: changed.publicKey ?? publicKey,
          checkSignature,
        });
      expect(await check({})).toEqual({ ok: true });
      expect(await check({ message: `${message} ` })).toMatchObject({ problem: 'signature-invalid' });
      expect(await check({ namespace: 'file' })).toMatchObject({ problem: 'wrong-namespace' });
      expect(await check({ publicKey: logKey.publicKey })).toMatchObject({ problem: 'other-key' });
    }
  });
});
