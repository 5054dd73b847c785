/** What each code means, for people. */
export const zipCodeSentences = {
  'not-a-zip': 'This is no ZIP file, or its end is missing: it was cut off.',
  'several-disks': 'The ZIP is one part of several. Put the parts together first.',
  'several-ends': 'The ZIP has more than one end, so programs could take it for different files.',
  'too-many-entries': 'The ZIP states more entries than the limit. It was not read.',
  'declares-too-much': 'The files of the ZIP would be larger than the limit together. They were not read.',
  'directory-misplaced': "The ZIP's list of files does not lie where the ZIP says: it was cut off or altered.",
  'directory-damaged': "The ZIP's list of files cannot be read to its end.",
  'count-differs': 'The ZIP states another number of entries than it lists.',
  'prefixed-data': 'Bytes stand before the first file, and no entry tells of them.',
  'trailing-data': 'Bytes stand after the end of the ZIP, and no entry tells of them.',
  'gap': 'Bytes stand between files, and no entry tells of them.',
  'overlapping-entries': 'Files share bytes with each other or with the list of files, as in a ZIP that was made to unpack without end. They were not read.',
  'outside-file': 'A file would lie outside the ZIP: the ZIP was cut off or altered. It was not read.',
  'local-header-missing': 'Where a file should begin there is none. It was not read.',
  'local-header-differs': 'What stands before a file and what the list of files says of it differ, so programs could read different files. It was not read.',
  'descriptor-differs': 'What stands after a file and what the list of files says of it differ. It was not read.',
  'number-too-large': 'A number in the ZIP is larger than any file can be. The file was not read.',
  'zip64-malformed': 'A number of the ZIP stands in no field. The file was not read.',
  'sizes-contradict': 'A file that is not compressed has two sizes. It was not read.',
  'ratio-too-large': 'A file says that it becomes larger when unpacked than its packing can make it. It was not read.',
  'method-unknown': 'A file is compressed by a method that is not known here. It was not read.',
  'encrypted': 'A file is encrypted within the ZIP. It was not read.',
  'name-refused': 'A name leads out of the ZIP, or could on some system. It was not followed.',
  'name-backslash': 'A name holds a backslash, which some programs take for the end of a folder.',
  'name-not-utf8': 'The name of a file is no text (not UTF-8).',
  'unicode-name-differs': 'A file has two names, one of them in an extra field, so programs could unpack it under different names.',
  'name-too-long': 'A name is longer, or leads through more folders, than any system can write. It was left out.',
  'duplicate-name': 'Two files have the same name. Neither was read.',
  'file-and-folder': 'A name is that of a file and of a folder at once.',
  'not-a-regular-file': 'Something stands in the ZIP that is no file: a link or a special file. It was not followed or read.',
  'kind-contradicts': 'An entry is a folder by one mark and a file by another.',
  'folder-with-bytes': 'A folder has bytes of its own.',
  'outside-top-folder': 'Something stands beside the one folder that holds the bag. It is no part of the bag.',
  'crc-differs': 'The checksum that the ZIP states does not fit the bytes: the file or the checksum was altered.',
  'changed-while-read': 'The ZIP changed while it was checked.',
  'unreadable': 'The ZIP could not be read.',
} as const;

export type ZipFindingCode = keyof typeof zipCodeSentences;
export const zipFindingCodes = Object.keys(zipCodeSentences) as readonly ZipFindingCode[];

/** One thing about a ZIP that is not as it should be. */
export interface ZipFinding {
  code: ZipFindingCode;
  /** The name of an entry as the ZIP has it, or a place in the ZIP. */
  thing: string;
  expected: string;
  actual: string;
}

/** What a code means, for people. */
export function zipSentence(code: ZipFindingCode): string {
  return zipCodeSentences[code];
}

/** So many of one code are listed; the rest is counted. */
const mostOfACode = 200;

/** Findings as they come in. */
export class ZipFindings {
  readonly list: ZipFinding[] = [];
  notListed = 0;
  readonly #counts = new Map<ZipFindingCode, number>();

  find(code: ZipFindingCode, ...[thing, expected, actual]: readonly [thing: string, expected: string, actual: string]): void {
    const before = this.#counts.get(code) ?? 0;
    this.#counts.set(code, before + 1);
    if (before < mostOfACode) this.list.push({ code, thing, expected, actual });
    else this.notListed++;
  }
}

/** Why a ZIP is not read at all: thrown within this room, and a value outside of it. */
export class UnusableZip extends Error {
  readonly problem: ZipFinding;

  constructor(code: ZipFindingCode, ...[thing, expected, actual]: readonly [thing: string, expected: string, actual: string]) {
    super(`${thing}: ${actual}`);
    this.problem = { code, thing, expected, actual };
  }
}
