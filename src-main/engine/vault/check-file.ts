import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { keptPath } from '../../format/case-folder.ts';
import type { CheckJob, CheckReply, CheckResult } from './jobs.ts';
import type { FileToCheck, FixityFault } from './kept.ts';
import { readDigest } from './read-digest.ts';
import { viewOperation, type OperationView } from './shared-memory.ts';
import { codeOf, kindOf } from './source-file.ts';

// NOFOLLOW and NONBLOCK: what stands in the vault may have been planted.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export interface CheckPlace {
  caseFolder: string;
  buffer: Buffer;
}

/** Read files of the vault again and compare size and digest. Faults are values; a cancel shortens the answer. */
export function checkFiles(job: CheckJob, place: CheckPlace): CheckReply {
  const operation = viewOperation(job.operation);
  const checks: CheckResult[] = [];
  for (const file of job.files) {
    const check = checkFile(file, place, operation);
    if (check === undefined) break;
    checks.push(check);
  }
  return { checks };
}

/** Undefined when cancelled. */
export function checkFile(file: FileToCheck, place: CheckPlace, operation: OperationView): CheckResult | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(join(place.caseFolder, keptPath(file.kind, file.sha256)), openFlags);
    const stat = fstatSync(fd, { bigint: true });
    if (!stat.isFile()) return fault('not-a-regular-file', 'regular file', kindOf(stat));
    if (stat.size !== BigInt(file.bytes)) return fault('size-mismatch', `${file.bytes} bytes`, `${stat.size} bytes`);
    const read = readDigest({ fd, sizeBytes: file.bytes, buffer: place.buffer, operation });
    if (read === undefined) return undefined;
    return read.sha256 === file.sha256 ? { ok: true } : fault('digest-mismatch', file.sha256, read.sha256);
  } catch (error) {
    return faultOfCode(file, error);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function faultOfCode(file: FileToCheck, error: unknown): CheckResult {
  if (!(error instanceof Error) || !('syscall' in error)) throw error;
  const code = codeOf(error);
  if (code === 'EMFILE' || code === 'ENFILE') throw error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return fault('file-missing', file.sha256, 'no file');
  if (code === 'ELOOP') return fault('not-a-regular-file', 'regular file', 'symbolic link');
  if (code === 'ENXIO') return fault('not-a-regular-file', 'regular file', 'socket');
  return fault('unreadable', file.sha256, code);
}

function fault(code: FixityFault, expected: string, actual: string): CheckResult {
  return { ok: false, code, expected, actual };
}
