import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import { encryptFile } from '../../src-main/engine/bundle/age.ts';
import { createCase } from '../../src-main/engine/index.ts';
import { knownSystem } from '../temporary-case.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { caseOf, caseOfAnn, digestsOf, fingerprintOf, handOver, logLength } from '../engine/flows/handed-bundle.ts';
import { documentOf, runCommand } from './run-command.ts';

let [ann, bundle, zip] = ['', '', ''];
beforeAll(async () => {
  ann = await caseOfAnn();
  bundle = await handOver(ann, ['i1', 'i2']);
  zip = await handOver(ann, ['i1'], { zip: true });
}, 120_000);

const hasSshKeygen = spawnSync('ssh-keygen', ['-Y', 'nothing']).error === undefined;

describe('postquem receive', () => {
  it('takes a bundle in, writes the receipt, and shows what came along as the statement of its sender', async () => {
    const [ben, out] = [await caseOf('Ben'), join(await temporaryFolder(), 'receipt.txt')];
    const received = await runCommand(['receive', ben, bundle, '--receipt', out]);
    expect(received).toMatchObject({ status: 0, stderr: '' });
    expect(received.stdout).toMatch(/^A bundle of Ann: 2 items, \d+ entries of postquem\/log\//);
    expect(received.stdout).toContain('not compared with a fingerprint from elsewhere');
    expect(received.stdout).toMatch(/2 new items kept\.\nRecorded in log entry \d+\./);

    const shown = (await runCommand(['show', ben, 'i1'])).stdout;
    expect(shown).toMatch(/As stated by Ann \(SHA256:.*\); bundle [0-9a-f]{12}, log entry \d+; keys not compared:/);
    expect(shown).toMatch(/The way it came over other custodians\n {2}Ann .* from a resident, as stated by Ann/);
    expect((await runCommand(['notes', ben])).stdout).toMatch(/As stated by Ann .*:\n.*a clip\.mov\n.*note, "flash"\n.*a muzzle flash/);
    expect((await runCommand(['claim', 'list', ben])).stdout).toMatch(/no claims yet[^]*As stated by Ann .*:\n {2}claim "not older than 72 hours" by A ministry/);
    expect((await runCommand(['log', ben, '--item', 'i1'])).stdout).toMatch(/As stated by Ann .*:\n[^]*A note "flash" was set on the item: a muzzle flash/);
    const told = documentOf<{ received: { statedBy: { custodian: { name: string } } }[]; custody: { ways: { hops: unknown[] }[] } }>(await runCommand(['show', ben, 'i1', '--json']));
    expect(told.received.map(({ statedBy }) => statedBy.custodian.name)).toEqual(['Ann']);
    expect(told.custody.ways).toHaveLength(1);
    expect((await runCommand(['verify', ben])).status).toBe(0);

    const filed = await runCommand(['receipt', ann, out, '--pin', await fingerprintOf(ben)]);
    expect(filed).toMatchObject({ status: 0, stderr: '' });
    expect(filed.stdout).toMatch(/^Ben states .*\n[^]*the one that you compared it with\n[^]*no findings\.\nFiled in log entry \d+\.\n$/);
    expect((await runCommand(['receipt', ann, out])).stdout).toMatch(/It was filed before, in log entry \d+\. Nothing was changed\.\n$/);
    expect((await runCommand(['show', ann, 'i1'])).stdout).toMatch(/Handed on\n.*\n {4}receipt of Ben \(SHA256:/);
  });

  it('replaces no file by a receipt, and says so before it begins', async () => {
    const [ben, out] = [await caseOf('Ben'), join(await temporaryFolder(), 'taken')];
    writeFileSync(out, 'something else');
    const before = await logLength(ben);
    expect(await runCommand(['receive', ben, bundle, '--receipt', out])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/exists already/) as string });
    expect(readFileSync(out, 'utf8')).toBe('something else');
    expect(await logLength(ben)).toBe(before);
  });

  it.skipIf(!hasSshKeygen)('writes a receipt that ssh-keygen verifies, split at its first line', async () => {
    const [ben, folder] = [await caseOf('Ben'), await temporaryFolder()];
    const out = join(folder, 'receipt.txt');
    await runCommand(['receive', ben, bundle, '--receipt', out]);
    const [keys] = documentOf<{ sshPublicKey: string }[]>(await runCommand(['keys', 'show', ben, '--json']));
    writeFileSync(join(folder, 'signers'), `ben namespaces="postquem-receipt" ${keys?.sshPublicKey ?? ''}\n`);
    const check = 'head -n 1 receipt.txt > line; tail -n +2 receipt.txt > line.sig; ssh-keygen -Y verify -f signers -I ben -n postquem-receipt -s line.sig < line';
    expect(spawnSync('sh', ['-c', check], { cwd: folder, encoding: 'utf8' })).toMatchObject({ status: 0 });
    writeFileSync(out, readFileSync(out, 'utf8').replace('"items":2', '"items":3'));
    expect(spawnSync('sh', ['-c', check], { cwd: folder }).status).not.toBe(0);
  });

  it('refuses a bundle with findings, names them and ends with 1; takes it in when asked to', async () => {
    const [ben, copy] = [await caseOf('Ben'), join(await temporaryFolder(), 'copy')];
    cpSync(bundle, copy, { recursive: true });
    const [original = ''] = readdirSync(join(copy, 'data/originals'));
    writeFileSync(join(copy, 'data/originals', original), 'other bytes');
    const refused = await runCommand(['receive', ben, copy]);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain(`data/originals/${original}`);
    expect(refused.stdout).toMatch(/Nothing was taken in: \d+ findings against it\./);
    expect(await logLength(ben)).toBe(3);
    const taken = await runCommand(['receive', ben, copy, '--despite-findings', '--json']);
    expect(taken.status).toBe(1);
    expect(documentOf<object>(taken)).toMatchObject({ outcome: 'received', notReceived: [{ reason: 'not-as-listed' }] });
    expect((await runCommand(['verify', ben])).status).toBe(0);
  });

  it('lists items of a bundle without evidentiary copies as known by digest, and shows them', async () => {
    const [ben, bare] = [await caseOf('Ben'), await handOver(ann, ['i1'], { originals: false })];
    expect((await runCommand(['receive', ben, bare])).stdout).toContain('the items are known by their digests only');
    const [clip = ''] = await digestsOf(ann);
    expect((await runCommand(['items', ben])).stdout).toMatch(new RegExp(`Known by digest only[^]*${clip.slice(0, 12)}  a clip\\.mov`));
    expect((await runCommand(['show', ben, clip.slice(0, 8)])).stdout).toMatch(/known by its digest only[^]*As stated by Ann/);
    expect(documentOf<object>(await runCommand(['show', ben, clip.slice(0, 8), '--json']))).toMatchObject({ sha256: clip, knownByDigestOnly: true });
    for (const args of [['notes', ben, clip], ['log', ben, '--item', clip]]) expect(await runCommand(args)).toMatchObject({ status: 0, stdout: expect.stringContaining('a muzzle flash') as string });
  });

  it('opens what is encrypted with age, by key or by passphrase, and leaves no plaintext behind', async () => {
    const folder = await temporaryFolder();
    const identity = await generateX25519Identity();
    const [byKey, byPhrase, keyFile, phraseFile] = ['key.age', 'phrase.age', 'key.txt', 'phrase.txt'].map((name) => join(folder, name)) as [string, string, string, string];
    await encryptFile(zip, byKey, { recipients: [await identityToRecipient(identity)] });
    await encryptFile(zip, byPhrase, { passphrase: 'Straße 7' });
    writeFileSync(keyFile, `# made for a test\n${identity}\n`);
    writeFileSync(phraseFile, 'Straße 7\n');
    const ben = await caseOf('Ben');
    expect(await runCommand(['receive', ben, byKey])).toMatchObject({ status: 2, stderr: expect.stringContaining('--age-identity') as string });
    writeFileSync(join(folder, 'wrong'), 'another\n');
    expect((await runCommand(['receive', ben, byPhrase, '--age-passphrase-file', join(folder, 'wrong')])).status).toBe(2);
    expect(await logLength(ben)).toBe(3);
    expect(await runCommand(['receive', ben, byKey, '--age-identity', keyFile])).toMatchObject({ status: 0, stderr: '' });
    expect((await runCommand(['receive', ben, byPhrase, '--age-passphrase-file', phraseFile])).stdout).toContain('was taken in before');
    expect(readdirSync(join(ben, 'incoming'))).toEqual([]);
    expect((await runCommand(['show', ben, 'i1'])).stdout).toContain(`${byKey}/data/originals/`);
  });

  it('asks for the passphrase of the keys, since it signs', async () => {
    const folder = await temporaryFolder();
    const [locked, phraseFile] = [join(folder, 'case'), join(folder, 'phrase')];
    await createCase({ folder: locked, title: 'T', custodian: 'Ben', passphrase: 'open', ...knownSystem });
    writeFileSync(phraseFile, 'open\n');
    expect(await runCommand(['receive', locked, bundle])).toMatchObject({ status: 2, stderr: expect.stringContaining('--passphrase-file') as string });
    expect((await runCommand(['receive', locked, bundle, '--passphrase-file', phraseFile])).status).toBe(0);
  });

  it('says in words what it cannot take in', async () => {
    const [ben, folder] = [await caseOf('Ben'), await temporaryFolder()];
    writeFileSync(join(folder, 'text'), 'text');
    for (const [path, words] of [['nowhere', /There is no file or folder/], ['text', /cannot be taken in as a bundle/], ['.', /cannot be taken in as a bundle/]] as const) {
      expect(await runCommand(['receive', ben, join(folder, path)])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(words) as string });
    }
    expect(await runCommand(['receive', ann, bundle])).toMatchObject({ status: 2, stderr: expect.stringContaining('comes from this very case') as string });
    expect(await runCommand(['receipt', ben, join(folder, 'text')])).toMatchObject({ status: 2, stderr: expect.stringMatching(/The receipt was not filed: .*Nothing was changed/) as string });
  });
});
