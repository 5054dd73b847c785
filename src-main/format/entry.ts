import { z } from 'zod';
import { canonicalBytes, type Canonical } from './canonical.ts';

/** An entry is at most this long (FORMAT.md, section 1; the two-byte length of c2sp.org/tlog-tiles). */
export const entryLimitBytes = 65_535;

const logText = /^postquem\/log\/[0-9a-f-]{36}$/;
const atText = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const actorText = /^SHA256:[A-Za-z0-9+/]{43}$/;
const typeText = /^[a-z]+(-[a-z]+)*$/;
const saltText = /^[0-9a-f]{32}$/;

export const entrySchema = z.strictObject({
  v: z.literal(1),
  /** The log's origin, `postquem/log/<uuid>`. */
  log: z.string().regex(logText),
  seq: z.int().nonnegative(),
  /** UTC with milliseconds. */
  at: z.string().regex(atText),
  /** Fingerprint of the custodian's key, `SHA256:` and 43 base64 characters. */
  actor: z.string().regex(actorText),
  type: z.string().regex(typeText),
  payload: z.record(z.string(), z.unknown()),
  /** 128 random bits: without them a neighbour's content could be guessed from its leaf hash. */
  salt: z.string().regex(saltText),
});
export type Entry = z.infer<typeof entrySchema>;

/** SHA-256 of the given bytes, 32 bytes long. Handed in, so that this code runs in Node and in a browser. */
export type Sha256Function = (bytes: Uint8Array) => Uint8Array;

const utf8 = new TextDecoder('utf-8', { fatal: true });

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
    value = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    return { problem: 'not-json', detail: String(error) };
  }
  if (isEntry(value)) return { entry: value };
  const parsed = entrySchema.safeParse(value);
  return parsed.success ? { entry: parsed.data } : { problem: 'schema', detail: z.prettifyError(parsed.error) };
}

const fieldCount = Object.keys(entrySchema.shape).length;
const fits = (value: unknown, pattern: RegExp): boolean => typeof value === 'string' && pattern.test(value);

/**
 * Whether a parsed JSON value is an entry that the schema gives back unchanged. It says no when in doubt, and then the
 * schema says what is wrong; a property test holds the two equal. A tenth of the schema's cost: logs are long.
 */
function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== fieldCount) return false;
  const { v, log, seq, at, actor, type, payload, salt } = value as Record<string, unknown>;
  return (
    v === 1 && Number.isSafeInteger(seq) && (seq as number) >= 0 && isPayload(payload) &&
    fits(log, logText) && fits(at, atText) && fits(actor, actorText) && fits(type, typeText) && fits(salt, saltText)
  );
}

/** The schema drops a member that is called `__proto__`. */
function isPayload(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
}

/** Taken by one digest after another: none of them outlives the call. */
const leafInput = new Uint8Array(1 + entryLimitBytes);

/** The leaf hash of an entry: SHA-256(0x00 || entry), RFC 6962 section 2.1. */
export function leafHash(sha256: Sha256Function, entryBytes: Uint8Array): Uint8Array {
  const length = 1 + entryBytes.length;
  const input = length <= leafInput.length ? leafInput.subarray(0, length) : new Uint8Array(length);
  input.set(entryBytes, 1);
  return sha256(input);
}
