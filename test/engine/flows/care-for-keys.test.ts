import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { backUpKeys, changePassphrase, createCase, openCase, showKeys, verifyCase, type WritableCase } from '../../../src-main/engine/index.ts';
import { knownSystem } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { copyOf } from '../../verifier/tamper/altering.ts';
import { newSigner } from '../../verifier/tamper/forging.ts';
import { acts, reading } from './case-reading.ts';

// Every opening of a protected key costs a second of scrypt: few cases are made here, and much is asked of each.
let bare: string;
let locked: string;
beforeAll(async () => {
  [bare, locked] = [join(await temporaryFolder(), 'case'), join(await temporaryFolder(), 'case')];
  await createCase({ folder: bare, title: 'T', custodian: 'C', passphrase: undefined, ...knownSystem });
  await createCase({ folder: locked, title: 'T', custodian: 'C', passphrase: 'correct horse', ...knownSystem });
});

async function work<T>(folder: string, passphrase: string | undefined, act: (target: WritableCase) => Promise<T>): Promise<T> {
  const opened = await openCase({ folder, passphrase, ...knownSystem });
  try {
    return await act(opened.case);
  } finally {
    await opened.close();
  }
}
const nothing = (): Promise<void> => Promise.resolve();
/** Windows has no such modes. */
const ownerOnly = new Set([process.platform === 'win32' ? 0o666 : 0o600]);
const keysIn = (folder: string): string[] => readdirSync(join(folder, 'keys')).toSorted();

async function expectStillReadable(folder: string): Promise<void> {
  expect(await reading(folder, ({ info }) => info.title)).toBe('T');
  expect((await acts(folder)).length).toBeGreaterThan(2);
}

describe('a case whose key cannot be used', () => {
  it.each<[string, string, RegExp, (folder: string) => void]>([
    ['is missing', 'key-missing', /The key file log\.pem\.age or log\.pem is missing from the folder "keys"/, (folder) => rmSync(join(folder, 'keys/log.pem'))],
    ['is rubbish', 'key-unreadable', /log\.pem cannot be used: it holds no private key/, (folder) => writeFileSync(join(folder, 'keys/log.pem'), 'rubbish')],
    ['is empty', 'key-unreadable', /log\.pem cannot be used: it holds no private key/, (folder) => writeFileSync(join(folder, 'keys/log.pem'), '')],
    ['is another', 'key-unreadable', /log\.pem cannot be used: it is not the key that the log names/, (folder) => writeFileSync(join(folder, 'keys/log.pem'), newSigner().pem)],
    ['is the custodian’s', 'key-unreadable', /it is not the key that the log names/, (folder) => cpSync(join(folder, 'keys/custodian.pem'), join(folder, 'keys/log.pem'))],
    [
      'is rubbish under a passphrase',
      'key-unreadable',
      /log\.pem\.age cannot be used/,
      (folder) => {
        rmSync(join(folder, 'keys/log.pem'));
        writeFileSync(join(folder, 'keys/log.pem.age'), 'rubbish');
      },
    ],
  ])('because it %s is refused for work by %s in words, and is read and verified', async (_, code, sentence, spoil) => {
    const folder = await copyOf(bare);
    spoil(folder);
    const refused = work(folder, 'any', nothing);
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(sentence);
    await expect(refused).rejects.toThrow(/Without it the case can be read and verified/);
    await expectStillReadable(folder);
    const found = (await verifyCase({ folder })).findings.map((finding) => `${finding.code}: ${finding.thing}`);
    expect(found.filter((finding) => finding !== 'key-differs: keys/log.pem')).toEqual([]);
  });

  it('for want of the passphrase, or with a wrong one, is refused in words, read and verified', async () => {
    await expect(work(locked, undefined, nothing)).rejects.toMatchObject({ code: 'passphrase-needed' });
    const wrong = work(locked, 'correct horsf', nothing);
    await expect(wrong).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await expect(wrong).rejects.toThrow(/Without it the case can be read and verified/);
    await expectStillReadable(locked);
    expect((await verifyCase({ folder: locked })).findings).toEqual([]);
  });
});

