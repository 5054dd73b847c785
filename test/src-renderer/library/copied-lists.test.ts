import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { digestList, idList, sumList } from '../../../src-renderer/features/library/copied-lists.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const names = ['plain.mp4', 'with two  spaces.mov', 'back\\slash.mp4', 'new\nline.mp4', 'Ж міст.mkv', '*star.mp4'];
const items = names.map((name, n) => ({ id: `i${n + 1}`, name, bytes: 1, mediaKind: 'video' as const, sha256: parseSha256(createHash('sha256').update(name).digest('hex')) }));

describe('a copied list', () => {
  it('of digests and names is what sha256sum checks files by, whatever they are called', async () => {
    const folder = await temporaryFolder();
    for (const name of names) writeFileSync(join(folder, name), name);
    writeFileSync(join(folder, 'list'), sumList(items));
    const said = execFileSync('sha256sum', ['--check', '--strict', 'list'], { cwd: folder, encoding: 'utf8' });
    expect(said.match(/: OK$/gm)?.length).toBe(names.length);
  });

  it('of ids or of digests has one a line', () => {
    expect([idList(items.slice(0, 2)), digestList(items.slice(0, 1))]).toEqual(['i1\ni2\n', `${items[0]?.sha256}\n`]);
  });
});
