const base64Text = /^[A-Za-z0-9+/]*={0,2}$/;
const hexText = /^(?:[0-9a-f]{2})*$/;
/** Few enough arguments for one call; divisible by three, so that the pieces of base64 join without padding. */
const chunkBytes = 0x6000;

/** Standard base64 with padding (RFC 4648 section 4). Inverse: fromBase64. Cost: one pass. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + chunkBytes)));
  }
  return text;
}

/**
 * Read standard base64 (RFC 4648 section 4); `undefined` when it is not exactly what toBase64 writes. Padding is
 * required, white space is refused, and unused bits must be zero (section 3.5): else two texts would say the same
 * bytes, and a document could be altered unnoticed. Cost: two passes.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !base64Text.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}

/** Lower-case hexadecimal. Inverse: fromHex. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Read lower-case hexadecimal; `undefined` when it is not exactly what toHex writes. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!hexText.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, n) => Number.parseInt(text.slice(2 * n, 2 * n + 2), 16));
}

/** Whether both hold the same bytes. Not in constant time: for digests and signatures, which are public. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false;
  return true;
}

/** The parts one after the other, in a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Read UTF-8; `undefined` when it is malformed. A byte order mark stays in the text, so that it is met by whoever
 * reads the text; a string is taken as it is unless it holds half a surrogate pair.
 */
export function readUtf8(bytes: Uint8Array | string): string | undefined {
  if (typeof bytes === 'string') return bytes.isWellFormed() ? bytes : undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
