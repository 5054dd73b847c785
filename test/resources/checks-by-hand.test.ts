import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { anchored } from '../engine/flows/lively-case.ts';
import { importInto } from '../engine/flows/case-reading.ts';
import { writeClip } from '../engine/flows/small-footage.ts';
import { goAvailable } from '../format/live/go-tools.ts';
import { hasOpenssl } from '../format/timestamp/local-authority.ts';
import { temporaryCase, working } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The commands that FORMAT.md gives to people who have no Postquem, exactly as they stand there. */
const text = readFileSync(resolve(import.meta.dirname, '../../resources/FORMAT.md'), 'utf8');
const section = text.slice(text.indexOf('## 11. Checks by hand'), text.indexOf('## 12.'));
const blocks = [...section.matchAll(/^```(sh|go)\n(.*?)^```/gms)].map(([, language = '', body = '']) => ({ language, body }));

/** The block that holds a word of its own. */
function commands(word: string): string {
  const found = blocks.filter(({ language, body }) => language === 'sh' && body.includes(word));
  if (found.length !== 1) throw new Error(`${found.length} blocks hold "${word}"`);
  return found[0]?.body ?? '';
}

let original: string;
beforeAll(async () => {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'clip.mov'));
  await importInto(folder, [source]);
  await working(folder, (target) => anchored(target));
  original = folder;
});

/** A copy of the case to work in: the commands write files beside what they look at. */
async function copy(): Promise<string> {
  const folder = join(await temporaryFolder(), 'case');
  cpSync(original, folder, { recursive: true });
  return folder;
}

function run(folder: string, script: string) {
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' };
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd: folder, encoding: 'utf8', env });
  return { status, stdout: stdout.trim(), stderr };
}

const line = (folder: string, n: number): string | undefined => readFileSync(join(folder, 'checkpoint'), 'utf8').split('\n')[n - 1];

describe.skipIf(!hasOpenssl || process.platform !== 'linux')('the commands of FORMAT.md', () => {
  it('find every file under its digest, and one whose byte was flipped', async () => {
    const folder = await copy();
    expect(run(folder, commands('--check --quiet'))).toMatchObject({ status: 0, stdout: '' });
    const altered = run(folder, 'f=$(find originals -type f | head -n 1); chmod u+w "$f"; printf x >> "$f"').status;
    expect(altered).toBe(0);
    expect(run(folder, commands('--check --quiet'))).toMatchObject({ status: 1 });
  });

  it('show the same leaf hash twice, and numbers without a gap', async () => {
    const folder = await copy();
    const [made = '', stored] = run(folder, commands('lower(hex(leaf))')).stdout.split('\n');
    expect(made.slice(0, 64)).toBe(stored);
    const [count, size] = run(folder, commands('max(seq) + 1')).stdout.split('|');
    expect(count).toBe(size);
  });

  it('verify the signature of the checkpoint, and refuse it when a digit was altered', async () => {
    const folder = await copy();
    expect(run(folder, commands('pkeyutl -verify'))).toMatchObject({ status: 0, stdout: 'Signature Verified Successfully' });
    const checkpoint = readFileSync(join(folder, 'checkpoint'), 'utf8');
    writeFileSync(join(folder, 'checkpoint'), checkpoint.replace(/\n(\d)/, (_all, digit: string) => `\n${(Number(digit) + 1) % 10}`));
    expect(run(folder, commands('pkeyutl -verify')).status).not.toBe(0);
  });

  it.skipIf(!goAvailable)('compute the root that was signed, with Go and nothing of ours, and another one when a byte was altered', async () => {
    const folder = await copy();
    writeFileSync(join(folder, 'root.go'), blocks.find(({ language }) => language === 'go')?.body ?? '');
    expect(run(folder, commands('go run root.go')).stdout).toBe(line(folder, 3));
    const entry = join(folder, 'entries/1.json');
    writeFileSync(entry, readFileSync(entry, 'utf8').replace('Tester', 'Tester2'));
    expect(run(folder, 'go run root.go "$(sed -n 2p checkpoint)"').stdout).not.toBe(line(folder, 3));
  });

  it('verify the time stamp, and refuse it over another note', async () => {
    const folder = await copy();
    const verified = run(folder, commands('ts -verify'));
    expect(verified.stdout).toContain('Verification: OK');
    expect(run(folder, commands('ts -verify').replaceAll('note', 'checkpoint').replace('SELECT writefile(\'checkpoint\', checkpoint)', 'SELECT 1')).stdout).not.toContain('Verification: OK');
  });

  it('print the fingerprint of the custodian’s key as the log names it', async () => {
    const folder = await copy();
    const printed = run(folder, commands('openssl dgst -sha256 -binary')).stdout;
    expect(run(folder, `sqlite3 -readonly case.sqlite "SELECT fingerprint FROM signing_key WHERE role = 'custodian'"`).stdout).toBe(`SHA256:${printed}`);
  });

  it('list the keyframes, and the digests that a stock ffmpeg gives the same frames', async () => {
    const folder = await copy();
    const output = run(folder, commands('select=key')).stdout.split('\n');
    const listed = output.filter((found) => /^\d+\|[0-9a-f]{64}$/.test(found)).map((found) => found.split('|'));
    const hashed = output.filter((found) => found.startsWith('0,')).map((found) => found.split(',').map((part) => part.trim()));
    expect(listed.length).toBeGreaterThan(0);
    expect(hashed.map((parts) => [parts[2], parts[5]])).toEqual(listed);
  });
});
