import { createHash } from 'node:crypto';
import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleNamespace, receiptNamespace } from '../../../src-main/format/bundle/layout.ts';
import { checkReceipt, makeReceipt, receiptLimitBytes, type BundleReceipt } from '../../../src-main/format/bundle/receipt.ts';
import { toBase64 } from '../../../src-main/format/bytes.ts';
import { allowedSignerLine, keyFingerprint } from '../../../src-main/format/key-names.ts';
import { makeSshSignature } from '../../../src-main/format/ssh-signature.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { checkSignature, logKey, otherKey, sha256, sha512, utf8 } from '../known-keys.ts';

const log = 'postquem/log/00000000-0000-4000-8000-000000000000';
const fingerprint = keyFingerprint(sha256, logKey.publicKey);
const receipt: BundleReceipt = {
  v: 1,
  bundle: parseSha256('ab'.repeat(32)),
  sender: { name: 'Ірина', log, key: keyFingerprint(sha256, otherKey.publicKey) },
  receiver: { name: 'Ärztin "A"', affiliation: 'A court', log, key: fingerprint, publicKey: toBase64(logKey.publicKey) },
  receivedAt: '2026-11-22T08:00:00.000Z',
  items: 2,
  entries: 14,
  findings: 0,
};

const made = makeReceipt(receipt, { sha512, ...logKey });
const check = (bytes: Uint8Array | string) =>
  checkReceipt(typeof bytes === 'string' ? utf8(bytes) : bytes, { sha256, digest: (name, message) => createHash(name).update(message).digest(), checkSignature });

/** A receipt whose line says something else, signed by a key as it comes. */
function saying(change: (value: Record<string, unknown>) => void, key = logKey, namespace = receiptNamespace): string {
  const value = JSON.parse(JSON.stringify(receipt)) as Record<string, unknown>;
  change(value);
  const line = `${JSON.stringify(value)}\n`;
  return line + makeSshSignature({ messageSha512: sha512(utf8(line)), namespace, ...key });
}

describe('a receipt for a bundle', () => {
  it('is read back as it was made', async () => {
    expect(await check(made)).toEqual({ receipt });
  });

  it('is the same text whoever makes it', () => {
    expect(makeReceipt(Object.fromEntries(Object.entries(receipt).toReversed()) as BundleReceipt, { sha512, ...logKey })).toBe(made);
  });

  it('is refused when any bit of it is flipped', async () => {
    const bytes = utf8(made);
    for (let at = 0; at < bytes.length; at++) {
      const altered = Uint8Array.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      expect([at, Object.keys(await check(altered))]).toEqual([at, ['problem']]);
    }
  });

  it('is refused when it is cut, lengthened, empty or too long', async () => {
    for (const cut of [0, 1, made.indexOf('\n'), made.indexOf('\n') + 1, made.length - 2]) expect(await check(made.slice(0, cut))).toHaveProperty('problem');
    for (const longer of [`${made}\n`, `${made}x`, `\n${made}`, ` ${made}`, `\ufeff${made}`, made + ' '.repeat(receiptLimitBytes)]) expect(await check(longer)).toHaveProperty('problem');
    expect(await check(made.replace('\n', '\r\n'))).toHaveProperty('problem');
  });

  it('is refused by another key, for another purpose, and where the key and its fingerprint differ', async () => {
    expect(await check(saying(() => undefined))).toEqual({ receipt });
    expect(await check(saying(() => undefined, otherKey))).toHaveProperty('problem');
    expect(await check(saying(() => undefined, logKey, bundleNamespace))).toHaveProperty('problem');
    expect(await check(saying((value) => void ((value['receiver'] as Record<string, unknown>)['publicKey'] = toBase64(otherKey.publicKey)), otherKey))).toHaveProperty('problem');
    expect(await check(saying((value) => void ((value['receiver'] as Record<string, unknown>)['publicKey'] = 'AA==')))).toHaveProperty('problem');
  });

  it.each([
    ['a field too many', (value: Record<string, unknown>) => void (value['more'] = 1)],
    ['no bundle', (value: Record<string, unknown>) => void delete value['bundle']],
    ['a number that is none', (value: Record<string, unknown>) => void (value['items'] = -1)],
    ['another version', (value: Record<string, unknown>) => void (value['v'] = 2)],
    ['a time of another kind', (value: Record<string, unknown>) => void (value['receivedAt'] = 'yesterday')],
  ])('is refused with %s, although the signature holds', async (_what, change) => {
    expect(await check(saying(change))).toHaveProperty('problem');
  });

  it.skipIf(!hasSshKeygen())('is checked by ssh-keygen as it lies there, by its head and its tail', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'receipt'), made);
    await writeFile(join(folder, 'signers'), `${allowedSignerLine({ principal: 'receiver', namespace: receiptNamespace, publicKey: logKey.publicKey })}\n`);
    const verify = (before: string): Promise<string> => new Promise((resolve) => {
      const command = `tail -n +2 receipt > receipt.sig && head -n 1 receipt ${before}| ssh-keygen -Y verify -f signers -I receiver -n ${receiptNamespace} -s receipt.sig`;
      execFile('sh', ['-c', command], { cwd: folder }, (error, stdout, stderr) => resolve(error ? `refused: ${stderr}` : stdout));
    });
    expect(await verify('')).toMatch(/^Good "postquem-receipt" signature for receiver/);
    expect(await verify('| tr 2 3 ')).toMatch(/^refused: /);
  });
});

function hasSshKeygen(): boolean {
  try {
    execFileSync('which', ['ssh-keygen']);
    return true;
  } catch {
    return false;
  }
}
