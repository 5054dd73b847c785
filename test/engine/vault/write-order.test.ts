import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './case-for-tests.ts';

const vaultModule = new URL('../../../src-main/engine/vault/vault.ts', import.meta.url).href;
const strace = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;

interface Call {
  name: string;
  /** Path of the descriptor or the arguments, as strace prints them. */
  what: string;
}

/** The calls in the order in which they had ended: another thread may come between a call and its return. */
function endedCalls(trace: string): Call[] {
  const begun = new Map<string, Call>();
  return trace.split('\n').flatMap((line): Call[] => {
    const [, thread = '', resumed, name = '', what = ''] = /^(\d+) +(<\.\.\. )?(\w+)(?:\((.*))?/.exec(line) ?? [];
    if (resumed !== undefined) return [begun.get(thread)].filter((call) => call !== undefined);
    if (!line.includes('<unfinished ...>')) return name === '' ? [] : [{ name, what }];
    begun.set(thread, { name, what });
    return [];
  });
}

describe.skipIf(!strace)('the order of writing, as the system saw it', () => {
  it.each([
    { size: 'small', bytes: 1000 },
    { size: 'large', bytes: 20_000_000 },
  ])('is bytes durable, rename, folders durable, told ($size files)', ({ bytes }) => {
    const folder = makeFolder();
    const caseFolder = join(folder, 'case');
    mkdirSync(caseFolder);
    const paths = [1, 2, 3].map((n) => {
      writeFileSync(join(folder, `${n}`), Buffer.alloc(bytes, n));
      return join(folder, `${n}`);
    });
    const script = `
      const { openVault } = await import(${JSON.stringify(vaultModule)});
      const { writeSync } = await import('node:fs');
      let count = 0;
      const vault = openVault({ caseFolder: ${JSON.stringify(caseFolder)}, workers: 2, token: () => 't' + count++ });
      const sources = ${JSON.stringify(paths)}.map((path) => ({ path: Buffer.from(path) }));
      for await (const outcomes of vault.keepAll(sources, { alsoDigest: [], verifyCopy: false })) {
        for (const { result } of outcomes) writeSync(2, 'TOLD ' + result.sha256);
      }
      await vault.close();`;
    const trace = join(folder, 'trace');
    const args = ['-f', '-y', '-s', '80', '-e', 'trace=fsync,rename,write', '-o', trace];
    const child = spawnSync('strace', [...args, process.execPath, '--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(child.status).toBe(0);

    const calls = endedCalls(readFileSync(trace, 'utf8'));
    const indexOf = (name: string, part: string): number => calls.findIndex((call) => call.name === name && call.what.includes(part));
    const told = calls.flatMap(({ name, what }) => (name === 'write' ? [/"TOLD (\w{64})"/.exec(what)?.[1] ?? ''] : [])).filter(Boolean);
    expect(told).toHaveLength(3);
    for (const sha256 of told) {
      const renamed = calls.findLastIndex(({ name, what }) => name === 'rename' && what.includes(sha256));
      const temp = /"([^"]*incoming[^"]*)"/.exec(calls[renamed]?.what ?? '')?.[1] ?? 'none';
      const folderFlushed = indexOf('fsync', `${caseFolder}/originals/${sha256.slice(0, 2)}>`);
      const order = [indexOf('fsync', `<${temp}>`), renamed, folderFlushed, indexOf('write', `TOLD ${sha256}`)];
      expect(order).not.toContain(-1);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(indexOf('fsync', `${caseFolder}/originals>`)).toBeGreaterThan(-1);
    }
  }, 20_000);
});
