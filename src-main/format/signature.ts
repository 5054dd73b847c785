/**
 * Make an Ed25519 signature (RFC 8032 section 5.1.6) of a message: 64 bytes. The key stays with whoever hands this in.
 */
export type Sign = (message: Uint8Array) => Uint8Array;

/**
 * Check an Ed25519 signature (RFC 8032 section 5.1.7) by a raw key of 32 bytes. Never throws on malformed input: a key
 * or a signature of the wrong length is `false`. A browser can only answer with a promise.
 */
export type CheckSignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** Length of a raw Ed25519 public key (RFC 8032 section 5.1.5). */
export const publicKeyBytes = 32;

/** Length of an Ed25519 signature (RFC 8032 section 5.1.6). */
export const signatureBytes = 64;
