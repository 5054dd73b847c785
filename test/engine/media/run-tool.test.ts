import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { limitedCommand, runTool, startTool, type ToolResult, type ToolRun } from '../../../src-main/engine/media/run-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-tool-'));
afterAll(() => rmSync(folder, { recursive: true }));
const moduleUrl = new URL('../../../src-main/engine/media/run-tool.ts', import.meta.url).href;
const onLinux = process.platform === 'linux';
const [hasPrlimit, hasSetpriv, hasPython] = ['prlimit', 'setpriv', 'python3'].map((name) => existsSync(`/usr/bin/${name}`));

const limits = { cwd: folder, timeoutMs: 20_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 31, memoryLimit: 'data' } as const;
const runNode = (script: string, more: Partial<ToolRun> & { args?: readonly string[] } = {}): Promise<ToolResult> =>
  runTool({ ...limits, file: process.execPath, ...more, args: ['-e', script, ...(more.args ?? [])] });
const said = ({ stdout }: ToolResult): unknown => JSON.parse(stdout.toString());

describe('what a tool is given', () => {
  it('is its arguments as they stand: no shell reads them', async () => {
    const args = ['a; touch planted', '$(touch planted)', '`touch planted`', '*', '"', "'", '', 'two words', '--', '| cat', 'ünï'];
    expect(said(await runNode('console.log(JSON.stringify(process.argv.slice(1)))', { args: ['--', ...args] }))).toEqual(args);
    expect(existsSync(join(folder, 'planted'))).toBe(false);
  });

  it('is an environment that is always the same', async () => {
    process.env['RUN_TOOL_SECRET'] = 'of no concern to tools';
    const end = await runNode('console.log(JSON.stringify(process.env))').finally(() => delete process.env['RUN_TOOL_SECRET']);
    expect(said(end)).toEqual({ PATH: process.env['PATH'], LANG: 'C.UTF-8', TZ: 'UTC', HOME: '/nonexistent' });
  });

  it('is a standard input that is at its end', async () => {
    expect((await runNode("console.log(require('fs').readFileSync(0).length)")).stdout.toString()).toBe('0\n');
  });

  it('is the working directory', async () => {
    expect((await runNode('console.log(process.cwd())')).stdout.toString().trim()).toMatch(/run-tool-/);
  });

  it.skipIf(!onLinux)('is as many pipes as asked for, and no descriptor beyond', async () => {
    const script = 'printf three >&3; printf four >&4; (printf five >&5) 2>/dev/null || printf none';
    const tool = startTool({ ...limits, file: '/bin/sh', args: ['-c', script], extraPipes: 2 });
    const read = await Promise.all([tool.stdout, ...tool.extra].map((pipe) => text(pipe)));
    expect(read).toEqual(['none', 'three', 'four']);
    expect(await tool.ended).toEqual({ exitCode: 0, killedBy: null, stderr: '' });
  });
});

describe('a tool is stopped', () => {
  it('when its time is up', async () => {
    expect(await runNode('setInterval(() => {}, 1000)', { timeoutMs: 300 })).toMatchObject({ stoppedBy: 'timeout', killedBy: 'SIGKILL', exitCode: null });
  });

  it('when it prints too much, and no more is kept than the limit', async () => {
    const end = await runNode("setInterval(() => process.stdout.write('x'.repeat(65536)), 1)", { maxOutputBytes: 300_000 });
    expect(end).toMatchObject({ stoppedBy: 'output-limit', killedBy: 'SIGKILL' });
    expect(end.stdout.length).toBeLessThanOrEqual(300_000);
  });

  it('when it is cancelled, before or after its start', async () => {
    expect(await runNode('setInterval(() => {}, 1000)', { signal: AbortSignal.abort() })).toMatchObject({ stoppedBy: 'cancel', killedBy: 'SIGKILL' });
    expect(await runNode('setInterval(() => {}, 1000)', { signal: AbortSignal.timeout(200) })).toMatchObject({ stoppedBy: 'cancel', killedBy: 'SIGKILL' });
  });

  it.skipIf(!hasPrlimit || !hasPython).each(['data', 'address-space'] as const)('by the system when it wants too much memory (%s)', async (memoryLimit) => {
    const script = 'import sys\ntry:\n  b = bytearray(400 * 2**20)\n  print("had it")\nexcept MemoryError:\n  print("refused")';
    const under = (maxMemoryBytes: number) => runTool({ ...limits, memoryLimit, maxMemoryBytes, file: '/usr/bin/python3', args: ['-c', script] });
    expect((await under(300 * 2 ** 20)).stdout.toString()).toBe('refused\n');
    expect((await under(900 * 2 ** 20)).stdout.toString()).toBe('had it\n');
  });

  it.skipIf(!hasPrlimit)('by the system when it uses more processor time than four of its time limits', () => {
    const { args } = limitedCommand({ ...limits, file: '/bin/true', args: [], timeoutMs: 30_000 });
    expect(args).toEqual(expect.arrayContaining(['--cpu=120', '--core=0']));
  });
});

