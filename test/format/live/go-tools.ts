import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Debian's golang-golang-x-mod-dev puts its sources; Go finds them there in GOPATH mode. */
const goPath = '/usr/share/gocode';
const modSources = join(goPath, 'src/golang.org/x/mod/sumdb/tlog');
const sources = join(import.meta.dirname, '../go');
const cache = join(tmpdir(), `postquem-go-${process.getuid?.() ?? 'user'}`);
const run = promisify(execFile);

const goVersion = ((): string | undefined => {
  try {
    return execFileSync('go', ['version'], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
})();

/** Whether the programs of `test/format/go` can be built here. */
export const goAvailable: boolean = goVersion !== undefined && existsSync(modSources);

/**
 * The path of a built program of `test/format/go`, e.g. `check-log`. It is built when its source or Go has changed, and
 * kept in a folder of the system for temporary files.
 */
export async function buildGo(name: string): Promise<string> {
  const source = join(sources, `${name}.go`);
  const inputs = createHash('sha256').update(readFileSync(source)).update(goVersion ?? '').digest('hex');
  const built = join(cache, `${name}-${inputs.slice(0, 16)}`);
  if (existsSync(built)) return built;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  // Renamed when complete: two test files may build the same program at once.
  const half = `${built}.${process.pid}`;
  const environment = { GO111MODULE: 'off', GOFLAGS: '', GOPATH: goPath, GOCACHE: join(cache, 'build'), CGO_ENABLED: '0' };
  await run('go', ['build', '-o', half, source], { env: { ...process.env, ...environment }, timeout: 300_000 });
  renameSync(half, built);
  return built;
}

/** Send JSON objects to a program, one a line, and read as many lines back. */
export async function askGo(name: string, requests: readonly object[]): Promise<string[]> {
  const program = run(await buildGo(name), { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 });
  program.child.stdin?.end(requests.map((request) => JSON.stringify(request)).join('\n'));
  return (await program).stdout.trimEnd().split('\n');
}
