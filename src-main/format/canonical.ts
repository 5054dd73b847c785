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
 * Cost: one pass to check, one to write.
 */
export function canonicalBytes(value: Canonical): Uint8Array {
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
