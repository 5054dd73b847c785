import { elementsOf, isContext, readOid, readSequence, readSet, toHex, type Element } from './asn1.ts';

/** Attribute types that people know by a short name (RFC 4514 section 3, RFC 5280 appendix A). */
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN', '2.5.4.5': 'serialNumber', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST', '2.5.4.9': 'street',
  '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.25': 'DC', '1.2.840.113549.1.9.1': 'emailAddress',
};

/** A distinguished name. */
export interface Name {
  /** For people, in the certificate's own order: `C=DE, O=Example, CN=Stamp 1`. */
  text: string;
  /** As it was sent. */
  encoding: Uint8Array;
}

export function readName(element: Element): Name {
  const sets = elementsOf(element, 'name').map((set) => readSet(set, 'relative distinguished name').map(readTypeAndValue).join(' + '));
  return { text: sets.join(', '), encoding: element.encoding };
}

function readTypeAndValue(element: Element): string {
  const fields = readSequence(element, 'name attribute');
  const type = readOid(fields.next());
  const value = fields.next();
  fields.end();
  return `${shortNames[type] ?? type}=${textOf(value)}`;
}

/** The string types of X.680 that names use, and how their octets are read (RFC 5280 section 4.1.2.4). */
const stringTypes: Readonly<Record<number, string>> = {
  12: 'utf-8', 18: 'utf-8', 19: 'utf-8', 20: 'windows-1252', 22: 'utf-8', 26: 'utf-8', 30: 'utf-16be',
};

function textOf(value: Element): string {
  const encoding = value.tagClass === 'universal' ? stringTypes[value.tagNumber] : undefined;
  return encoding === undefined ? `#${toHex(value.content)}` : escaped(new TextDecoder(encoding).decode(value.content));
}

/** Separators get a backslash (RFC 4514 section 2.4); what would not show, or would turn the line round, its code. */
function escaped(text: string): string {
  return text
    .replace(/[,+"\\<>;=]/g, String.raw`\$&`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** The directory names among GeneralNames (RFC 5280 section 4.2.1.6). */
export function readDirectoryNames(generalNames: readonly Element[]): Name[] {
  return generalNames.filter((name) => isContext(name, 4)).flatMap((name) => elementsOf(name, 'directory name').map(readName));
}

/** RFC 5280 section 7.1 compares without regard to letter case, runs of spaces and the type of string. */
export function sameName(a: Name, b: Name): boolean {
  return folded(a) === folded(b);
}

function folded(name: Name): string {
  return name.text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
