import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { WitnessReading } from '../../../src-main/shared/facts.ts';
import { findTools } from '../../../src-main/engine/media/find-tools.ts';
import { runTool } from '../../../src-main/engine/media/run-tool.ts';
import { hostArguments, startWitnessHost, type WitnessHost } from '../../../src-main/engine/media/witness-host.ts';

const root = mkdtempSync(join(tmpdir(), 'witness-host-'));
const caseFolder = join(root, 'case');
let host: WitnessHost;

beforeAll(async () => {
  mkdirSync(caseFolder);
  const { ffmpeg } = await findTools();
  const make = (...args: string[]) => runTool({ file: ffmpeg.path, args: ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=25:duration=1', ...args], cwd: caseFolder, timeoutMs: 30_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 32 });
  await make('-c:v', 'libx264', '-metadata', 'creation_time=2020-05-06T07:08:09Z', '-f', 'mp4', 'movie');
  await make('-frames:v', '1', '-f', 'mjpeg', 'still');
  writeFileSync(join(caseFolder, 'empty'), '');
  writeFileSync(join(caseFolder, 'text'), 'no media at all\n');
});
afterEach(() => host?.close());
afterAll(() => rmSync(root, { recursive: true }));

/** A PNG that holds only XMP, about as long as is asked for (XMP, part 3, 1.1.5). */
function pngWithXmp(length: number): Buffer {
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="';
  const text = Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}${'x'.repeat(length)}"/></rdf:RDF></x:xmpmeta>`, 'latin1');
  const chunk = (type: string, data: Buffer): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(data.length);
    return Buffer.concat([size, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk('IHDR', Buffer.alloc(13)), chunk('iTXt', text), chunk('IEND', Buffer.alloc(0))]);
}

const values = (reading: WitnessReading, field: string): unknown[] => reading.observations.filter((one) => one.field === field).map((one) => one.value);

describe('the witness host', () => {
  it('reads a movie with MediaInfo and keeps its report as it came', async () => {
    host = startWitnessHost({ caseFolder });
    const reading = await host.read('mediainfo', 'movie');
    expect(reading).toMatchObject({ witness: 'mediainfo', outcome: 'read', recipe: ['mediainfo.js', '--format', 'JSON', 'movie'] });
    expect(reading.version).toMatch(/^\d+\.\d+ \(mediainfo\.js \d/);
    expect(values(reading, 'recorded-at')).toContainEqual({ local: '2020-05-06T07:08:09', offset: 'Z', utc: '2020-05-06T07:08:09Z' });
    expect(values(reading, 'display-size')).toEqual([{ width: 96, height: 64 }]);
    expect(values(reading, 'frame-rate')).toEqual([{ averageFps: '25', variable: false }]);
    expect(JSON.parse(Buffer.from(reading.raw).toString())).toHaveProperty('media.track');
  });

  it('lets exifr read stills only, by their content', async () => {
    host = startWitnessHost({ caseFolder });
    expect((await host.read('exifr', 'movie')).outcome).toBe('nothing');
    expect((await host.read('exifr', 'still')).outcome).toBe('nothing');
  });

  it('finds no Content Credentials in a plain file', async () => {
    host = startWitnessHost({ caseFolder });
    expect(await host.read('c2pa', 'movie')).toMatchObject({ outcome: 'nothing', observations: [] });
  });

  it.each(['empty', 'text'])('has nothing to say of a file that is %s', async (name) => {
    host = startWitnessHost({ caseFolder });
    const readings = await Promise.all((['mediainfo', 'exifr', 'c2pa'] as const).map((witness) => host.read(witness, name)));
    expect(readings.map(({ outcome }) => outcome)).toEqual(['nothing', 'nothing', 'nothing']);
  });

  it('names what MediaInfo finds cut off', async () => {
    writeFileSync(join(caseFolder, 'cut'), readFileSync(join(caseFolder, 'movie')));
    truncateSync(join(caseFolder, 'cut'), 3000);
    host = startWitnessHost({ caseFolder });
    expect(values(await host.read('mediainfo', 'cut'), 'damage')).toContain('The file ends before its content does.');
  });

  it('reads 3 GB in constant memory', async () => {
    writeFileSync(join(caseFolder, 'large'), readFileSync(join(caseFolder, 'movie')));
    truncateSync(join(caseFolder, 'large'), 3_000_000_000);
    host = startWitnessHost({ caseFolder });
    expect((await host.read('mediainfo', 'large')).outcome).toBe('read');
    expect((await host.read('c2pa', 'large')).outcome).toBe('nothing');
    rmSync(join(caseFolder, 'large'));
  });

  it('names the list of trusted signers in the recipe by its digest', async () => {
    const trustAnchorsFile = join(root, 'anchors.pem');
    writeFileSync(trustAnchorsFile, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'.repeat(2000));
    const sha256 = createHash('sha256').update(readFileSync(trustAnchorsFile)).digest('hex');
    host = startWitnessHost({ caseFolder, trustAnchorsFile });
    const { recipe } = await host.read('c2pa', 'movie');
    expect(JSON.parse(recipe[2] ?? '')).toMatchObject({ trust: { trust_anchors: { file: 'anchors.pem', sha256 } } });
    expect(recipe.join(' ').length).toBeLessThan(500);
  });

  it('keeps the words of a library that failed as its report', async () => {
    // Where a JPEG holds its manifest store, and no store in it.
    const segment = Buffer.concat([Buffer.from('ffd8ffeb001a', 'hex'), Buffer.from('JP\0\u0001\0\0\0\u0001\0\0\0\u0010jumbnothing!', 'latin1'), Buffer.from('ffd9', 'hex')]);
    writeFileSync(join(caseFolder, 'no-store'), segment);
    host = startWitnessHost({ caseFolder });
    const reading = await host.read('c2pa', 'no-store');
    expect(reading).toMatchObject({ outcome: 'failed', observations: [] });
    expect(reading.raw.length).toBeGreaterThan(5);
    expect(reading.problem).toBe(`The Content Credentials could not be read: ${Buffer.from(reading.raw).toString()}.`);
  });

  it('says what exifr could not read', async () => {
    // Says that its tags stand far outside the file.
    writeFileSync(join(caseFolder, 'tiff'), Buffer.concat([Buffer.from('II*\0', 'latin1'), Buffer.from([0xff, 0xff, 0xff, 0x7f])]));
    host = startWitnessHost({ caseFolder });
    const reading = await host.read('exifr', 'tiff');
    expect(reading).toMatchObject({ outcome: 'failed', observations: [] });
    expect(reading.problem).toMatch(/^exifr could not read the file: .{5,}\.$/);
  });

  it('does not keep a report above 2 MiB, and goes on', async () => {
    writeFileSync(join(caseFolder, 'talker'), pngWithXmp(3 << 20));
    host = startWitnessHost({ caseFolder });
    expect(await host.read('exifr', 'talker')).toMatchObject({ outcome: 'failed', problem: 'exifr gave a report above its output limit.', observations: [] });
    expect((await host.read('mediainfo', 'movie')).outcome).toBe('read');
  });

  it('fails one reading when it breaks down and gives the next', async () => {
    host = startWitnessHost({ caseFolder });
    const [lost, next] = await Promise.all([host.read('c2pa', 'not-there'), host.read('mediainfo', 'movie')]);
    expect(lost).toMatchObject({ outcome: 'failed', problem: expect.stringMatching(/^c2pa broke down while it read the file: Error: ENOENT/) as string, observations: [] });
    expect(next.outcome).toBe('read');
  });

  it('fails with a sentence when the time is up', async () => {
    host = startWitnessHost({ caseFolder, timeoutMs: 1 });
    expect(await host.read('mediainfo', 'movie')).toMatchObject({ outcome: 'failed', problem: 'mediainfo did not finish within its time limit.' });
  });

  it('reads nothing more once it is closed, not even what was asked just before', async () => {
    host = startWitnessHost({ caseFolder });
    // It looks up the file's size first: the host is closed by the time that is known.
    const reading = host.read('mediainfo', 'movie');
    await Promise.all([expect(reading).rejects.toThrow('The tool is closed.'), host.close()]);
  });

  it('rejects when cancelled', async () => {
    host = startWitnessHost({ caseFolder });
    await expect(host.read('mediainfo', 'movie', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('what the witness host may do', () => {
  const attempt = async (code: string): Promise<string> => {
    const flags = hostArguments({ caseFolder }).filter((arg) => arg.startsWith('--'));
    const end = await runTool({ file: process.execPath, args: [...flags, '-e', `try { ${code}; console.log('done') } catch (error) { console.log(error.code) }`], cwd: caseFolder, timeoutMs: 20_000, maxOutputBytes: 1 << 20, maxMemoryBytes: 2 ** 31, memoryLimit: 'data' });
    return end.stdout.toString().trim();
  };

  it.each([
    ['read a file outside the case', `require('fs').readFileSync(${JSON.stringify(realpathSync('/etc/hostname'))})`],
    ['write into the case', "require('fs').writeFileSync('new', 'x')"],
    ['start a process', "require('child_process').spawnSync('true')"],
    ['start a thread', "new (require('worker_threads').Worker)('0', { eval: true })"],
  ])('may not %s', async (_what, code) => expect(await attempt(code)).toBe('ERR_ACCESS_DENIED'));

  it('may read the case', async () => expect(await attempt("require('fs').readFileSync('movie')")).toBe('done'));

  it.skipIf(!existsSync('/usr/bin/strace'))('opens no connection, and none of the files that a playlist names', async () => {
    writeFileSync(join(caseFolder, 'playlist'), '#EXTM3U\n#EXTINF:10.0,\nhttp://127.0.0.1:9/x\n#EXTINF:10.0,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n');
    const [wrapper, trace] = [join(root, 'traced-node'), join(root, 'trace')];
    writeFileSync(wrapper, `#!/bin/sh\nexec strace -f -qq -e trace=socket,connect,open,openat -o ${trace} ${process.execPath} "$@"\n`);
    chmodSync(wrapper, 0o755);
    host = startWitnessHost({ caseFolder, nodePath: wrapper });
    for (const witness of ['mediainfo', 'exifr', 'c2pa'] as const) await host.read(witness, 'playlist');
    await host.close();
    const calls = readFileSync(trace, 'utf8');
    expect(calls).toContain('"playlist"');
    expect(calls).not.toMatch(/hostname|connect\(|socket\(/);
  });
});
