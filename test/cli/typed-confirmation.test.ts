import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { acts } from '../engine/flows/case-reading.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCommand } from './run-command.ts';

const main = resolve(import.meta.dirname, '../../src-main/cli/main.ts');
/** util-linux `script` lends a command a pseudo terminal. */
const hasScript = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout);

let folder: string;
beforeAll(async () => {
  const around = await temporaryFolder();
  folder = join(around, 'case');
  writeFileSync(join(around, 'video'), 'stands for a video');
  await runCommand(['init', folder, '--title', 'T', '--custodian', 'C', '--no-passphrase']);
  await runCommand(['import', folder, join(around, 'video'), '--keep-only']);
});

/** A reading that a person has to confirm: "yesterday" of a footage that no word speaks of. */
const doubtful = (): string[] => ['claim', 'add', folder, '--item', 'i1', '--claimant', 'F', '--quote', 'hier', '--lang', 'fr', '--said-at', '2024-10-18T12:00Z'];
const claims = async (): Promise<number> => (await acts(folder, 'claim-recorded')).length;

interface Sat {
  status: number | null;
  /** What the terminal showed, without the signs that move its cursor. */
  shown: string;
}

/** Run a command at a terminal, and type once it asks. */
function atTerminal(args: readonly string[], typed: string): Promise<Sat> {
  const quoted = [process.execPath, '--no-memory-protection-keys', main, ...args].map((arg) => `'${arg.replaceAll("'", `'\\''`)}'`);
  const child = spawn('script', ['-qec', quoted.join(' '), '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const asked = text.includes('Type yes to confirm:');
    text += chunk.toString('utf8');
    if (!asked && text.includes('Type yes to confirm:')) child.stdin.write(typed);
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    // oxlint-disable-next-line eslint/no-control-regex -- the terminal's own signs are left out
    child.once('close', (status) => done({ status, shown: text.replaceAll(/\u001b\[[0-9]*[A-Z]/g, '').replaceAll('\r', '') }));
  });
}

describe.skipIf(!hasScript)('a doubtful reading at a terminal', () => {
  it('is shown with the question, and recorded when "yes" is typed', async () => {
    const before = await claims();
    const { status, shown } = await atTerminal(doubtful(), 'yes\n');
    expect(shown).toMatch(/The claim was read as: recorded not earlier than .* No word of it says that the recording is meant\. .* Is that what is meant\? Type yes to confirm: /);
    expect([status, await claims()]).toEqual([0, before + 1]);
    expect(shown).toMatch(/Recorded as c\d+ \(about: time\), entry \d+ of the log\.\n$/);
    expect((await acts(folder, 'claim-recorded')).at(-1)?.payload).toMatchObject({ readingConfirmed: true });
  });

  it.each([['y'], ['no'], [''], ['yes please'], ['oui']])('is not recorded when %j is typed', async (answer) => {
    const before = await claims();
    const { status, shown } = await atTerminal(doubtful(), `${answer}\n`);
    expect([status, await claims()]).toEqual([2, before]);
    expect(shown).toMatch(/confirm it \(--confirm\), or say what is meant \(--means\)\. Nothing was recorded\.\n$/);
  });

  it.each([['Ctrl-D', '\u0004'], ['Ctrl-C', '\u0003']])('is not recorded when %s ends the question', async (_, key) => {
    const before = await claims();
    const { status, shown } = await atTerminal(doubtful(), key);
    expect([status, await claims()]).toEqual([2, before]);
    expect(shown).toMatch(/\npostquem: Stopped as asked\. Nothing was changed\.\n$/);
  });

  it('is not asked about when it is confirmed beforehand, nor is a plain one', async () => {
    for (const args of [[...doubtful(), '--confirm'], ['claim', 'add', folder, '--item', 'i1', '--claimant', 'F', '--quote', 'this video is not older than 72 hours']]) {
      const { status, shown } = await atTerminal(args, '');
      expect([status, shown.includes('Type yes')]).toEqual([0, false]);
    }
  });
});

describe('a doubtful reading where nobody sits at a terminal', () => {
  it('is refused, whatever stands on standard input', async () => {
    const before = await claims();
    const child = spawnSync(process.execPath, ['--no-memory-protection-keys', main, ...doubtful()], { input: 'yes\n', encoding: 'utf8' });
    expect([child.status, child.stdout, await claims()]).toEqual([2, '', before]);
    expect(child.stderr).toMatch(/^postquem: The claim was read as: .* Nothing was recorded\.\n$/);
  });
});