describe('the passphrase of a case', { timeout: 180_000 }, () => {
  it('is changed, and the old one opens nothing any more', async () => {
    const folder = await copyOf(locked);
    await work(folder, 'correct horse', (target) => changePassphrase(target, 'battery staple'));
    expect(keysIn(folder)).toEqual(['custodian.pem.age', 'log.pem.age']);
    await expect(work(folder, 'correct horse', nothing)).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await work(folder, 'battery staple', nothing);
    expect((await acts(folder, 'passphrase-changed')).map((act) => act.payload)).toEqual([{ passphrase: 'set' }]);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('is taken off and put on again, which the log says, and no other form of a key stays', async () => {
    const folder = await copyOf(bare);
    await work(folder, undefined, (target) => changePassphrase(target, 'correct horse'));
    expect(keysIn(folder)).toEqual(['custodian.pem.age', 'log.pem.age']);
    await work(folder, 'correct horse', (target) => changePassphrase(target, undefined));
    expect(keysIn(folder)).toEqual(['custodian.pem', 'log.pem']);
    expect(new Set(keysIn(folder).map((name) => statSync(join(folder, 'keys', name)).mode & 0o777))).toEqual(ownerOnly);
    await work(folder, undefined, nothing);
    expect((await acts(folder, 'passphrase-changed')).map((act) => act.payload)).toEqual([{ passphrase: 'set' }, { passphrase: 'declined' }]);
    expect((await verifyCase({ folder })).findings).toEqual([]);
    for (const name of keysIn(folder)) expect(readFileSync(join(folder, 'keys', name))).toEqual(readFileSync(join(bare, 'keys', name)));
  });

  it('that was set leaves no bare key that verify would not name', async () => {
    const folder = await copyOf(locked);
    writeFileSync(join(folder, 'keys/log.pem'), newSigner().pem);
    expect((await verifyCase({ folder })).findings.map(({ code, thing }) => [code, thing])).toEqual([['key-unprotected', 'keys/log.pem']]);
  });
});

describe('copies of the keys', () => {
  it('are written once, whole and for nobody else, are recorded, and bring a case back to work', async () => {
    const folder = await copyOf(bare);
    const out = join(await temporaryFolder(), 'copies');
    expect(await work(folder, undefined, (target) => backUpKeys(target, out))).toEqual({ files: ['custodian.pem', 'log.pem', 'READ-ME.txt'], locked: false });
    expect(new Set(readdirSync(out).map((name) => statSync(join(out, name)).mode & 0o777))).toEqual(ownerOnly);
    expect(readFileSync(join(out, 'READ-ME.txt'), 'utf8')).toContain((await verifyCase({ folder })).verifierKey);
    expect(await acts(folder, 'keys-backed-up')).toHaveLength(1);
    for (const key of await reading(folder, showKeys)) expect(key.backedUpAt).toMatch(/^\d{4}-/);
    await expect(work(folder, undefined, (target) => backUpKeys(target, out))).rejects.toMatchObject({ code: 'folder-occupied' });
    rmSync(join(folder, 'keys'), { recursive: true });
    await expect(work(folder, undefined, nothing)).rejects.toMatchObject({ code: 'key-missing' });
    mkdirSync(join(folder, 'keys'));
    for (const name of ['custodian.pem', 'log.pem']) cpSync(join(out, name), join(folder, 'keys', name));
    await work(folder, undefined, nothing);
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });
});

// The age command asks for passphrases at a terminal; "script" gives it one.
const canAsk = ['age', 'openssl', 'script'].every((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0);

describe.skipIf(!canAsk)('a stock age and a stock openssl', () => {
  it('open a protected key by its passphrase, and find the key that is shown', async () => {
    const out = join(await temporaryFolder(), 'log.pem');
    const asked = spawnSync('script', ['-qec', `age -d -o '${out}' '${join(locked, 'keys/log.pem.age')}'`, '/dev/null'], { input: 'correct horse\n', timeout: 30_000 });
    expect(asked.status).toBe(0);
    const [key] = (await reading(locked, showKeys)).filter(({ role }) => role === 'log');
    expect(execFileSync('openssl', ['pkey', '-in', out, '-pubout'], { encoding: 'utf8' })).toBe(key?.pem);
  });
});
