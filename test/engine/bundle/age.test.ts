import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { armor, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { decryptFile, encryptFile, isAgeFile } from '../../../src-main/engine/bundle/age.ts';
import { workOnAge } from '../../../src-main/engine/bundle/age-work.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = await temporaryFolder();
const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
const passphrase = 'four words of it';
const hasAge = spawnSync('age', ['--version']).status === 0;
const hasScript = spawnSync('script', ['--version']).status === 0;

let count = 0;
const fresh = (): string => join(folder, `f${count++}`);
function file(bytes: Uint8Array | string): string {
  const path = fresh();
  writeFileSync(path, bytes);
  return path;
}
/** Bytes that repeat nowhere near. */
function noise(bytes: number): Buffer {
  const whole = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 32) createHash('sha256').update(String(at)).digest().copy(whole, at);
  return whole;
}

async function encrypted(plain: Uint8Array | string): Promise<string> {
  const to = fresh();
  await encryptFile(file(plain), to, { recipients: [recipient] });
  return to;
}

describe('a file encrypted with age', () => {
  // Around the length of a chunk, and of what is read at once.
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 1_048_576, 3_000_001])('of %i bytes comes back as it was', async (bytes) => {
    const plain = noise(bytes);
    const [packed, back] = [await encrypted(plain), fresh()];
    expect(readFileSync(packed).subarray(0, 21).toString()).toBe('age-encryption.org/v1');
    const written = await decryptFile(packed, back, { identities: [identity] });
    expect(readFileSync(back).equals(plain)).toBe(true);
    expect(written).toEqual({ sha256: createHash('sha256').update(plain).digest('hex'), bytes });
  });

  it('opens for each of its recipients, and with one of several keys', async () => {
    const other = await generateX25519Identity();
    const [packed, back] = [fresh(), fresh()];
    await encryptFile(file('x'), packed, { recipients: [recipient, await identityToRecipient(other)] });
    await decryptFile(packed, back, { identities: [await generateX25519Identity(), other] });
    expect(readFileSync(back, 'utf8')).toBe('x');
  });

  it('tells how far it has come, and is readable by its owner alone', async () => {
    const told: number[] = [];
    const to = fresh();
    await encryptFile(file(noise(3_000_000)), to, { recipients: [recipient] }, { onProgress: (bytes) => told.push(bytes) });
    expect(told.at(-1)).toBe(3_000_000);
    expect(told.length).toBeGreaterThan(2);
    expect(statSync(to).mode & 0o777).toBe(0o600);
  });

  it('is known as one, armored or not; other files are not', async () => {
    const packed = await encrypted('x');
    expect(await isAgeFile(packed)).toBe(true);
    expect(await isAgeFile(file(`\r\n${armor.encode(readFileSync(packed))}`))).toBe(true);
    for (const other of [file(''), file('age'), file(noise(500)), folder, join(folder, 'nothing')]) expect(await isAgeFile(other)).toBe(false);
  });

  it('in armor, with either kind of line end, comes back', async () => {
    const plain = noise(300_000);
    const text = armor.encode(readFileSync(await encrypted(plain)));
    for (const armored of [text, text.replaceAll('\n', '\r\n'), `\n\n${text}\n  \n`, text.trimEnd()]) {
      const back = fresh();
      await decryptFile(file(armored), back, { identities: [identity] });
      expect(readFileSync(back).equals(plain)).toBe(true);
    }
  });
});

