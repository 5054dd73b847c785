import { parseElement, Unreadable, type Element } from './element.ts';

export { Unreadable, type Element } from './element.ts';

/** No honest request, reply, token or certificate comes near this. */
export const readLimitBytes = 1024 * 1024;

/** Universal tag numbers, X.680 section 8.6. */
export const tag = {
  boolean: 1, integer: 2, bitString: 3, octetString: 4, null: 5, oid: 6, sequence: 16, set: 17, utcTime: 23, generalizedTime: 24,
} as const;

/** Read exactly one element. Throws Unreadable. */
export function readElement(bytes: Uint8Array, what: string): Element {
  if (bytes.length > readLimitBytes) throw new Unreadable(`${what}: ${bytes.length} bytes are over the limit of ${readLimitBytes}`);
  return parseElement(bytes, what);
}

export function isUniversal(element: Element | undefined, number: number): boolean {
  return element?.tagClass === 'universal' && element.tagNumber === number;
}

export function isContext(element: Element | undefined, number: number): boolean {
  return element?.tagClass === 'context' && element.tagNumber === number;
}

/** What a SEQUENCE, SET or constructed context tag holds. */
export function elementsOf(element: Element, what: string): readonly Element[] {
  if (element.elements === undefined) throw new Unreadable(`${what} is not constructed`);
  return element.elements;
}

export function readSequence(element: Element, what: string): Fields {
  return new Fields(elementsOf(expect(element, tag.sequence, what), what), what);
}

export function readSet(element: Element, what: string): readonly Element[] {
  return elementsOf(expect(element, tag.set, what), what);
}

/** Dotted decimal (X.690 section 8.19). */
export function readOid(element: Element): string {
  const content = expect(element, tag.oid, 'object identifier').content;
  if (content.length === 0 || content.length > 64 || (content.at(-1) ?? 0) >= 0x80) throw new Unreadable('an object identifier is cut short');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    if (arc === 0n && octet === 0x80) throw new Unreadable('an object identifier is padded');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  // The first two arcs share a number: 40 times the first, which is 0, 1 or 2, and the second.
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

/** Octets of an OCTET STRING; one that BER cut into pieces is joined (X.690 section 8.7). */
export function readOctets(element: Element, what: string): Uint8Array {
  const { elements } = expect(element, tag.octetString, what);
  if (elements === undefined) return element.content;
  const pieces = elements.map((piece) => readOctets(piece, what));
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Octets of a BIT STRING that fills whole octets, as every key and signature does. */
export function readBitOctets(element: Element, what: string): Uint8Array {
  const content = expect(element, tag.bitString, what).content;
  if (content[0] !== 0) throw new Unreadable(`${what} is not a BIT STRING of whole octets`);
  return content.subarray(1);
}

/** An INTEGER of any size (X.690 section 8.3). */
export function readInteger(element: Element, what: string): bigint {
  const content = expect(element, tag.integer, what).content;
  if (content.length === 0 || content.length > 80) throw new Unreadable(`${what} is not an INTEGER of at most 80 octets`);
  return BigInt.asIntN(content.length * 8, BigInt(`0x${toHex(content)}`));
}

/** A BOOLEAN; BER takes any octet but zero for true (X.690 section 8.2). */
export function readBoolean(element: Element, what: string): boolean {
  const content = expect(element, tag.boolean, what).content;
  if (content.length !== 1) throw new Unreadable(`${what} is not a BOOLEAN`);
  return content[0] !== 0;
}

export function expect(element: Element, number: number, what: string): Element {
  if (!isUniversal(element, number)) throw new Unreadable(`${what}: another kind of value stands there`);
  return element;
}

/** The fields of a SEQUENCE in their order; optional ones are taken when they are there. */
export class Fields {
  readonly #elements: readonly Element[];
  readonly #what: string;
  #at = 0;

  constructor(elements: readonly Element[], what: string) {
    this.#elements = elements;
    this.#what = what;
  }

  next(): Element {
    const element = this.#elements[this.#at++];
    if (element === undefined) throw new Unreadable(`${this.#what} ends too early`);
    return element;
  }

  optional(number: number): Element | undefined {
    return isUniversal(this.#elements[this.#at], number) ? this.next() : undefined;
  }

  optionalContext(number: number): Element | undefined {
    return isContext(this.#elements[this.#at], number) ? this.next() : undefined;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#elements.length;
  }

  end(): void {
    if (!this.isAtEnd()) throw new Unreadable(`${this.#what} holds more than its definition`);
  }
}

/** What reading gave, or why it failed: untrusted bytes are judged, they break nothing. */
export async function attempt<T>(read: () => T | Promise<T>): Promise<T | { problem: string }> {
  try {
    return await read();
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

export function toHex(bytes: Uint8Array): string {
  return bytes.reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), '');
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}
