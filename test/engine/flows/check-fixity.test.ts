import { chmodSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkFixity } from '../../../src-main/engine/index.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { documentOf, runCommand } from '../../cli/run-command.ts';
import { acts, filesBelow, importInto, reading, rows, sha256Of } from './case-reading.ts';
import { showItem, showKeyframes } from '../../../src-main/engine/index.ts';
import { writeClip } from './small-footage.ts';
import type { FixitySummary } from '../../../src-main/engine/index.ts';
import { containing } from './text-matching.ts';

let folder: string;
/** Paths inside the case folder: four originals of texts, and derivatives of the clip. */
let originals: string[];
let derivatives: string[];

beforeAll(async () => {
  const source = await temporaryFolder();
  folder = await temporaryCase();
  for (let n = 0; n < 4; n++) writeFileSync(join(source, `${n}.txt`), `text ${n}`);
  await writeClip(join(source, 'clip.mov'));
  await importInto(folder, [source]);
  const texts = Array.from({ length: 4 }, (_, n) => sha256Of(Buffer.from(`text ${n}`)));
  originals = filesBelow(folder, 'originals').map((path) => relative(folder, path)).filter((path) => texts.includes(path.slice(-64)));
  const clip = await reading(folder, (readable) => showItem(readable, 'i5'));
  const index = await reading(folder, (readable) => showKeyframes(readable, 'i5'));
  const posters = (index.index?.keyframes ?? []).flatMap((k) => (k.decoded === undefined ? [] : [k.decoded.poster.sha256]));
  const digests = [...posters, clip.witnesses[0]?.rawSha256 ?? '', index.scan?.indexSha256 ?? ''];
  derivatives = digests.map((digest) => `derivatives/${digest.slice(0, 2)}/${digest}`);
});

const damages: [name: string, code: string, damage: (path: string) => void, actual: (path: string) => string][] = [
  ['a flipped byte', 'digest-mismatch', flip, (path) => sha256Of(readFileSync(path))],
  ['a truncated file', 'size-mismatch', (path) => truncateSync(path, 3), () => '3 bytes'],
  ['a missing file', 'file-missing', (path) => rmSync(path), () => 'no file'],
  ['a link in its place', 'not-a-regular-file', link, () => 'symbolic link'],
];

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}

/** To a copy with the right bytes: still no kept file. */
function link(path: string): void {
  writeFileSync(`${path}.elsewhere`, readFileSync(path));
  rmSync(path);
  symlinkSync(`${path}.elsewhere`, path);
}

describe('a fixity check', () => {
  it('of a whole case finds nothing wrong, counts every file and is recorded', async () => {
    const files = [...filesBelow(folder, 'originals'), ...filesBelow(folder, 'derivatives')];
    const summary = await working(folder, (target) => checkFixity(target, { items: [] }));
    expect(summary.findings).toEqual([]);
    expect(summary.checked).toBe(files.length);
    expect((await acts(folder, 'fixity-checked')).at(-1)).toMatchObject({ payload: { scope: 'all', findingCount: 0 }, sentence: containing('every one') });
  });

  it('of one item reads that item and what was made from it, and the log says which', async () => {
    const summary = await working(folder, (target) => checkFixity(target, { items: ['i5', 'i5'] }));
    const made = await rows<{ n: number }>(folder, 'SELECT count(*) AS n FROM derivative WHERE item_number = 5');
    expect(summary.checked).toBe(1 + (made[0]?.n ?? 0));
    const item = await reading(folder, (readable) => showItem(readable, 'i5').item.sha256);
    expect((await acts(folder, 'fixity-checked')).at(-1)?.payload).toMatchObject({ scope: 'chosen', items: [item] });
  });

  it('of an item that does not exist reads nothing and records nothing', async () => {
    const before = (await acts(folder)).length;
    expect(await runCommand(['fixity', folder, 'i99'])).toMatchObject({ status: 2, stdout: '', stderr: containing('"i99"') });
    expect(await acts(folder)).toHaveLength(before);
  });

  it('names each damaged file with its path, what was expected and what was found; logs it and ends with 1', async () => {
    const expected = damages.flatMap(([, code, damage, actual], n) =>
      [originals[n] ?? '', derivatives[n] ?? ''].map((path) => {
        const bytes = readFileSync(join(folder, path)).length;
        damage(join(folder, path));
        return { path, code, expected: { 'size-mismatch': `${bytes} bytes`, 'not-a-regular-file': 'regular file' }[code] ?? path.slice(-64), actual: actual(join(folder, path)) };
      }),
    );
    const ended = await runCommand(['fixity', folder, '--json']);
    expect(ended).toMatchObject({ status: 1, stderr: '' });
    const byPath = (a: { path: string }, b: { path: string }): number => a.path.localeCompare(b.path);
    const found = documentOf<FixitySummary>(ended).findings.toSorted(byPath);
    expect(found).toMatchObject(expected.toSorted(byPath));
    expect(found.map((finding) => finding.item !== undefined)).toEqual(found.map(() => true));

    const check = (await acts(folder, 'fixity-checked')).at(-1);
    expect(check).toMatchObject({ payload: { findingCount: 8 } });
    const logged = await rows<{ path: string }>(folder, `SELECT path, code, expected, actual FROM fixity_finding WHERE seq = ${check?.seq}`);
    expect(logged.toSorted(byPath)).toEqual(expected.toSorted(byPath));
  });

  it('tells people the same in a table', async () => {
    const { status, stdout } = await runCommand(['fixity', folder]);
    expect(status).toBe(1);
    expect(stdout).toContain('Findings (8)');
    for (const path of [...originals, ...derivatives.slice(0, 4)]) expect(stdout).toContain(path);
  });
});

describe('a keyframe index that was changed behind the back', () => {
  it('is not believed', async () => {
    const path = derivatives[4] ?? '';
    flip(join(folder, path));
    const ended = await runCommand(['keyframes', folder, 'i5']);
    expect(ended).toMatchObject({ status: 2, stdout: '', stderr: containing(`${path} of the case folder is not what was kept there`) });
  });
});
