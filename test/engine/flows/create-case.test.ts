import { Decrypter, armor } from 'age-encryption';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCase } from '../../../src-main/engine/index.ts';
import { knownSystem, temporaryCase } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, filesBelow, importInto } from './case-reading.ts';
import { containing, matching } from './text-matching.ts';

const wanted = { title: 'Test', custodian: 'Tester', passphrase: undefined, ...knownSystem };
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('a new case', () => {
  it('is refused where files lie, and these stay as they are', async () => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, 'film.mp4'), 'x');
    await expect(createCase({ ...wanted, folder })).rejects.toMatchObject({ code: 'case-exists' });
    expect(readdirSync(folder)).toEqual(['film.mp4']);
  });

  it('is refused where a file stands', async () => {
    const file = join(await temporaryFolder(), 'case');
    writeFileSync(file, 'x');
    await expect(createCase({ ...wanted, folder: file })).rejects.toMatchObject({ code: 'case-exists' });
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('may take the place of an empty folder, and may lie in folders that are not there yet', async () => {
    const parent = await temporaryFolder();
    mkdirSync(join(parent, 'empty'));
    await createCase({ ...wanted, folder: join(parent, 'empty') });
    await createCase({ ...wanted, folder: join(parent, 'a/b/case') });
    expect(readdirSync(join(parent, 'a/b/case'))).toEqual(readdirSync(join(parent, 'empty')));
  });

  it.each([['title', ''], ['title', ' \n '], ['custodian', ''], ['affiliation', ''], ['title', 'x'.repeat(4001)]])(
    'with the %s %j is refused in words, and leaves nothing behind',
    async (field, value) => {
      const parent = await temporaryFolder();
      const making = createCase({ ...wanted, [field]: value, folder: join(parent, 'case') });
      await expect(making).rejects.toMatchObject({ code: 'argument-invalid', message: containing(field) });
      expect(readdirSync(parent)).toEqual([]);
    },
  );

  it('that breaks half way leaves nothing behind', async () => {
    const parent = await temporaryFolder();
    let looks = 0;
    const clock = { now: () => { if (++looks > 1) throw new Error('the clock broke'); return 0; } };
    await expect(createCase({ ...wanted, clock, folder: join(parent, 'case') })).rejects.toThrow('the clock broke');
    expect(readdirSync(parent)).toEqual([]);
  });

  it('is refused in words where the file system does not let it be', async () => {
    const parent = await temporaryFolder();
    const folder = join(parent, 'x'.repeat(300));
    await expect(createCase({ ...wanted, folder })).rejects.toMatchObject({ code: matching(/^(argument-invalid|case-exists)$/) });
    mkdirSync(join(parent, 'empty'));
    symlinkSync('empty', join(parent, 'link'));
    const refused = createCase({ ...wanted, folder: join(parent, 'link') });
    await expect(refused).rejects.toMatchObject({ code: 'argument-invalid', message: containing('Nothing was made') });
    expect(readdirSync(parent).sort()).toEqual(['empty', 'link']);
  });

  it('opens its log with itself and its custodian, says that a passphrase was declined, and signs it', async () => {
    const entries = await acts(await temporaryCase());
    expect(entries.map((act) => act.type)).toEqual(['case-opened', 'custodian-named', 'checkpoint-signed']);
    expect(entries[1]?.payload).toMatchObject({ name: 'Tester', passphrase: 'declined' });
    expect(entries[1]?.sentence).toContain('declined');
  });
});

describe('the keys of a case', () => {
  it.skipIf(!hasOpenssl)('without a passphrase are PEM files for their owner alone, of the public keys that the log names', async () => {
    const folder = await temporaryCase();
    const named = (await acts(folder, 'custodian-named'))[0]?.payload['keys'] as { role: string; publicKey: string }[];
    for (const { role, publicKey } of named) {
      const file = join(folder, 'keys', `${role}.pem`);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(publicKeyOf(readFileSync(file))).toBe(publicKey);
    }
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    expect(named.map((key) => key.role)).toEqual(['custodian', 'log']);
  });

  it.skipIf(!hasOpenssl)('with a passphrase are armoured age files, which only the passphrase opens', async () => {
    const folder = join(await temporaryFolder(), 'case');
    await createCase({ ...wanted, folder, passphrase: 'Пароль correct horse' });
    const [entry] = await acts(folder, 'custodian-named');
    expect(entry?.payload).toMatchObject({ passphrase: 'set' });
    expect(readdirSync(join(folder, 'keys')).sort()).toEqual(['custodian.pem.age', 'log.pem.age']);
    const sealed = readFileSync(join(folder, 'keys/custodian.pem.age'), 'utf8');
    expect(sealed).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(sealed).not.toContain('PRIVATE KEY');
    const [custodian] = (entry?.payload['keys'] ?? []) as { publicKey: string }[];
    expect(publicKeyOf(await unseal(sealed, 'Пароль correct horse'))).toBe(custodian?.publicKey);
    await expect(unseal(sealed, 'another')).rejects.toThrow(/no identity matched|passphrase/);
  });
});

async function unseal(sealed: string, passphrase: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(armor.decode(sealed));
}

/** What `openssl pkey` reads from a PEM: the raw public key, base64. */
function publicKeyOf(pem: Uint8Array): string {
  const der = execFileSync('openssl', ['pkey', '-pubout', '-outform', 'DER'], { input: pem });
  return der.subarray(-32).toString('base64');
}

describe.skipIf(process.platform === 'win32')('READ-ME-FIRST.txt', () => {
  /** The commands of the text, as a person would copy them out of it. */
  function commandBelow(folder: string, heading: string): string {
    const lines = readFileSync(join(folder, 'READ-ME-FIRST.txt'), 'utf8').split('\n');
    const start = lines.findIndex((line) => line.includes(heading)) + 1;
    const indent = /^ */.exec(lines[start] ?? '')?.[0] ?? '';
    const end = lines.findIndex((line, n) => n > start && !line.startsWith(indent));
    return lines.slice(start, end).join('\n');
  }

  it('names a command that checks every digest, and it finds the flipped byte', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (const name of ['a b.txt', "it's.txt", 'empty']) writeFileSync(join(source, name), name === 'empty' ? '' : name);
    await importInto(folder, [source], { keepOnly: true });
    const command = commandBelow(folder, 'All of them, from inside this folder:');
    const run = () => spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(run()).toMatchObject({ status: 0, stdout: '', stderr: '' });

    const [first = ''] = filesBelow(folder, 'originals');
    chmodSync(first, 0o644);
    writeFileSync(first, 'other');
    const told = run();
    expect(told.status).not.toBe(0);
    expect(told.stdout).toContain('FAILED');
  });

  it.skipIf(spawnSync('sqlite3', ['-version']).status !== 0)('names a command that prints the log', async () => {
    const folder = await temporaryCase();
    const text = readFileSync(join(folder, 'READ-ME-FIRST.txt'), 'utf8');
    const command = /sqlite3 case\.sqlite "[^"]+"/.exec(text)?.[0] ?? 'false';
    const told = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(told.stdout.split('\n')[0]).toMatch(/^0\|\{.*"type":"case-opened".*\}$/);
  });

  it('says that a wrong digest is found by hand with the name alone', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    writeFileSync(join(source, 'x'), 'x');
    await importInto(folder, [source], { keepOnly: true });
    const [kept = ''] = filesBelow(folder, 'originals');
    expect(execFileSync('sha256sum', [kept], { encoding: 'utf8' }).slice(0, 64)).toBe(kept.split('/').at(-1));
  });
});
