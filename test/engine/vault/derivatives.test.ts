import { readFileSync, statSync, truncateSync, chmodSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { derivativePath } from '../../../src-main/format/case-folder.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { filesIn, makeVault, sha256 } from './case-for-tests.ts';

describe('derivatives', () => {
  it('lie read-only under their SHA-256, in the order given, equal ones once', async () => {
    const { vault, caseFolder } = makeVault();
    const texts = [...Array.from({ length: 60 }, (_, n) => `report ${n}`), 'report 3', ''];
    const references = await vault.keepDerivatives(texts.map((text) => Buffer.from(text)));
    expect(references).toEqual(texts.map((text) => ({ sha256: sha256(text), bytes: text.length })));
    expect(filesIn(caseFolder, 'derivatives')).toHaveLength(61);
    expect(filesIn(caseFolder, 'incoming')).toEqual([]);
    const path = join(caseFolder, derivativePath(parseSha256(sha256('report 7'))));
    expect(readFileSync(path, 'utf8')).toBe('report 7');
    expect(statSync(path).mode & 0o777).toBe(0o444);
  });

  it('of many megabytes get the same digest', async () => {
    const { vault } = makeVault();
    const bytes = Buffer.alloc(9_000_001, 'q');
    expect(await vault.keepDerivative(bytes)).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
  });

  it('are mended when a crash or a hand has left another size there', async () => {
    const { vault, caseFolder } = makeVault();
    const reference = await vault.keepDerivative(Buffer.from('a poster'));
    const path = join(caseFolder, derivativePath(reference.sha256));
    chmodSync(path, 0o644);
    truncateSync(path, 2);
    expect(await vault.has(reference, 'derivative')).toBe(false);
    await vault.keepDerivative(Buffer.from('a poster'));
    expect((await vault.read(reference, 'derivative')).toString()).toBe('a poster');
  });
});

describe('reading', () => {
  it('gives the bytes of a reference and refuses others', async () => {
    const { vault, caseFolder } = makeVault();
    const reference = await vault.keepDerivative(Buffer.from('document'));
    const path = join(caseFolder, derivativePath(reference.sha256));
    expect((await vault.read(reference, 'derivative')).toString()).toBe('document');
    chmodSync(path, 0o644);
    writeFileSync(path, 'dokument');
    await expect(vault.read(reference, 'derivative')).rejects.toMatchObject({ code: 'file-damaged' });
    rmSync(path);
    await expect(vault.read(reference, 'derivative')).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('knows what is there and what is not', async () => {
    const { vault } = makeVault();
    const reference = await vault.keepDerivative(Buffer.from('x'));
    expect(await vault.has(reference, 'derivative')).toBe(true);
    expect(await vault.has(reference, 'original')).toBe(false);
  });
});