describe('how a tool ended', () => {
  it('is told with the last 64 KiB of its standard error', async () => {
    const end = await runNode("process.stderr.write('first' + 'x'.repeat(200_000) + 'last', () => process.exit(3))");
    expect(end).toMatchObject({ exitCode: 3, killedBy: null });
    expect(end.stderr).toHaveLength(64 * 1024);
    expect(end.stderr).toMatch(/^x+last$/);
  });

  it("rejects in the system's words when there is nowhere to start it", async () => {
    await expect(runNode('0', { cwd: join(folder, 'not-there') })).rejects.toThrow('ENOENT');
  });

  it.skipIf(!onLinux)('rejects when the system has no descriptors left, and the process goes on', () => {
    const script = `
      const fs = require('node:fs');
      import(${JSON.stringify(moduleUrl)}).then(async ({ runTool, startTool }) => {
        const held = [];
        try { for (;;) held.push(fs.openSync('/dev/null')); } catch {}
        // One is free: too few for three pipes.
        fs.closeSync(held.pop());
        const run = { file: '/bin/true', args: [], cwd: '/', timeoutMs: 5000, maxOutputBytes: 1000, maxMemoryBytes: 2 ** 30 };
        const first = await runTool(run).catch((error) => error.code);
        const tool = startTool({ ...run, stdin: 'pipe', extraPipes: 2 });
        tool.stdin?.write('x');
        const second = await tool.ended.catch((error) => error.code);
        for (const fd of held) fs.closeSync(fd);
        const third = await runTool(run);
        console.log(JSON.stringify([first, second, third.exitCode]));
      });`;
    const child = spawnSync('/bin/sh', ['-c', 'ulimit -n 64; exec "$0" -e "$1"', process.execPath, script], { encoding: 'utf8' });
    expect(child.stderr).toBe('');
    expect(JSON.parse(child.stdout)).toEqual(['EMFILE', 'EMFILE', 0]);
  });
});

/** Whether a process runs; one that nobody has waited for yet does not. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 40 && isAlive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  return !isAlive(pid);
}

describe.skipIf(!onLinux || !hasSetpriv)('a tool dies with whoever started it', () => {
  const startSleep = `
    const { startTool } = await import(${JSON.stringify(moduleUrl)});
    const tool = startTool({ file: '/bin/sleep', args: ['60'], cwd: '/', timeoutMs: 60_000, maxOutputBytes: 1000, maxMemoryBytes: 2 ** 30 });
    const { readFileSync, writeSync } = await import('node:fs');
    // Its name changes when the wrappers have become it; from then on it has nobody else to die with.
    while (readFileSync('/proc/' + tool.pid + '/comm', 'utf8') !== 'sleep\\n') await new Promise((resolve) => setTimeout(resolve, 5));
    writeSync(1, String(tool.pid));`;

  it('when the engine is killed', async () => {
    const engine = spawn(process.execPath, ['--input-type=module', '-e', startSleep], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = Number(String((await once(engine.stdout, 'data'))[0]));
    expect(isAlive(pid)).toBe(true);
    engine.kill('SIGKILL');
    expect(await isGone(pid)).toBe(true);
  });

  it('when its own worker thread ends, and no other', async () => {
    const inWorker = `const { parentPort } = require('node:worker_threads');
      (async () => {${startSleep.replace('writeSync(1, String(tool.pid))', 'parentPort.postMessage(tool.pid)')}})();`;
    const script = `
      ${startSleep.replace('writeSync(1, String(tool.pid))', '')}
      const { Worker } = await import('node:worker_threads');
      const worker = new Worker(${JSON.stringify(inWorker)}, { eval: true, execArgv: [] });
      const inWorker = await new Promise((resolve) => worker.on('message', resolve));
      await worker.terminate();
      writeSync(1, JSON.stringify([tool.pid, inWorker]));
      setInterval(() => {}, 1000);`;
    const engine = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [own, ofWorker] = JSON.parse(String((await once(engine.stdout, 'data'))[0])) as [number, number];
    expect(await isGone(ofWorker)).toBe(true);
    expect(isAlive(own)).toBe(true);
    engine.kill('SIGKILL');
    expect(await isGone(own)).toBe(true);
  });
});
