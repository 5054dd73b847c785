import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ListedItem } from '../../src-main/engine/index.ts';
import { temporaryCase } from '../temporary-case.ts';
import { bundledTrustList } from '../../src-main/engine/flows/examine/open-witnesses.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { filesBelow, receiptsWithoutBytes, rows } from '../engine/flows/case-reading.ts';
import { documentOf, runCommand, type Ended } from './run-command.ts';

const root = resolve(import.meta.dirname, '../..');
const corpus = resolve(root, '../shared/corpus');
const parts = ['media', 'hostile', 'near-duplicate'];
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

interface Call {
  name: string;
  text: string;
}

/** A process or a thread: what it became by execve, and what it asked of the system. */
interface Traced {
  program: string;
  calls: Call[];
}

/** Opened without asking by the system's own libraries, Node, ffmpeg, perl. */
const baseline = /^\/(?:usr|lib|lib64|bin|etc|proc|sys|dev\/(?:null|tty|urandom|random)$|opt)/;
/** The same for ffmpeg and ffprobe alone, which read what strangers made. */
const decoderBaseline =
  /^\/(?:usr\/lib\/|lib(?:64)?\/|usr\/share\/zoneinfo\/|etc\/(?:ld\.so\.\w+|locale\.alias)$|proc\/(?:filesystems|sys\/kernel\/cap_last_cap|\d+\/status)$|sys\/devices\/system\/|dev\/null$)/;

function tracedIn(trace: string): Traced[] {
  return readdirSync(trace).map((name) => {
    const calls = readFileSync(join(trace, name), 'utf8').split('\n').flatMap((text) => {
      const called = /^(\w+)\(/.exec(text)?.[1];
      return called === undefined ? [] : [{ name: called, text }];
    });
    return { program: started(calls).at(-1) ?? 'a thread', calls };
  });
}

function started(calls: Call[]): string[] {
  const done = calls.filter((call) => call.name === 'execve' && call.text.endsWith(' = 0'));
  return done.map(({ text }) => /execve\("[^"]*\/([^/"]+)"/.exec(text)?.[1] ?? text);
}

/** The path of an open that succeeded, as the system resolved it. */
function opened({ text }: Call): string | undefined {
  if (/ = -1 E/.test(text)) return undefined;
  // strace -y names what the new descriptor stands for.
  return / = \d+<(.*)>$/.exec(text.trimEnd())?.[1]?.replace(/ \(deleted\)$/, '');
}

describe.skipIf(!existsSync(corpus) || !canTrace)('the whole corpus, hostile files among it, imported in one go (needs ../shared/corpus and strace)', () => {
  let folder: string;
  let ended: Ended;
  let traced: Traced[];
  let calls: Call[];

  beforeAll(async () => {
    folder = await temporaryCase();
    const trace = join(await temporaryFolder(), 'trace');
    mkdirSync(trace);
    const strace = ['strace', '-ff', '-y', '-s', '4096', '-e', 'trace=open,openat,openat2,connect,socket,execve,sendto,bind', '-o', join(trace, 't')];
    ended = await runCommand(['import', folder, ...parts.map((part) => join(corpus, part)), '--json'], { wrapper: strace });
    traced = tracedIn(trace);
    calls = traced.flatMap((each) => each.calls);
  }, 240_000);

  it('ends with everything received and everything examined', () => {
    expect(ended).toMatchObject({ status: 0, signal: null, stderr: '' });
    const told = documentOf<{ received: object[]; notReceived: object[]; examination: { examined: number; failed: object[] } }>(ended);
    expect(told.notReceived).toEqual([]);
    expect(told.examination.failed).toEqual([]);
    const files = parts.flatMap((part) => filesBelow(corpus, part));
    expect(told.received).toHaveLength(files.length);
  });

  it('keeps every file with the digest that its source states', async () => {
    const manifest = readFileSync(join(corpus, 'manifest.jsonl'), 'utf8').split('\n').filter(Boolean);
    const stated = manifest.map((line) => JSON.parse(line) as { path: string; sha256: string }).filter(({ path }) => parts.includes(dirname(path)));
    const kept = await rows<{ path: string; sha256: string }>(folder, 'SELECT r.source_path AS path, i.sha256 FROM receipt r JOIN item i ON i.number = r.item_number');
    const digests = new Map(kept.map(({ path, sha256 }) => [path, sha256]));
    expect(stated.length).toBeGreaterThan(20);
    expect(stated.map(({ path }) => ({ path, sha256: digests.get(join(corpus, path)) }))).toEqual(stated.map(({ path, sha256 }) => ({ path, sha256 })));
    expect(await receiptsWithoutBytes(folder)).toEqual([]);
  });

  it('opens no file but the sources, the case, its own and the system\'s', () => {
    const allowed = [corpus, folder, join(root, 'src-main'), join(root, 'node_modules'), join(root, 'package.json'), bundledTrustList].map((path) => realpathSync(path));
    const within = (path: string): boolean => allowed.some((place) => path === place || path.startsWith(`${place}/`));
    const paths = [...new Set(calls.filter((call) => call.name.startsWith('open')).flatMap((call) => opened(call) ?? []))];
    expect(paths.length).toBeGreaterThan(500);
    const foreign = paths.filter((path) => !within(path) && !baseline.test(path) && !path.includes('/postquem/code/'));
    expect(foreign).toEqual([]);
  });

  it('lets ffmpeg and ffprobe open the one file that each is to read, and none that it points to', () => {
    const decoders = traced.filter(({ program }) => /^ff(?:mpeg|probe)$/.test(program));
    const originals = `${realpathSync(folder)}/originals/`;
    for (const { calls: own } of decoders) {
      const paths = new Set(own.filter((call) => call.name.startsWith('open')).flatMap((call) => opened(call) ?? []));
      const evidence = [...paths].filter((path) => !decoderBaseline.test(path));
      expect(evidence.filter((path) => !path.startsWith(originals))).toEqual([]);
      expect(evidence.length).toBeLessThanOrEqual(1);
    }
    expect(decoders.length).toBeGreaterThan(40);
  });

  it('opens no source for writing', () => {
    const writing = calls.filter((call) => call.name.startsWith('open') && call.text.includes(`"${corpus}/`) && /O_WRONLY|O_RDWR|O_CREAT/.test(call.text));
    expect(writing).toEqual([]);
  });

  it('makes no socket to any network and connects to nothing', () => {
    expect(calls.filter((call) => ['connect', 'bind', 'sendto'].includes(call.name)).map((call) => call.text)).toEqual([]);
    expect(calls.filter((call) => call.name === 'socket' && /AF_INET/.test(call.text)).map((call) => call.text)).toEqual([]);
  });

  it('starts no program but its own tools', () => {
    const names = new Set(started(calls));
    const known = ['node', 'setpriv', 'prlimit', 'ffmpeg', 'ffprobe', 'exiftool', 'timedatectl', 'perl'];
    expect([...names].filter((name) => !known.includes(name))).toEqual([]);
    expect(names.has('ffprobe')).toBe(true);
  });

  it('can be shown, item by item, in words and as documents', async () => {
    const { items } = documentOf<{ items: ListedItem[] }>(await runCommand(['items', folder, '--json']));
    expect(items.every((item) => item.examined)).toBe(true);
    for (const item of items.filter((_, n) => n % 6 === 0)) {
      const shown = await runCommand(['show', folder, item.id]);
      expect(shown).toMatchObject({ status: 0, stderr: '' });
      expect(shown.stdout).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});
