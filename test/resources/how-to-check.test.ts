import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { receiveBundle } from '../../src-main/engine/index.ts';
import { importInto, reading } from '../engine/flows/case-reading.ts';
import { exported } from '../engine/flows/export/exported.ts';
import { anchored } from '../engine/flows/lively-case.ts';
import { writeClip } from '../engine/flows/small-footage.ts';
import { goAvailable } from '../format/live/go-tools.ts';
import { hasOpenssl } from '../format/timestamp/local-authority.ts';
import { temporaryCase, working } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The commands of HOW-TO-CHECK.txt, exactly as they stand there: indented lines, one block up to a line that is not. */
const text = readFileSync(resolve(import.meta.dirname, '../../resources/HOW-TO-CHECK.txt'), 'utf8');
const [prose = ''] = text.split('THE PROGRAM OF STEP 5');
const blocks = prose.split(/\n(?! {2})/).map((part) => part.split('\n').filter((line) => line.startsWith('  ')).map((line) => line.slice(2)).join('\n')).filter((block) => block !== '');

/** The block that holds a word of its own. */
function commands(word: string): string {
  const found = blocks.filter((block) => block.startsWith(word) || (!blocks.some((other) => other.startsWith(word)) && block.includes(word)));
  if (found.length !== 1) throw new Error(`${found.length} blocks hold "${word}"`);
  return found[0] ?? '';
}

function run(folder: string, script: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd: folder, encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr };
}

let original: string;
let zip: string;
beforeAll(async () => {
  const [sender, source, folder, place] = [await temporaryCase(), await temporaryFolder(), await temporaryCase(), await temporaryFolder()];
  writeFileSync(join(source, 'came.txt'), 'came by a bundle');
  await importInto(sender, [join(source, 'came.txt')], { keepOnly: true });
  const came = await exported(sender, { choice: { all: true } });
  await working(folder, (target) => receiveBundle(target, { path: came.path, despiteFindings: false }));
  await writeClip(join(source, 'clip.mov'));
  await importInto(folder, [join(source, 'clip.mov')]);
  await working(folder, (target) => anchored(target));
  original = (await exported(folder, { choice: { items: ['i1', 'i2'] } })).path;
  zip = (await exported(folder, { choice: { items: ['i1', 'i2'] }, zip: true, out: join(place, 'bundle.zip') })).path;
}, 120_000);

/** A copy of the bundle to work in. */
async function copy(): Promise<string> {
  const folder = join(await temporaryFolder(), 'bundle');
  cpSync(original, folder, { recursive: true });
  return folder;
}

/** A copy in which one byte of a file is another. */
async function altered(path: RegExp, at = 0.5): Promise<string> {
  const folder = await copy();
  const [name = ''] = (readdirSync(folder, { recursive: true }) as string[]).filter((found) => path.test(found)).sort();
  const bytes = readFileSync(join(folder, name));
  const place = Math.floor(bytes.length * at);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  chmodSync(join(folder, name), 0o644);
  writeFileSync(join(folder, name), bytes);
  return folder;
}

const lists = '--strict tagmanifest-sha256.txt';
const listed = 'diff <(find data';
const unlisted = 'comm -23';
const digests = 'originals|keyframes|reports';
const keys = 'grep -c -F "$(cat data/log/log.vkey)"';
const signature = '-s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt';
const checkpoint = 'pkeyutl';
const proofs = 'go run';
const stamp = 'ts -verify';
const received = 'for part in';

