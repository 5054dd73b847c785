import { chmodSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { derivativePath } from '../../../src-main/format/case-folder.ts';
import { CaseError } from '../../../src-main/shared/errors.ts';
import { filesIn, makeVault, sha256 } from './case-for-tests.ts';

const bytes = Buffer.alloc(3_000_001, 'made by a tool');

describe('a file that is made in place', () => {
  it('is kept read-only under its SHA-256, and nothing stays behind', async () => {
    const { vault, caseFolder } = makeVault();
    const reference = await vault.keepMadeFile(async (path) => writeFileSync(join(caseFolder, path), bytes), {});
    expect(reference).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
    const path = join(caseFolder, derivativePath(reference.sha256));
    expect([sha256(readFileSync(path)), statSync(path).mode & 0o777, filesIn(caseFolder, 'incoming')]).toEqual([reference.sha256, 0o444, []]);
  });

  it('takes the place of what a crash or a hand has left there', async () => {
    const { vault, caseFolder } = makeVault();
    const keep = () => vault.keepMadeFile(async (path) => writeFileSync(join(caseFolder, path), bytes), {});
    const path = join(caseFolder, derivativePath((await keep()).sha256));
    chmodSync(path, 0o644);
    truncateSync(path, 2);
    await keep();
    expect(sha256(readFileSync(path))).toBe(sha256(bytes));
  });

  it('that could not be made leaves nothing, and the reason goes on', async () => {
    const { vault, caseFolder } = makeVault();
    const made: string[] = [];
    const half = async (path: string): Promise<void> => {
      writeFileSync(join(caseFolder, path), 'half');
      made.push(path);
      throw new CaseError('disk-full');
    };
    await expect(vault.keepMadeFile(half, {})).rejects.toMatchObject({ code: 'disk-full' });
    expect([made.length, existsSync(join(caseFolder, made[0] ?? '')), filesIn(caseFolder, 'derivatives')]).toEqual([1, false, []]);
  });

  it('that is not there after all, or is cancelled before it is digested, is not kept', async () => {
    const { vault, caseFolder } = makeVault();
    await expect(vault.keepMadeFile(async () => {}, {})).rejects.toMatchObject({ code: 'vault-write-failed' });
    const make = async (path: string): Promise<void> => writeFileSync(join(caseFolder, path), bytes);
    await expect(vault.keepMadeFile(make, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    expect([filesIn(caseFolder, 'incoming'), filesIn(caseFolder, 'derivatives')]).toEqual([[], []]);
  });
});
