import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { originalPath } from '../../../src-main/format/case-folder.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto, rows, sha256Of } from './case-reading.ts';

const keepOnly = { keepOnly: true } as const;

async function sourceFile(content: string): Promise<string> {
  const path = join(await temporaryFolder(), 'film.mp4');
  writeFileSync(path, content);
  return path;
}

/** Another file system than the one tests write to: only there can a link lead to another volume. */
const otherVolume = '/dev/shm';
const hasOtherVolume = existsSync(otherVolume) && statSync(otherVolume).dev !== statSync('/tmp').dev;

describe('a receipt tells what really happened', () => {
  it('says that a missing copy was put back', async () => {
    const [folder, path] = [await temporaryCase(), await sourceFile('x')];
    await importInto(folder, [path], keepOnly);
    const kept = join(folder, originalPath(parseSha256(sha256Of(Buffer.from('x')))));
    rmSync(kept);
    await importInto(folder, [path], keepOnly);

    const receipts = await acts(folder, 'item-received');
    expect(receipts.map(({ payload }) => [payload['newCopy'], payload['copyPutBack']])).toEqual([[true, undefined], [true, true]]);
    expect(receipts[1]?.sentence).toContain('the kept copy was missing and was put back');
    expect(readFileSync(kept, 'utf8')).toBe('x');
  });

  it('says that nothing was copied when the bytes lay in the vault', async () => {
    const [folder, path] = [await temporaryCase(), await sourceFile('x')];
    await importInto(folder, [path], keepOnly);
    await importInto(folder, [path], keepOnly);
    const receipts = await acts(folder, 'item-received');
    expect(receipts.map(({ payload }) => payload['newCopy'])).toEqual([true, false]);
    expect(await rows(folder, 'SELECT number FROM item')).toHaveLength(1);
  });

  it.skipIf(!hasOtherVolume)('names the volume the file lies on, not the one where a link to its folder lies', async () => {
    const elsewhere = mkdtempSync(join(otherVolume, 'postquem-test-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    writeFileSync(join(elsewhere, 'film.mp4'), 'x');
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    symlinkSync(elsewhere, join(source, 'card'));
    await importInto(folder, [join(source, 'card/film.mp4')], keepOnly);
    const [receipt] = await acts(folder, 'item-received');
    expect(receipt?.payload['volume']).toMatchObject({ mountPoint: otherVolume, fileSystem: 'tmpfs' });
  });

  it('calls a path that leads nowhere not found, and receives the others', async () => {
    const [folder, path] = [await temporaryCase(), await sourceFile('x')];
    const { received, notReceived } = await importInto(folder, [path, '/no/such/file'], keepOnly);
    expect(received).toHaveLength(1);
    expect(notReceived).toEqual([{ path: '/no/such/file', reason: 'not-found' }]);
  });

  it('records a path that is longer than any system allows by its beginning', async () => {
    const [folder, path] = [await temporaryCase(), await sourceFile('x')];
    const { received, notReceived } = await importInto(folder, [path, `/${'long'.repeat(20_000)}`], keepOnly);
    expect(received).toHaveLength(1);
    expect(notReceived).toHaveLength(1);
    const [missed] = await acts(folder, 'source-not-received');
    expect(String(missed?.payload['sourcePath'])).toHaveLength(4096);
  });
});

describe('an import that was cut off', () => {
  const cutOff = { ...keepOnly, signal: AbortSignal.abort() } as const;

  it('is taken up by the same request', async () => {
    const [folder, path] = [await temporaryCase(), await sourceFile('x')];
    expect(await importInto(folder, [path], cutOff)).toMatchObject({ outcome: 'cancelled', resumed: false });
    expect(await importInto(folder, [path], keepOnly)).toMatchObject({ outcome: 'finished', resumed: true });
    const [, ended] = await acts(folder, 'import-ended');
    expect(ended?.payload).toMatchObject({ received: 1, receivedBefore: 0 });
  });

  it.each([
    ['other digests', { alsoDigest: ['md5'] }],
    ['copies to be read back', { verifyCopy: 'always' }],
    ['another provenance', { collection: { receivedFrom: 'somebody else' } }],
  ] as const)('is not taken up by a request with %s', async (_, other) => {
    const [folder, path] = [await temporaryCase(), await sourceFile('x')];
    await importInto(folder, [path], cutOff);
    expect(await importInto(folder, [path], { ...keepOnly, ...other })).toMatchObject({ resumed: false, received: [{ name: 'film.mp4' }] });
  });
});