describe('nothing stands under the name', () => {
  /** Why it cannot be decrypted: the work itself, without a thread for each try. */
  const refusal = (packed: Uint8Array): Promise<string> =>
    workOnAge({ act: 'decrypt', from: file(packed), to: fresh(), keys: { identities: [identity] } }, { read: () => {}, making: () => {} }).then(
      () => 'whole',
      (error: { code?: string }) => String(error.code),
    );
  const left = async (packed: string, keys: Parameters<typeof decryptFile>[2] = { identities: [identity] }): Promise<string> => {
    const to = fresh();
    const code = await decryptFile(packed, to, keys).then(() => 'whole', (error: { code?: string }) => String(error.code));
    if (code !== 'whole' && existsSync(to)) return `${code}, and the file is there`;
    return code;
  };

  it('when a byte is flipped anywhere', async () => {
    const good = readFileSync(await encrypted(noise(140_000)));
    const header = good.indexOf('\n--- ') + 50;
    // Every byte of the header and the nonce, then some of each chunk.
    const places = [...Array.from({ length: header + 16 }, (_, n) => n), ...Array.from({ length: 30 }, (_, n) => header + 16 + n * 4661), good.length - 1];
    for (const at of places) {
      const bad = Buffer.from(good);
      bad[at]! ^= 1;
      expect(await refusal(bad)).toMatch(/^age-(?:damaged|key-wrong|not-encrypted)$/);
    }
    const bad = Buffer.from(good);
    bad[100_000]! ^= 1;
    expect(await left(file(bad))).toBe('age-damaged');
  });

  it('when it is cut off, at the end of a chunk or elsewhere', async () => {
    const good = readFileSync(await encrypted(noise(200_000)));
    const payload = good.length - 200_000 - 4 * 16;
    const lengths = [...[0, 1, 2, 3].map((chunk) => payload + chunk * 65_552), payload - 16, payload + 1, payload + 65_552 + 15, good.length - 1, good.length - 16, 100, 22];
    for (const length of lengths) expect(await refusal(good.subarray(0, length))).toBe('age-damaged');
    for (const length of lengths.slice(1, 4)) expect(await left(file(good.subarray(0, length)))).toBe('age-damaged');
    expect(await left(file(''))).toBe('age-not-encrypted');
  });

  it('when something is added to it', async () => {
    expect(await left(file(Buffer.concat([readFileSync(await encrypted('x')), Buffer.from('x')])))).toBe('age-damaged');
  });

  it('when its armor is altered', async () => {
    const text = armor.encode(readFileSync(await encrypted(noise(1000))));
    const lines = text.split('\n');
    const altered = [
      text.replace('-----END', '-----ENDE'), text.slice(0, -40), `${text}more`, `x${text}`.replace('x-', '-').replace(lines[3]!, `${lines[3]}A`), text.replace(lines[2]!, ''),
      text.replace(lines[2]!, lines[2]!.slice(0, 60)), text.replace(lines[2]!, `!${lines[2]!.slice(1)}`), `${text}${text}`,
    ];
    for (const bad of altered) expect(await left(file(bad))).toBe('age-damaged');
  });

  it('when the key or the passphrase is another, and the words say which was needed', async () => {
    const [toKey, toPassphrase] = [await encrypted('x'), fresh()];
    await encryptFile(file('x'), toPassphrase, { passphrase });
    const wrongKey = { identities: [await generateX25519Identity()] };
    expect(await left(toKey, wrongKey)).toBe('age-key-wrong');
    expect(await left(toPassphrase, wrongKey)).toBe('age-needs-passphrase');
    expect(await left(toKey, { passphrase })).toBe('age-needs-key');
    expect(await left(toPassphrase, { passphrase: 'other' })).toBe('age-passphrase-wrong');
    expect(await left(toPassphrase, { passphrase })).toBe('whole');
  });

  it('when it asks for more work than is done', async () => {
    const packed = fresh();
    await encryptFile(file('x'), packed, { passphrase });
    const heavy = readFileSync(packed).toString('latin1').replace(/^(-> scrypt \S+) 18$/m, '$1 30');
    expect(await left(file(Buffer.from(heavy, 'latin1')), { passphrase })).toBe('age-work-too-large');
  });

  it('when it begins as an age file and never ends its first lines', async () => {
    const endless = file('age-encryption.org/v1\n');
    truncateSync(endless, 3_000_000_000);
    const before = process.memoryUsage().rss;
    expect(await left(endless)).toBe('age-damaged');
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  it('when it is no age file, or nothing', async () => {
    expect(await left(file('PK'))).toBe('age-not-encrypted');
    expect(await left(join(folder, 'nothing'))).toBe('source-not-found');
    expect(await left(folder)).toBe('source-not-found');
  });

  it('when it is cancelled, at once or in the middle', async () => {
    const large = fresh();
    writeFileSync(large, '');
    truncateSync(large, 1_000_000_000);
    const to = fresh();
    const stop = new AbortController();
    const ended = encryptFile(large, to, { recipients: [recipient] }, { signal: stop.signal, onProgress: (bytes) => bytes > 5_000_000 && stop.abort(new Error('enough')) });
    await expect(ended).rejects.toThrow('enough');
    expect(existsSync(to)).toBe(false);
    await expect(encryptFile(large, to, { recipients: [recipient] }, { signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('a recipient', () => {
  it.each([
    ['that was mistyped', () => `${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`, /Recipient 2 .*mistyped/],
    ['that is an SSH key', () => 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI', /Recipient 2 .*SSH/],
    ['that is something else', () => 'somebody', /Recipient 2 \("somebody"\)/],
    ['that is empty', () => '', /Recipient 2/],
  ])('%s is named, and nothing is written', async (_, bad, words) => {
    const to = fresh();
    const ended = encryptFile(file('x'), to, { recipients: [recipient, bad()] });
    await expect(ended).rejects.toThrow(words);
    await expect(ended).rejects.toMatchObject({ code: 'age-recipient-invalid', facts: { number: 2 } });
    expect(existsSync(to)).toBe(false);
  });

  it('that is a secret key by mistake is refused and not shown', async () => {
    const ended = encryptFile(file('x'), fresh(), { recipients: [identity] });
    await expect(ended).rejects.toThrow(/secret key/);
    await expect(ended).rejects.not.toThrow(identity);
  });

  it('is needed, and so is a passphrase of some length', async () => {
    await expect(encryptFile(file('x'), fresh(), { recipients: [] })).rejects.toThrow(/No recipient/);
    await expect(encryptFile(file('x'), fresh(), { passphrase: '' })).rejects.toThrow(/passphrase is empty/);
  });

  it('does not appear in what is said of a bad key', async () => {
    const bad = `${identity.slice(0, -1)}X`;
    const ended = decryptFile(await encrypted('x'), fresh(), { identities: [bad] });
    await expect(ended).rejects.toMatchObject({ code: 'age-identity-invalid' });
    await expect(ended).rejects.not.toThrow(bad);
  });
});

describe('a file that is there already', () => {
  it('is neither overwritten nor removed', async () => {
    const there = file('mine');
    await expect(encryptFile(file('x'), there, { recipients: [recipient] })).rejects.toMatchObject({ code: 'bundle-write-failed' });
    await expect(decryptFile(await encrypted('x'), there, { identities: [identity] })).rejects.toMatchObject({ code: 'bundle-write-failed' });
    expect(readFileSync(there, 'utf8')).toBe('mine');
  });
});

describe.skipIf(!hasAge)("Debian's age", () => {
  const keyFile = join(folder, 'key.txt');
  writeFileSync(keyFile, `${identity}\n`);
  const plain = noise(200_000);

  it('opens ours', async () => {
    const packed = await encrypted(plain);
    expect(execFileSync('age', ['-d', '-i', keyFile, packed]).equals(plain)).toBe(true);
  });

  it('makes what we open, armored too', async () => {
    for (const args of [[], ['-a']]) {
      const [packed, back] = [fresh(), fresh()];
      execFileSync('age', [...args, '-r', recipient, '-o', packed, file(plain)]);
      await decryptFile(packed, back, { identities: [identity] });
      expect(readFileSync(back).equals(plain)).toBe(true);
    }
  });

  /** Age asks at its terminal: a pseudo terminal gives it one, and waits until it has asked. */
  const atTerminal = (command: string, answers: string[]): number | null =>
    spawnSync('sh', ['-c', `(sleep 1; ${answers.map((answer) => `printf '%s\\r' '${answer}'; sleep 1`).join('; ')}; sleep 4) | script -qec "${command}" /dev/null`], { timeout: 30_000 }).status;

  it.skipIf(!hasScript)('opens ours with a passphrase, and we open its own', async () => {
    const [packed, back, theirs, ours] = [fresh(), fresh(), fresh(), fresh()];
    await encryptFile(file(plain), packed, { passphrase });
    expect(atTerminal(`age -d -o ${back} ${packed}`, [passphrase])).toBe(0);
    expect(readFileSync(back).equals(plain)).toBe(true);
    expect(atTerminal(`age -p -o ${theirs} ${file(plain)}`, [passphrase, passphrase])).toBe(0);
    await decryptFile(theirs, ours, { passphrase });
    expect(readFileSync(ours).equals(plain)).toBe(true);
  });
});

describe('encryption', () => {
  it('of a large file needs no more memory than of a small one', async () => {
    const large = fresh();
    writeFileSync(large, 'begins');
    truncateSync(large, 160_000_000);
    const small = file('begins');
    truncateSync(small, 40_000_000);
    const code = `
      import { encryptFile, decryptFile } from ${JSON.stringify(new URL('../../../src-main/engine/bundle/age.ts', import.meta.url).href)};
      const most = [];
      for (const path of ${JSON.stringify([small, large])}) {
        await encryptFile(path, path + '.age', { recipients: [${JSON.stringify(recipient)}] });
        await decryptFile(path + '.age', path + '.back', { identities: [${JSON.stringify(identity)}] });
        most.push(process.resourceUsage().maxRSS);
      }
      process.stdout.write(JSON.stringify(most));`;
    const [ofSmall = 0, ofLarge = 0] = JSON.parse(execFileSync(process.execPath, ['--no-memory-protection-keys', '--input-type=module', '-e', code]).toString()) as number[];
    expect(ofLarge - ofSmall).toBeLessThan(80_000);
    expect(execFileSync('cmp', [large, `${large}.back`]).length).toBe(0);
  });
});
