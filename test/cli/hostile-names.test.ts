import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ShownItem } from '../../src-main/engine/index.ts';
import { temporaryCase } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { acts, importInto, sha256Of } from '../engine/flows/case-reading.ts';
import { writeClip } from '../engine/flows/small-footage.ts';
import { documentOf, runCommand } from './run-command.ts';

const hostile = {
  newline: 'two\nlines.txt',
  escape: '\u001b[2K\u001b[1A\u001b]0;owned\u0007gone.txt',
  reversed: 'photo\u202egpj.exe',
  arabicMark: 'a\u061cb.txt',
  quoting: "te[s]t_ video ' _ .flv",
  dash: '-rf',
};

let folder: string;
beforeAll(async () => {
  const source = await temporaryFolder();
  folder = await temporaryCase();
  for (const name of Object.values(hostile)) writeFileSync(join(source, name), name);
  await writeClip(join(source, hostile.quoting));
  await importInto(folder, [source]);
});

describe.skipIf(process.platform === 'win32')('a hostile name', () => {
  it('is kept as it is and shown as what it is, in every table', async () => {
    const { items } = documentOf<{ items: { id: string; name: string }[] }>(await runCommand(['items', folder, '--json']));
    expect(items.map((item) => item.name)).toEqual(expect.arrayContaining(Object.values(hostile)));
    const idOf = (name: string): string => items.find((item) => item.name === name)?.id ?? 'none';
    const outputs = await Promise.all([['items', folder], ['log', folder], ['show', folder, idOf(hostile.escape)], ['show', folder, idOf(hostile.reversed)]].map((args) => runCommand(args)));
    for (const { status, stdout } of outputs) {
      expect(status).toBe(0);
      // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u202a-\u202e]/);
    }
    const [list, log] = outputs.map((o) => o.stdout);
    for (const told of [list, log]) {
      expect(told).toContain('two<U+000A>lines.txt');
      expect(told).toContain('<U+001B>[2K<U+001B>[1A');
      expect(told).toContain('photo<U+202E>gpj.exe');
      expect(told).toContain('a<U+061C>b.txt');
      expect(told).toContain(hostile.quoting);
    }
    // One line for each item, whatever its name holds.
    expect(list?.split('\n').filter((line) => /^i\d+ /.test(line))).toHaveLength(items.length);
  });

  it('with quotes and brackets is read by every witness as any other', async () => {
    const { items } = documentOf<{ items: { id: string; name: string }[] }>(await runCommand(['items', folder, '--json']));
    const id = items.find((item) => item.name === hostile.quoting)?.id ?? 'none';
    const { item, witnesses, keyframes } = documentOf<ShownItem>(await runCommand(['show', folder, id, '--json']));
    expect(item).toMatchObject({ mediaKind: 'video', damaged: false });
    expect(witnesses.filter((w) => w.outcome === 'failed')).toEqual([]);
    expect(keyframes?.indexed).toBe(3);
  });

  it.skipIf(process.platform !== 'linux')('that is not UTF-8 is found on the command line by its bytes, two that read the same each for itself', async () => {
    const [own, place] = [await temporaryCase(), await temporaryFolder()];
    const main = resolve(import.meta.dirname, '../../src-main/cli/main.ts');
    const script = `cd "$1"; a=$(printf 'x\\377'); b=$(printf 'x\\376'); echo one > "$a"; echo two > "$b"; exec "$2" "$3" import "$4" "$a" "$1/$b" --keep-only --json`;
    const ended = spawnSync('bash', ['-c', script, 'bash', place, process.execPath, main, own], { encoding: 'utf8' });
    expect(ended.stderr).toBe('');
    const digests = (JSON.parse(ended.stdout) as { received: { sha256: string }[] }).received.map((r) => r.sha256);
    expect(digests).toEqual(['one\n', 'two\n'].map((text) => sha256Of(Buffer.from(text))));
    const receipts = (await acts(own, 'item-received')).map((act) => act.payload['nameBytes']);
    expect(receipts).toEqual([Buffer.from([0x78, 0xff]), Buffer.from([0x78, 0xfe])].map((bytes) => bytes.toString('base64')));
  });
});
