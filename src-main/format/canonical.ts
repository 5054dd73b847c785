import canonicalize from 'canonicalize';

/** A value that has one canonical form: no floats, no numbers over 2^53 - 1, NFC strings, ASCII keys. */
export type Canonical =
  | null
  | boolean
  | number
  | string
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined };

export class NotCanonicalError extends Error {
  readonly path: string;
  constructor(path: string, problem: string) {
    super(`${path === '' ? 'the value' : path} ${problem}`);
    this.name = 'NotCanonicalError';
    this.path = path;
  }
}

const utf8 = new TextEncoder();
const asciiKey = /^[\x21-\x7e]+$/;

/**
 * The canonical bytes of a value: RFC 8785 (JCS), narrowed by FORMAT.md section 1.
 * Keys whose value is `undefined` are left out. Throws NotCanonicalError naming the first bad place.
 * Cost: one pass for plain values; for all others, and before a refusal, one to check and one to write.
 */
export function canonicalBytes(value: Canonical): Uint8Array {
  const plain = plainText(value, 0);
  if (plain !== undefined) return utf8.encode(plain);
  checkCanonical(value, '');
  const text = canonicalize(value);
  if (text === undefined) throw new NotCanonicalError('', 'has no canonical form');
  return utf8.encode(text);
}

function checkCanonical(value: Canonical | undefined, path: string): void {
  if (value === null || value === undefined || typeof value === 'boolean') return;
  if (typeof value === 'string') return checkText(value, path);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      throw new NotCanonicalError(path, `holds ${value}, which is not a safe integer`);
    }
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((element: Canonical, n) => checkCanonical(element, `${path}[${n}]`));
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (!asciiKey.test(key)) throw new NotCanonicalError(path, `has the key ${JSON.stringify(key)}, which is not ASCII`);
    checkCanonical(member, path === '' ? key : `${path}.${key}`);
  }
}

function checkText(text: string, path: string): void {
  if (!text.isWellFormed()) throw new NotCanonicalError(path, 'holds half a surrogate pair');
  if (text.normalize('NFC') !== text) throw new NotCanonicalError(path, 'is not in Unicode normalisation form C');
}

/** Printable ASCII but `"` and `\\`: stands in JSON as it is, is well formed, and is in NFC. */
const unescaped = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;
const unescapedKey = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
const deepest = 100;

/**
 * Check and write in one pass what nearly every value is made of; undefined for anything else, which `canonicalize` then
 * writes or checkCanonical refuses. Says nothing but what `canonicalize` says: a property test holds them equal.
 */
function plainText(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return plainString(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : undefined;
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value !== 'object' || depth === deepest) return undefined;
  return Array.isArray(value) ? plainArray(value, depth + 1) : plainObject(value, depth + 1);
}

function plainString(text: string): string | undefined {
  if (unescaped.test(text)) return `"${text}"`;
  return text.isWellFormed() && text.normalize('NFC') === text ? JSON.stringify(text) : undefined;
}

function plainArray(values: readonly unknown[], depth: number): string | undefined {
  if ('toJSON' in values) return undefined;
  let text = '[';
  for (let n = 0; n < values.length; n++) {
    const element = plainText(values[n], depth);
    if (element === undefined) return undefined;
    text += n === 0 ? element : `,${element}`;
  }
  return `${text}]`;
}

function plainObject(value: object, depth: number): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return undefined;
  let text = '';
  // UTF-16 code units, the order of RFC 8785 section 3.2.3.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined && unescapedKey.test(key)) continue;
    const written = unescapedKey.test(key) ? plainText(member, depth) : undefined;
    if (written === undefined) return undefined;
    text += `${text === '' ? '' : ','}"${key}":${written}`;
  }
  return `{${text}}`;
}
