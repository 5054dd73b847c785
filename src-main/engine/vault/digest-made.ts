import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { incomingFolder } from '../../format/case-folder.ts';
import type { DigestJob, DigestReply } from './jobs.ts';
import { readDigest } from './read-digest.ts';
import { viewOperation } from './shared-memory.ts';
import { vaultFailureOf } from './vault-failure.ts';

const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** SHA-256 and length of a file that a tool has made in incoming/. */
export function digestMade({ operation, token }: DigestJob, { caseFolder, buffer }: { caseFolder: string; buffer: Buffer }): DigestReply {
  const path = join(caseFolder, incomingFolder, token);
  let fd: number | undefined;
  try {
    fd = openSync(path, openFlags);
    const digested = readDigest({ fd, sizeBytes: fstatSync(fd).size, buffer, operation: viewOperation(operation) });
    return digested === undefined ? {} : { digested };
  } catch (error) {
    return { failure: vaultFailureOf(error, path) };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
