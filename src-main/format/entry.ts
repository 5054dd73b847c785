import { z } from 'zod';
import { canonicalBytes, type Canonical } from './canonical.ts';

/** An entry is at most this long (FORMAT.md, section 1; the two-byte length of c2sp.org/tlog-tiles). */
export const entryLimitBytes = 65_535;

export const entrySchema = z.strictObject({
  v: z.literal(1),
  /** The log's origin, `postquem/log/<uuid>`. */
  log: z.string().regex(/^postquem\/log\/[0-9a-f-]{36}$/),
  seq: z.int().nonnegative(),
  /** UTC with milliseconds. */
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  /** Fingerprint of the custodian's key, `SHA256:` and 43 base64 characters. */
  actor: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/),
  type: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  payload: z.record(z.string(), z.unknown()),
  /** 128 random bits: without them a neighbour's content could be guessed from its leaf hash. */
  salt: z.string().regex(/^[0-9a-f]{32}$/),
});
export type Entry = z.infer<typeof entrySchema>;

/** SHA-256 of the given bytes, 32 bytes long. Handed in, so that this code runs in Node and in a browser. */
export type Sha256Function = (bytes: Uint8Array) => Uint8Array;

export type EntryProblem = 'not-json' | 'schema' | 'too-long';

/**
 * The exact bytes of an entry: RFC 8785 canonical JSON. Throws NotCanonicalError for a value without
 * a canonical form. The caller checks `entryLimitBytes`. Inverse: readEntry.
 */
export function makeEntryBytes(entry: Entry): Uint8Array {
  return canonicalBytes(entry as unknown as Canonical);
}

/**
 * Read stored entry bytes. A reader parses and never canonicalises again: the stored bytes are what was
 * hashed. Returns the problem as a value, since a bad entry is a finding. Inverse: makeEntryBytes.
 */
export function readEntry(bytes: Uint8Array): { entry: Entry } | { problem: EntryProblem; detail: string } {
  if (bytes.length > entryLimitBytes) return { problem: 'too-long', detail: `${bytes.length} bytes` };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return { problem: 'not-json', detail: String(error) };
  }
  const parsed = entrySchema.safeParse(value);
  return parsed.success ? { entry: parsed.data } : { problem: 'schema', detail: z.prettifyError(parsed.error) };
}

/** The leaf hash of an entry: SHA-256(0x00 || entry), RFC 6962 section 2.1. */
export function leafHash(sha256: Sha256Function, entryBytes: Uint8Array): Uint8Array {
  const leaf = new Uint8Array(entryBytes.length + 1);
  leaf.set(entryBytes, 1);
  return sha256(leaf);
}
