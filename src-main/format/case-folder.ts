import type { Sha256 } from '../shared/digest.ts';

/** Where things lie in a case folder (FORMAT.md, section 3). All paths are relative to it and use `/`. */
export const databaseFile = 'case.sqlite';
/** The newest signed checkpoint, as plain text. */
export const checkpointFile = 'checkpoint';
export const incomingFolder = 'incoming';
export const keysFolder = 'keys';
export const readMeFile = 'READ-ME-FIRST.txt';

export type KeptKind = 'original' | 'derivative';
const folderOf = { original: 'originals', derivative: 'derivatives' } as const;

/** `originals/ab/abcd...`: the evidentiary copy with this digest. */
export function originalPath(sha256: Sha256): string {
  return keptPath('original', sha256);
}

/** `derivatives/ab/abcd...`: something made by a tool, with this digest. */
export function derivativePath(sha256: Sha256): string {
  return keptPath('derivative', sha256);
}

/** `originals` or `derivatives`. */
export function keptFolder(kind: KeptKind): string {
  return folderOf[kind];
}

export function keptPath(kind: KeptKind, sha256: Sha256): string {
  return `${folderOf[kind]}/${sha256.slice(0, 2)}/${sha256}`;
}
