/** What the bytes are not. Thrown by readers inside this folder, and always turned into a finding at its edge. */
export class Unreadable extends Error {}

/** One element of an encoding (ITU-T X.690 section 8.1). */
export interface Element {
  tagClass: 'universal' | 'application' | 'context' | 'private';
  tagNumber: number;
  /** The whole element as it was sent. */
  encoding: Uint8Array;
  /** The content octets of a primitive element; empty for a constructed one. */
  content: Uint8Array;
  /** What a constructed element holds; absent for a primitive one. */
  elements?: readonly Element[];
}

/** Where a read stands, and what it may still spend. */
interface Reading {
  bytes: Uint8Array;
  what: string;
  elementsLeft: number;
}

const mostElements = 10_000;
const mostDepth = 40;
const tagClasses = ['universal', 'application', 'context', 'private'] as const;

/** SEQUENCE and SET are always constructed, all other universal types but OCTET STRING are never so here. */
const alwaysConstructed = new Set([16, 17]);
const eitherWay = new Set([4]);

/**
 * Read exactly one element, with all that it holds. DER, and of BER what CMS uses: indefinite lengths and OCTET
 * STRINGs in pieces (RFC 5652 section 2). Every length must fit what it encloses. Throws Unreadable. Cost: linear.
 */
export function parseElement(bytes: Uint8Array, what: string): Element {
  const reading = { bytes, what, elementsLeft: mostElements };
  const { element, end } = parseAt(reading, 0, bytes.length, mostDepth);
  if (end !== bytes.length) throw new Unreadable(`${what}: ${bytes.length - end} bytes follow its end`);
  return element;
}

function parseAt(reading: Reading, start: number, limit: number, depthLeft: number): { element: Element; end: number } {
  const { bytes, what } = reading;
  if (depthLeft === 0 || reading.elementsLeft-- === 0) throw new Unreadable(`${what}: nested too deep, or too many elements`);
  const first = octetAt(reading, start, limit);
  const { tagClass, tagNumber, constructed } = readTag(first, what);
  const { contentStart, length } = readLength(reading, start + 1, limit);
  if (length === undefined && !constructed) throw new Unreadable(`${what}: a value without an end`);
  const contentEnd = length === undefined ? undefined : contentStart + length;
  if (contentEnd !== undefined && contentEnd > limit) throw new Unreadable(`${what}: cut short`);
  const inner = constructed ? parseInner(reading, contentStart, { contentEnd, limit, depthLeft }) : { elements: undefined, end: contentEnd ?? limit };
  const encoding = bytes.subarray(start, inner.end);
  const content = constructed ? new Uint8Array() : bytes.subarray(contentStart, inner.end);
  return { element: { tagClass, tagNumber, encoding, content, ...(inner.elements && { elements: inner.elements }) }, end: inner.end };
}

interface Bounds {
  /** Absent for an indefinite length: then two octets of zero end the content. */
  contentEnd: number | undefined;
  limit: number;
  depthLeft: number;
}

function parseInner(reading: Reading, start: number, { contentEnd, limit, depthLeft }: Bounds): { elements: Element[]; end: number } {
  const elements: Element[] = [];
  const innerLimit = contentEnd ?? limit;
  let at = start;
  while (at !== contentEnd) {
    if (contentEnd === undefined && octetAt(reading, at, limit) === 0) {
      if (octetAt(reading, at + 1, limit) !== 0) throw new Unreadable(`${reading.what}: a broken end mark`);
      return { elements, end: at + 2 };
    }
    const { element, end } = parseAt(reading, at, innerLimit, depthLeft - 1);
    elements.push(element);
    at = end;
  }
  return { elements, end: at };
}

function readTag(octet: number, what: string): { tagClass: Element['tagClass']; tagNumber: number; constructed: boolean } {
  const tagClass = tagClasses[octet >> 6] ?? 'universal';
  const tagNumber = octet & 0x1f;
  const constructed = (octet & 0x20) !== 0;
  // Numbers from 31 on take more octets; nothing here has one.
  if (tagNumber === 0x1f || octet === 0) throw new Unreadable(`${what}: a tag that has no place here`);
  if (tagClass === 'universal' && !eitherWay.has(tagNumber) && constructed !== alwaysConstructed.has(tagNumber)) {
    throw new Unreadable(`${what}: a value of type ${tagNumber} is ${constructed ? '' : 'not '}constructed`);
  }
  return { tagClass, tagNumber, constructed };
}

/** X.690 section 8.1.3, in as few octets as the length needs. Undefined for an indefinite one. */
function readLength(reading: Reading, at: number, limit: number): { contentStart: number; length: number | undefined } {
  const first = octetAt(reading, at, limit);
  if (first < 0x80) return { contentStart: at + 1, length: first };
  if (first === 0x80) return { contentStart: at + 1, length: undefined };
  const count = first & 0x7f;
  if (count > 4) throw new Unreadable(`${reading.what}: a length of ${count} octets`);
  const octets = Array.from({ length: count }, (_octet, n) => octetAt(reading, at + 1 + n, limit));
  const length = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  if (length < 0x80 || octets[0] === 0) throw new Unreadable(`${reading.what}: a padded length`);
  return { contentStart: at + 1 + count, length };
}

function octetAt({ bytes, what }: Reading, at: number, limit: number): number {
  const octet = at < limit ? bytes[at] : undefined;
  if (octet === undefined) throw new Unreadable(`${what}: cut short`);
  return octet;
}
