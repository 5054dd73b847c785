import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Kept, KeepOptions, KeepSource, NotKept } from '../../../src-main/engine/vault/kept.ts';
import { openVault, type Vault } from '../../../src-main/engine/vault/vault.ts';

export const plain: KeepOptions = { alsoDigest: [], verifyCopy: false };

/** A folder that is gone when the test is. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postquem-vault-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A vault in a folder of its own, with two workers and counted names. */
export function makeVault(caseFolder = makeFolder()): { vault: Vault; caseFolder: string } {
  let count = 0;
  const vault = openVault({ caseFolder, workers: 2, token: () => `t${count++}` });
  onTestFinished(() => vault.close());
  return { vault, caseFolder };
}

export function source(path: string): KeepSource {
  return { path: Buffer.from(path) };
}

export async function keepAllOf(vault: Vault, paths: string[], options = plain): Promise<Map<string, Kept | NotKept>> {
  const results = new Map<string, Kept | NotKept>();
  for await (const outcomes of vault.keepAll(paths.map(source), options)) {
    for (const outcome of outcomes) results.set(Buffer.from(outcome.source.path).toString(), outcome.result);
  }
  return results;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Every file below a folder of the case, as paths relative to it. */
export function filesIn(caseFolder: string, folder: string): string[] {
  return readdirSync(join(caseFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(caseFolder.length + 1))
    .toSorted();
}
