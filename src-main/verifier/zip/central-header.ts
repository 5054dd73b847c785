import { readUtf8 } from '../../format/bytes.ts';
import { pathFault } from '../../format/bag/path.ts';
import type { ZipFindingCode, ZipFindings } from './codes.ts';
import type { EntryKind, ListedEntry } from './entry-table.ts';
import { unicodeName, withZip64Extra } from './extra-fields.ts';
import type { ZipLimits } from './limits.ts';
import { Numbers } from './numbers.ts';

export const centralHeaderBytes = 46;

/** Lengths of what follows a central header's fixed part, or undefined when it is none. */
export function restOfCentralHeader(head: Uint8Array): { name: number; extra: number; comment: number } | undefined {
  const numbers = new Numbers(head);
  if (numbers.u32(0) !== 0x0201_4b50) return undefined;
  return { name: numbers.u16(28), extra: numbers.u16(30), comment: numbers.u16(32) };
}

/** An entry, with the reasons why it is not to be read; undefined when its name is too long to be held. */
export interface ReadEntry {
  entry: ListedEntry;
  faults: ZipFindingCode[];
}

/** Read a whole central header (APPNOTE 4.3.12). What is wrong with it alone is told here. */
export function readCentralHeader(header: Uint8Array, limits: ZipLimits, findings: ZipFindings): ReadEntry | undefined {
  const numbers = new Numbers(header);
  const [nameBytes, extraBytes] = [numbers.u16(28), numbers.u16(30)];
  const rawName = header.subarray(centralHeaderBytes, centralHeaderBytes + nameBytes);
  const extra = header.subarray(centralHeaderBytes + nameBytes, centralHeaderBytes + nameBytes + extraBytes);
  const text = readUtf8(rawName);
  const name = text ?? new TextDecoder().decode(rawName);
  if (nameBytes > limits.nameBytes || foldersOf(name) > limits.folders) {
    findings.find('name-too-long', name.slice(0, 200), `at most ${limits.nameBytes} bytes and ${limits.folders} folders`, `${nameBytes} bytes, ${foldersOf(name)} folders`);
    return undefined;
  }
  const told = new Told(name, findings);
  const stated = withZip64Extra({ bytes: numbers.u32(24), packedBytes: numbers.u32(20), offset: numbers.u32(42) }, extra);
  if (typeof stated === 'string') told.fault(stated, 'numbers that can be read', 'none');
  const { bytes = 0, packedBytes = 0, offset = 0 } = typeof stated === 'string' ? {} : stated;
  if (numbers.u16(34) !== 0 && numbers.u16(34) !== 0xffff) told.fault('local-header-missing', 'a file in this ZIP', `one in part ${numbers.u16(34)}`);
  checkName(told, text, { name, extra });
  const kind = kindOf(told, name, numbers.u32(38));
  const slash = name.endsWith('/');
  const entry: ListedEntry = {
    name: slash ? name.slice(0, -1) : name,
    ...(text === undefined || slash !== (kind === 'folder') ? { rawName: rawName.slice() } : {}),
    kind,
    flags: numbers.u16(8), method: numbers.u16(10), crc32: numbers.u32(16), bytes, packedBytes, offset,
  };
  checkPacking(told, entry, limits);
  return { entry, faults: told.faults };
}

/** Findings about one name, and which of them forbid to read the file. */
class Told {
  readonly faults: ZipFindingCode[] = [];
  readonly #thing: string;
  readonly #findings: ZipFindings;

  constructor(thing: string, findings: ZipFindings) {
    this.#thing = thing;
    this.#findings = findings;
  }

  remark(code: ZipFindingCode, expected: string, actual: string): void {
    this.#findings.find(code, this.#thing, expected, actual);
  }

  fault(code: ZipFindingCode, expected: string, actual: string): void {
    this.remark(code, expected, actual);
    this.faults.push(code);
  }
}

function foldersOf(name: string): number {
  let count = 0;
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) count++;
  return count;
}

/** Names without bit 11 should be in CP437; those that are UTF-8 all the same are taken so, as many programs write them. */
function checkName(told: Told, text: string | undefined, { name, extra }: { name: string; extra: Uint8Array }): void {
  if (text === undefined) told.remark('name-not-utf8', 'a name in UTF-8', 'other bytes');
  const fault = plainName.test(name) && !name.includes('..') ? undefined : pathFault(name);
  if (fault !== undefined) told.remark('name-refused', 'a path within the ZIP', fault);
  if (name.includes('\\')) told.remark('name-backslash', 'parts separated by "/"', 'a backslash');
  const other = unicodeName(extra);
  if (other !== undefined && other !== text) told.fault('unicode-name-differs', `"${name}"`, `"${other.slice(0, 200)}"`);
}

/** Most names, at a glance: nothing in them leads anywhere. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._/-]*$/;

/** The file types of stat(2), in the upper half of the attributes where the ZIP comes from a Unix. */
const typeMask = 0xf000;
const kindOfType: Readonly<Record<number, EntryKind>> = { 0: 'file', 0x8000: 'file', 0x4000: 'folder', 0xa000: 'link' };
const folderOfDos = 0x10;

/** Some programs heed the Unix mode whatever the system that is named, so it is read always. */
function kindOf(told: Told, name: string, attributes: number): EntryKind {
  const mode = (attributes >>> 16) & typeMask;
  const kind = kindOfType[mode] ?? 'other';
  const asNamed = name.endsWith('/') ? 'folder' : 'file';
  if (kind === 'link' || kind === 'other') {
    told.fault('not-a-regular-file', `a ${asNamed}`, kind === 'link' ? 'a link' : 'a special file');
    return kind;
  }
  const marked = kind === 'folder' || (attributes & folderOfDos) !== 0;
  if (asNamed === 'file' && marked) told.fault('kind-contradicts', 'a file, by its name', 'a folder, by its attributes');
  if (asNamed === 'folder' && mode === 0x8000) told.remark('kind-contradicts', 'a folder, by its name', 'a file, by its attributes');
  return asNamed === 'file' && marked ? 'other' : asNamed;
}

const bitsOfEncryption = 0x2041;
const bitOfPatch = 0x20;

function checkPacking(told: Told, { kind, flags, method, bytes, packedBytes }: ListedEntry, limits: ZipLimits): void {
  if (flags & bitsOfEncryption) told.fault('encrypted', 'a file that is not encrypted', 'an encrypted one');
  if ((method !== 0 && method !== 8) || flags & bitOfPatch) told.fault('method-unknown', 'stored or deflated', `method ${method}`);
  if (method === 0 && packedBytes !== bytes) told.fault('sizes-contradict', `${bytes} bytes`, `${packedBytes} bytes stored`);
  if (kind === 'folder' && bytes > 0) told.fault('folder-with-bytes', 'no bytes', `${bytes} bytes`);
  if (method === 8 && bytes > limits.smallBytes && bytes > limits.ratio * packedBytes) {
    told.fault('ratio-too-large', `at most ${limits.ratio} times ${packedBytes} bytes`, `${bytes} bytes`);
  }
}
