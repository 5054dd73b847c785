import { z } from 'zod';
import { sha256Schema } from '../../shared/digest.ts';
import { fingerprintSchema } from '../../shared/hand-over.ts';
import { fromBase64, readUtf8 } from '../bytes.ts';
import { canonicalBytes } from '../canonical.ts';
import type { Sha256Function } from '../entry.ts';
import { keyFingerprint } from '../key-names.ts';
import { publicKeyBytes, type CheckSignature } from '../signature.ts';
import { checkSshSignature, makeSshSignature, type SshHashName, type SshSigning } from '../ssh-signature.ts';
import { receiptNamespace } from './layout.ts';

const logText = z.string().regex(/^postquem\/log\/[0-9a-f-]{36}$/);

/** What a receiver states about a bundle (FORMAT.md, "Receipt"). */
export const receiptSchema = z.strictObject({
  v: z.literal(1),
  /** SHA-256 of the bundle's tag manifest, which names every byte of it. */
  bundle: sha256Schema,
  /** Whose bundle it was, as the receiver saw it: the log, and the key that signed the bundle. */
  sender: z.strictObject({ name: z.string().min(1), log: logText, key: fingerprintSchema }),
  receiver: z.strictObject({
    name: z.string().min(1),
    affiliation: z.string().optional(),
    log: logText,
    key: fingerprintSchema,
    /** The 32 raw bytes of the Ed25519 key, base64. */
    publicKey: z.string(),
  }),
  /** The receiver's clock, UTC with milliseconds. */
  receivedAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  items: z.int().nonnegative(),
  entries: z.int().nonnegative(),
  /** How many findings the receiver's own check of the bundle gave. */
  findings: z.int().nonnegative(),
});
export type BundleReceipt = z.infer<typeof receiptSchema>;

/** A receipt is short; more is not read. */
export const receiptLimitBytes = 65_536;

type Sha512Function = (bytes: Uint8Array) => Uint8Array;

/**
 * A signed receipt as one text: a line of canonical JSON, and the armoured SSH signature over exactly that line with its
 * newline, for the namespace `postquem-receipt`. Inverse: checkReceipt.
 */
export function makeReceipt(receipt: BundleReceipt, signing: { sha512: Sha512Function } & Pick<SshSigning, 'publicKey' | 'sign'>): string {
  const line = `${new TextDecoder().decode(canonicalBytes(receipt))}\n`;
  const messageSha512 = signing.sha512(new TextEncoder().encode(line));
  return line + makeSshSignature({ messageSha512, namespace: receiptNamespace, publicKey: signing.publicKey, sign: signing.sign });
}

/**
 * Read a receipt and check that the key that it names signed it. Whose key that is, the reader has to know: the
 * fingerprint is in the receipt. Nothing of a receipt with a problem may be believed. Inverse: makeReceipt.
 */
export async function checkReceipt(
  bytes: Uint8Array,
  check: { sha256: Sha256Function; digest: (hashName: SshHashName, message: Uint8Array) => Uint8Array; checkSignature: CheckSignature },
): Promise<{ receipt: BundleReceipt } | { problem: string }> {
  const text = bytes.length > receiptLimitBytes ? undefined : readUtf8(bytes);
  const end = text?.indexOf('\n') ?? -1;
  if (text === undefined || end < 0) return { problem: 'it is not a line of JSON and a signature' };
  const line = text.slice(0, end + 1);
  const receipt = readLine(line);
  if ('problem' in receipt) return receipt;
  const publicKey = fromBase64(receipt.receiver.publicKey);
  if (publicKey?.length !== publicKeyBytes || keyFingerprint(check.sha256, publicKey) !== receipt.receiver.key) {
    return { problem: "the fingerprint in it is not that of the receiver's key" };
  }
  const message = new TextEncoder().encode(line);
  const verdict = await checkSshSignature({
    signature: text.slice(end + 1),
    messageDigest: (hashName) => check.digest(hashName, message),
    namespace: receiptNamespace,
    publicKey,
    checkSignature: check.checkSignature,
  });
  return verdict.ok ? { receipt } : { problem: verdict.detail };
}

function readLine(line: string): BundleReceipt | { problem: string } {
  try {
    const read = receiptSchema.safeParse(JSON.parse(line));
    return read.success ? read.data : { problem: `its first line is no receipt: ${z.prettifyError(read.error)}` };
  } catch {
    return { problem: 'its first line is not JSON' };
  }
}