describe('the text', () => {
  it('has lines of at most 78 columns and no tabs', () => {
    expect(text.split('\n').filter((line) => line.length > 78 || line.includes('\t'))).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux' || !hasOpenssl)('the commands of HOW-TO-CHECK.txt', () => {
  it('print the fingerprint of the custodian’s key', async () => {
    const { stdout } = run(original, commands('ssh-keygen -l -f data/log/custodian.pub').split('\n').at(-1) ?? '');
    expect(stdout).toMatch(/^256 SHA256:[A-Za-z0-9+/]{43} /);
  });

  it('find the keys of the files in the entry that names them, and another key nowhere', async () => {
    expect(run(original, commands(keys))).toMatchObject({ status: 0, stdout: '1\n1\n1\n1' });
    const folder = await copy();
    run(folder, 'ssh-keygen -q -t ed25519 -N "" -f key && mv key.pub data/log/custodian.pub');
    expect(run(folder, commands(keys)).status).not.toBe(0);
  });

  it('find every list and file as it was signed', () => {
    expect(run(original, commands(lists))).toMatchObject({ status: 0, stdout: '' });
    expect(run(original, commands(listed))).toMatchObject({ status: 0, stdout: '' });
    expect(run(original, commands(unlisted))).toMatchObject({ status: 0, stdout: 'tagmanifest-sha256.txt\ntagmanifest-sha256.txt.sig' });
    expect(run(original, commands(digests))).toMatchObject({ status: 0, stdout: '' });
  });

  it.each([/^data\/originals\/.*mov$/, /^data\/case\.json$/, /^data\/log\/entries\/1\.json$/, /^verify\.html$/, /^bag-info\.txt$/, /^manifest-sha256\.txt$/])('find a flipped byte in %s', async (path) => {
    expect(run(await altered(path), commands(lists)).status).not.toBe(0);
  });

  it('find a file that was removed or added, beside the text too', async () => {
    const [removed, added] = [await copy(), await copy()];
    run(removed, 'rm data/case.json');
    expect(run(removed, commands(lists)).status).not.toBe(0);
    expect(run(removed, commands(listed)).status).not.toBe(0);
    writeFileSync(join(added, 'data/extra'), 'x');
    expect(run(added, commands(listed)).status).not.toBe(0);
    writeFileSync(join(added, 'extra.txt'), 'x');
    expect(run(added, commands(unlisted)).stdout).toContain('extra.txt');
  });

  it('find a copy that was altered with its manifest', async () => {
    const folder = await altered(/^data\/originals\/.*mov$/);
    run(folder, 'sha256sum $(cut -c 67- manifest-sha256.txt) > m && mv m manifest-sha256.txt && sha256sum $(cut -c 67- tagmanifest-sha256.txt) > t && mv t tagmanifest-sha256.txt');
    expect(run(folder, commands(lists)).status).toBe(0);
    expect(run(folder, commands(digests)).status).not.toBe(0);
    expect(run(folder, commands(signature)).status).not.toBe(0);
  });

  it('verify the custodian’s signature, and refuse it over another list', async () => {
    const good = run(original, commands(signature));
    expect(good.status).toBe(0);
    expect(good.stdout).toMatch(/^Good "postquem-bundle" signature for postquem\/log\/\S+\/custodian with ED25519 key SHA256:/);
    expect(run(await altered(/^tagmanifest-sha256\.txt$/, 0.1), commands(signature)).status).not.toBe(0);
    expect(run(await altered(/^tagmanifest-sha256\.txt\.sig$/), commands(signature)).status).not.toBe(0);
  });

  it('verify the signature of the checkpoint, and refuse it over another root', async () => {
    expect(run(original, commands(checkpoint))).toMatchObject({ status: 0, stdout: 'Signature Verified Successfully' });
    expect(run(await altered(/^data\/log\/checkpoint$/, 0.3), commands(checkpoint)).status).not.toBe(0);
  });

  it.skipIf(!goAvailable)('prove every entry of every log and that it goes on from the stamped one, and nothing that was altered', async () => {
    const size = readFileSync(join(original, 'data/log/checkpoint'), 'utf8').split('\n')[1];
    const good = run(original, commands(proofs));
    expect(good.stderr).toBe('');
    expect(good.status).toBe(0);
    const count = readdirSync(join(original, 'data/log/entries')).length;
    expect(good.stdout.split('\n')[0]).toBe(`data/log: ${count} entries proved in a log of ${size}`);
    expect(good.stdout.split('\n')).toHaveLength(2);
    const parts = [/^data\/log\/entries\/1\.json$/, /^data\/log\/proofs\/1\.tlog-proof$/, /^data\/log\/checkpoint$/, /^data\/log\/log\.vkey$/, /^data\/log\/consistency-\d+$/, /^data\/log\/checkpoints\/\d+$/, /^data\/received\/.*\/entries\/1\.json$/];
    const passed: RegExp[] = [];
    for (const path of parts) if (run(await altered(path, 0.3), commands(proofs)).status === 0) passed.push(path);
    expect(passed).toEqual([]);
    const swapped = await copy();
    renameSync(join(swapped, 'data/log/entries/0.json'), join(swapped, 'kept'));
    renameSync(join(swapped, 'data/log/entries/1.json'), join(swapped, 'data/log/entries/0.json'));
    renameSync(join(swapped, 'kept'), join(swapped, 'data/log/entries/1.json'));
    expect(run(swapped, commands(proofs)).status).not.toBe(0);
  }, 120_000);

  it('verify the time stamp at its own time, and refuse it over another checkpoint or altered', async () => {
    const good = run(original, commands(stamp));
    expect(good.status).toBe(0);
    expect(good.stdout).toMatch(/Verification: OK\n\d+ entries of data\/log, stamped \w{3} +\d+ \d\d:\d\d:\d\d\S* \d{4} GMT/);
    expect(run(await altered(/^data\/log\/checkpoints\/\d+$/), commands(stamp)).status).not.toBe(0);
    expect(run(await altered(/^data\/anchors\/\d+\.tsr$/, 0.9), commands(stamp)).status).not.toBe(0);
  });

  it('verify the signatures of those from whom items had come, and refuse an altered one', async () => {
    expect(run(original, commands(received))).toMatchObject({ status: 0 });
    expect(run(original, commands(received)).stdout).toMatch(/^Good "postquem-bundle" signature/);
    for (const part of [/tagmanifest-sha256\.txt$/, /bag-info\.txt$/, /log\/checkpoint$/, /log\/log\.vkey$/, /log\/custodian\.pub$/]) {
      const path = new RegExp(`^data/received/.*/${part.source}`);
      expect(run(await altered(path, 0.4), commands(received)).status).not.toBe(0);
    }
  });

  it('find the entries that name an item', async () => {
    const { status, stdout } = run(original, commands('digest='));
    expect(status).toBe(0);
    expect(stdout.split('\n').every((path) => /^data\/log\/entries\/\d+\.json$/.test(path))).toBe(true);
  });

  it('say nothing where there is no stamp and nothing had come from others', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'a.txt'), 'a');
    await importInto(folder, [source], { keepOnly: true });
    const { path } = await exported(folder, { choice: { all: true }, originals: false });
    for (const word of [stamp, received]) expect(run(path, commands(word))).toMatchObject({ status: 0, stdout: '' });
    expect(run(path, commands(digests)).status).toBe(0);
    expect(goAvailable ? run(path, commands(proofs)) : { status: 0, stderr: '' }).toMatchObject({ status: 0, stderr: '' });
  });

  it.skipIf(spawnSync('age', ['--version']).status !== 0)('open the ZIP and the encrypted ZIP, which are the same bundle; altered, they do not open', async () => {
    const place = await temporaryFolder();
    cpSync(zip, join(place, 'plain.zip'));
    expect(run(place, 'age-keygen -o key.txt && age -r "$(age-keygen -y key.txt)" -o bundle.zip.age plain.zip').status).toBe(0);
    expect(run(place, commands('age -d -i')).status).toBe(0);
    expect(run(place, commands('unzip -q')).status).toBe(0);
    expect(run(join(place, 'bundle'), commands(lists))).toMatchObject({ status: 0 });
    expect(run(join(place, 'bundle'), commands(signature))).toMatchObject({ status: 0 });
    const bad = join(place, 'bad');
    mkdirSync(bad);
    for (const name of ['key.txt', 'bundle.zip.age', 'bundle.zip']) cpSync(join(place, name), join(bad, name));
    for (const name of ['bundle.zip.age', 'bundle.zip']) {
      const bytes = readFileSync(join(bad, name));
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      writeFileSync(join(bad, name), bytes);
    }
    expect(run(bad, commands('unzip -q')).status).not.toBe(0);
    run(bad, 'rm bundle.zip');
    expect(run(bad, commands('age -d -i')).status).not.toBe(0);
  });
});

describe('the fingerprint in the text’s first step', () => {
  it('is the one that the custodian reads out from the case', async () => {
    const folder = await temporaryCase();
    const source = await temporaryFolder();
    writeFileSync(join(source, 'a.txt'), 'a');
    await importInto(folder, [source], { keepOnly: true });
    const { path } = await exported(folder, { choice: { all: true } });
    const { stdout } = run(path, commands('ssh-keygen -l -f data/log/custodian.pub').split('\n').at(-1) ?? '');
    expect(stdout).toContain(await reading(folder, ({ custodian }) => custodian.fingerprint));
  });
});
