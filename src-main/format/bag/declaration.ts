import { readUtf8 } from '../bytes.ts';
import { splitLines } from './lines.ts';
import { isBagVersion, type BagVersion } from './version.ts';

/** What bagit.txt says: the version and the encoding of the other tag files. */
export interface BagDeclaration {
  version: BagVersion;
  /** As written. */
  encoding: string;
}

export type DeclarationProblem = 'not-utf8' | 'byte-order-mark' | 'malformed' | 'version-unknown';

/** The text of bagit.txt for the bags that we make. Inverse: readDeclaration. */
export function makeDeclaration(): string {
  return 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
}

const versionLine = /^BagIt-Version[ \t]*:[ \t]*(\d+\.\d+)[ \t]*$/;
const encodingLine = /^Tag-File-Character-Encoding[ \t]*:[ \t]*([\w.:()+-]+)[ \t]*$/;
const exactLines = [/^BagIt-Version: \d+\.\d+$/, /^Tag-File-Character-Encoding: \S+$/];

/**
 * Read bagit.txt: exactly two lines in UTF-8 without a byte order mark (RFC 8493, section 2.1.1). Bags older than 1.0
 * may have blanks around the colons and empty lines at the end. Inverse: makeDeclaration.
 */
export function readDeclaration(bytes: Uint8Array): BagDeclaration | { problem: DeclarationProblem; detail: string } {
  const text = readUtf8(bytes);
  if (text === undefined) return { problem: 'not-utf8', detail: 'bytes that are not UTF-8' };
  if (text.startsWith('\ufeff')) return { problem: 'byte-order-mark', detail: 'a byte order mark' };
  const lines = splitLines(text);
  const version = versionLine.exec(lines[0] ?? '')?.[1];
  const encoding = encodingLine.exec(lines[1] ?? '')?.[1];
  if (version === undefined) return { problem: 'malformed', detail: quoted(lines[0], 1) };
  if (!isBagVersion(version)) return { problem: 'version-unknown', detail: version };
  if (encoding === undefined) return { problem: 'malformed', detail: quoted(lines[1], 2) };
  const fault = version === '1.0' ? faultOfExact(lines) : faultOfRest(lines);
  return fault === undefined ? { version, encoding } : { problem: 'malformed', detail: fault };
}

function faultOfExact(lines: readonly string[]): string | undefined {
  const inexact = exactLines.findIndex((pattern, n) => !pattern.test(lines[n] ?? ''));
  if (inexact >= 0) return quoted(lines[inexact], inexact + 1);
  return lines.length > 2 ? `${lines.length} lines` : undefined;
}

function faultOfRest(lines: readonly string[]): string | undefined {
  return lines.slice(2).some((line) => line.trim() !== '') ? `${lines.length} lines` : undefined;
}

function quoted(line: string | undefined, number: number): string {
  return line === undefined ? `no line ${number}` : `line ${number}: "${line.slice(0, 200)}"`;
}
