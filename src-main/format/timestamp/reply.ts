import { elementsOf, isUniversal, readElement, readInteger, readSequence, tag, type Element, type Fields } from './asn1.ts';
import { fault, type TimestampFault } from './faults.ts';
import { readToken, type Token } from './token.ts';

/**
 * The token of a TimeStampResp (RFC 3161 section 2.4.2), or a token that stands alone. A refusal by the authority is
 * a value, with its own words. Throws Unreadable.
 */
export async function readReply(bytes: Uint8Array): Promise<{ token: Token } | { fault: TimestampFault }> {
  const whole = readElement(bytes, 'timestamp reply');
  const first = elementsOf(whole, 'timestamp reply')[0];
  if (isUniversal(first, tag.oid)) return { token: await readToken(whole) };
  const fields = readSequence(whole, 'timestamp reply');
  const refusal = readStatus(readSequence(fields.next(), 'status'));
  if (refusal !== undefined) return { fault: refusal };
  const token = fields.next();
  fields.end();
  return { token: await readToken(token) };
}

const statusNames = ['granted', 'grantedWithMods', 'rejection', 'waiting', 'revocationWarning', 'revocationNotification'] as const;

/** Only with these two does a token come (RFC 3161 section 2.4.2). */
const granted: readonly string[] = ['granted', 'grantedWithMods'];

/** PKIFailureInfo, by the number of the bit. */
const failures: Readonly<Record<number, string>> = {
  0: 'badAlg', 2: 'badRequest', 5: 'badDataFormat', 14: 'timeNotAvailable', 15: 'unacceptedPolicy', 16: 'unacceptedExtension',
  17: 'addInfoNotAvailable', 25: 'systemFailure',
};

function readStatus(fields: Fields): TimestampFault | undefined {
  const number = Number(readInteger(fields.next(), 'status'));
  const words = fields.optional(tag.sequence);
  const failure = fields.optional(tag.bitString);
  fields.end();
  const name = statusNames[number] ?? String(number);
  if (granted.includes(name)) return undefined;
  const told = [...(words === undefined ? [] : elementsOf(words, 'status text').map(textOf)), ...(failure === undefined ? [] : failuresOf(failure))];
  return fault('not-granted', `the authority gave no timestamp: ${[name, ...told].join('; ')}`, { expected: granted.join(' or '), actual: name });
}

function textOf(element: Element): string {
  return JSON.stringify(new TextDecoder().decode(element.content.subarray(0, 500)));
}

function failuresOf(element: Element): string[] {
  const octets = element.content.subarray(1, 5);
  const bits = Array.from({ length: octets.length * 8 }, (_bit, n) => n);
  return bits.filter((n) => ((octets[n >> 3] ?? 0) & (0x80 >> (n & 7))) !== 0).map((n) => failures[n] ?? `failure ${n}`);
}
