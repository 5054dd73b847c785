import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importMedia, openCaseForReading, readLog, type ImportRequest, type ImportSummary, type LoggedAct, type ReadableCase } from '../../../src-main/engine/index.ts';
import { originalPath } from '../../../src-main/format/case-folder.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { knownSystem, working } from '../../temporary-case.ts';

const plain = { collection: {}, alsoDigest: [], verifyCopy: 'by-source', keepOnly: false } as const;

/** Import paths into a case, opened and closed for it. */
export function importInto(folder: string, paths: readonly (string | Buffer)[], options: Partial<ImportRequest> = {}): Promise<ImportSummary> {
  return working(folder, (target) => importMedia(target, { ...plain, ...options, paths: paths.map((path) => Buffer.from(path)) }));
}

export async function reading<T>(folder: string, act: (readable: ReadableCase) => T | Promise<T>): Promise<T> {
  const opened = await openCaseForReading({ folder, ...knownSystem });
  try {
    return await act(opened.case);
  } finally {
    await opened.close();
  }
}

/** The acts of a case's log, all or of one type. */
export function acts(folder: string, type?: string): Promise<LoggedAct[]> {
  return reading(folder, (readable) => [...readLog(readable)].filter((act) => type === undefined || act.type === type));
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Every row of a query on the case's database. */
export function rows<T>(folder: string, query: string): Promise<T[]> {
  return reading(folder, ({ db }) => db.prepare(query).all() as T[]);
}

/** The receipts whose kept file is missing or has another digest: there must never be one. */
export async function receiptsWithoutBytes(folder: string): Promise<string[]> {
  const kept = await rows<{ sha256: string; name: string }>(folder, 'SELECT i.sha256, r.name FROM receipt r JOIN item i ON i.number = r.item_number');
  return kept.filter(({ sha256 }) => !holds(join(folder, originalPath(parseSha256(sha256))), sha256)).map(({ name }) => name);
}

function holds(path: string, sha256: string): boolean {
  return existsSync(path) && sha256Of(readFileSync(path)) === sha256;
}

/** Files below a part of the case folder. */
export function filesBelow(folder: string, part: string): string[] {
  const entries = readdirSync(join(folder, part), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
}
