import { chmod, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { derivativePath, incomingFolder } from '../../format/case-folder.ts';
import type { FileReference } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import type { Crew } from './crew.ts';
import { makeNamesDurable, renameMakingFolder, type DerivativePlace } from './derivatives.ts';
import { startOperation } from './operation.ts';
import { toVaultError, vaultFailureOf } from './vault-failure.ts';

/** Makes a file at a path relative to the case folder, where none is yet. */
export type MakeFile = (path: string) => Promise<void>;

/**
 * Have a file of any size made in incoming/ and keep it as a derivative: digested by a worker, durable, then named. What
 * stood under its name is replaced by the fresh bytes. Memory: constant. Whatever goes wrong, nothing is left.
 * @throws what `make` throws; CaseError `disk-full`, `vault-write-failed`, `cancelled`.
 */
export async function keepMadeFile(make: MakeFile, { crew, place, signal }: { crew: Crew; place: DerivativePlace; signal?: AbortSignal | undefined }): Promise<FileReference> {
  const token = place.token();
  const temp = join(place.caseFolder, incomingFolder, token);
  try {
    await make(`${incomingFolder}/${token}`);
    const reference = await digest(token, { crew, signal });
    await nameDurably(temp, reference, place);
    return reference;
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
}

async function digest(token: string, { crew, signal }: { crew: Crew; signal: AbortSignal | undefined }): Promise<FileReference> {
  const operation = startOperation(signal === undefined ? {} : { signal });
  try {
    const { digested, failure } = await crew.run({ kind: 'digest', operation: operation.memory, token });
    if (failure !== undefined) throw toVaultError(failure);
    if (digested === undefined) throw new CaseError('cancelled');
    return digested;
  } finally {
    operation.end();
  }
}

async function nameDurably(temp: string, reference: FileReference, place: DerivativePlace): Promise<void> {
  try {
    const file = await open(temp, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(temp, 0o444);
    await renameMakingFolder(temp, join(place.caseFolder, derivativePath(reference.sha256)));
    await makeNamesDurable([reference], place);
  } catch (error) {
    throw toVaultError(vaultFailureOf(error, temp), error);
  }
}
