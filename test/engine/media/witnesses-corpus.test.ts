import { createHash, X509Certificate } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factSchemas, type FactField, type FactValue, type WitnessName, type WitnessReading } from '../../../src-main/shared/facts.ts';
import { findDisagreements } from '../../../src-main/engine/media/disagreements.ts';
import { startExiftool } from '../../../src-main/engine/media/exiftool.ts';
import { readWithFfprobe, type FfprobeReading } from '../../../src-main/engine/media/ffprobe.ts';
import { findTools, type Tool } from '../../../src-main/engine/media/find-tools.ts';
import { startWitnessHost } from '../../../src-main/engine/media/witness-host.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));
const isThere = existsSync(corpus);

interface Line {
  path: string;
  sha256: string;
  bytes: number;
  expected: { values?: Record<string, unknown> } | null;
}

const lines: Line[] = isThere
  ? readFileSync(join(corpus, 'manifest.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line)
  : [];
const media = lines.filter((line) => line.path.startsWith('media/'));
const hostile = lines.filter((line) => line.path.startsWith('hostile/'));

/** Everything that was said about one file, with questions to it. */
class Testimony {
  readonly line: Line;
  readonly readings: WitnessReading[];
  readonly ffprobe: FfprobeReading;

  constructor(line: Line, ffprobe: FfprobeReading, others: WitnessReading[]) {
    this.line = line;
    this.ffprobe = ffprobe;
    this.readings = [ffprobe, ...others];
  }

  of(witness: WitnessName): WitnessReading | undefined {
    return this.readings.find((reading) => reading.witness === witness);
  }

  all<F extends FactField>(field: F, basis?: string): { witness: WitnessName; basis: string; value: FactValue<F> }[] {
    return this.readings.flatMap(({ witness, observations }) =>
      observations
        .filter((one) => one.field === field && (basis === undefined || one.basis === basis))
        .map((one) => ({ witness, basis: one.basis, value: one.value as FactValue<F> })),
    );
  }

  /** The distinct values of one field at one place; at least one witness must have spoken. */
  values<F extends FactField>(field: F, basis?: string): FactValue<F>[] {
    const values = this.all(field, basis).map(({ value }) => value);
    if (values.length === 0) throw new Error(`Nobody states ${field} ${basis ?? ''}.`);
    return values;
  }

  every<F extends FactField>(field: F, basis: string | undefined, test: (value: FactValue<F>) => void): void {
    for (const value of this.values(field, basis)) test(value);
  }
}

const near = (decimal: string, number: number, tolerance: number): void => expect(Math.abs(Number(decimal) - number)).toBeLessThanOrEqual(tolerance);
const utcOf = (printed: string): number => Date.parse(`${printed} UTC`);
const seconds = (clock: string): number => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
const first = (value: unknown): string => String((value as unknown[])[0]);
const places = (said: Testimony, latitude: number, longitude: number, tolerance: number): void =>
  said.every('position', undefined, (place) => {
    near(place.latitude, latitude, tolerance);
    near(place.longitude, longitude, tolerance);
  });

/** How each value that a source states is held against what our witnesses say. */
const checks: Record<string, (said: Testimony, value: unknown) => void> = {
  // --- metadata-extractor's dumps
  'AVI:Width': (said, value) => said.every('display-size', undefined, ({ width }) => expect(`${width} pixels`).toBe(value)),
  'AVI:Height': (said, value) => said.every('display-size', undefined, ({ height }) => expect(`${height} pixels`).toBe(value)),
  // The source rounds to whole seconds: 2.6 becomes 3.
  'AVI:Duration': (said, value) => said.every('duration', 'container', (duration) => near(duration.seconds, seconds(value as string), 0.5)),
  'AVI:Date/Time Original': (said, value) =>
    said.every('recorded-at', 'idit', (time) => expect(time).toEqual({ local: new Date(utcOf(value as string)).toISOString().slice(0, 19), offset: 'unknown' })),
  'QuickTime File Type:Major Brand': (said, value) => expect(said.ffprobe.probe?.tags.get('major_brand')?.trim()).toBe(value),
  'QuickTime Movie Header:Created': (said, value) => said.every('recorded-at', 'container', ({ local }) => expect(Date.parse(`${local.slice(0, 19)}Z`)).toBe(utcOf(value as string))),
  'QuickTime Movie Header:Duration': (said, value) =>
    // ftyp3gp5: the movie header says 1.300 and MediaInfo takes the longer sound track, 1.322.
    said.every('duration', 'container', (duration) => near(duration.seconds, seconds(value as string), 0.03)),
  'QuickTime Track Header:Created': (said, value) => said.every('recorded-at', 'track 1', ({ local }) => expect(Date.parse(`${local.slice(0, 19)}Z`)).toBe(utcOf(value as string))),
  'QuickTime Track Header:Width': (said, value) => {
    // The source dumps the last track only: 0 where that is no video. Stored size, before turning.
    if (value !== '0') expect(said.ffprobe.probe?.streams[0]?.width).toBe(Number(value));
  },
  'QuickTime Track Header:Height': (said, value) => {
    if (value !== '0') expect(said.ffprobe.probe?.streams[0]?.height).toBe(Number(value));
  },
  // The source counts anticlockwise: -90 is a quarter clockwise.
  'QuickTime Track Header:Rotation': (said, value) => said.every('rotation', undefined, (turn) => expect(turn).toEqual({ degrees: value === '-90' ? 90 : 0, mirrored: false })),
  'QuickTime Metadata Header:GPS Location': (said, value) => {
    const [latitude, longitude] = [...(value as string).matchAll(/[+-]\d+\.\d+/g)].map(Number);
    places(said, latitude ?? Number.NaN, longitude ?? Number.NaN, 1e-9);
    said.every('position', undefined, (place) => expect(place.nullIsland).toBe(latitude === 0 && longitude === 0));
  },
  'QuickTime Metadata Header:Make': (said, value) => said.every('device-make', undefined, (make) => expect(make).toBe(value)),
  'QuickTime Metadata Header:Model': (said, value) => said.every('device-model', undefined, (model) => expect(model).toBe(value)),
  'QuickTime Metadata Header:Creation Date': (said, value) => {
    // The source prints the zone of the machine that made the dump (+10:00): the instant is the same, the file's own offset is +03:00.
    expect(value).toBe('Wed Jul 24 18:25:40 +10:00 2019');
    said.every('recorded-at', 'apple-quicktime', (time) => expect(time).toEqual({ local: '2019-07-24T11:25:40', offset: '+03:00', utc: '2019-07-24T08:25:40Z' }));
  },
  'File Type:Detected File Type Name': (said, value) => {
    const names: Record<string, RegExp> = { AVI: /avi/i, QuickTime: /mov/i, MP4: /mp4|3gp/i };
    expect(said.of('exiftool') === undefined || said.all('container-format').some((one) => (names[value as string] ?? /^$/).test(one.value))).toBe(true);
  },

  // --- pigallery2
  creationDate: (said, value) => {
    const instant = value as number;
    // before_epoch: the source lends EXIF's OffsetTime, which belongs to the time of last change, to the time of
    // taking, for which the file states none. We keep the wall clock and say so.
    if (said.line.path.endsWith('before_epoch.jpg')) {
      said.every('recorded-at', 'exif', (time) => expect(time).toEqual({ local: '1601-06-06T16:39:33', offset: 'unknown' }));
      expect(Date.UTC(1601, 5, 6, 16, 39, 33) - 2 * 3600_000).toBe(instant);
      return;
    }
    const basis = said.line.path.endsWith('.jpg') ? 'exif' : 'container';
    expect(said.values('recorded-at', basis).filter((time) => time.utc !== undefined).map((time) => Date.parse(time.utc ?? ''))).toEqual(
      expect.arrayContaining([instant]),
    );
  },
  creationDateOffset: (said, value) => {
    const offsets = said.values('recorded-at', 'exif').map((time) => time.offset);
    expect(new Set(offsets)).toEqual(new Set([said.line.path.endsWith('before_epoch.jpg') ? 'unknown' : value]));
  },
  positionData: (said, value) => {
    const { GPSData } = value as { GPSData: { latitude: number; longitude: number } };
    places(said, GPSData.latitude, GPSData.longitude, 2e-6);
  },
  size: (said, value) => said.every('display-size', undefined, (size) => expect(size).toEqual(value)),
  cameraData: (said, value) => {
    const { make, model } = value as { make: string; model: string };
    said.every('device-make', undefined, (stated) => expect(stated).toBe(make));
    // MediaInfo lists every name that it finds, the first of them first.
    said.every('device-model', undefined, (stated) => expect(stated.startsWith(model)).toBe(true));
  },
  content_identifier: (said, value) => said.every('live-photo-id', undefined, (id) => expect(id).toBe(value)),
  duration: (said, value) => {
    // pigallery2: milliseconds; androidx: microseconds in a list.
    const expected = Array.isArray(value) ? Number(value[0]) / 1e6 : (value as number) / 1000;
    said.every('duration', 'container', (duration) => near(duration.seconds, expected, 0.002));
  },
  fps: (said, value) => said.every('frame-rate', undefined, (rate) => near(rate.averageFps, value as number, 0.001)),
  fileSize: (said, value) => expect(said.line.bytes).toBe(value),

  // --- nom-exif
  gps_iso6709: (said, value) => {
    expect(said.ffprobe.observations.find((one) => one.field === 'position')?.raw).toBe(value);
    places(said, 27.1281, 100.2508, 1e-9);
  },
  creationdate: (said, value) => said.every('recorded-at', 'apple-quicktime', (time) => expect(`${time.local}${time.offset}`).toBe(value)),
  note: (said) => {
    said.every('recorded-at', 'container', ({ local }) => expect(local.slice(0, 10)).toBe('2024-02-02'));
    const [found] = findDisagreements(said.readings);
    expect(found).toMatchObject({ field: 'recorded-at', statements: [{}, { text: '2019-02-12T15:27:12+08:00' }] });
  },

  // --- androidx
  sampleMimeType: (said, value) => {
    expect(value).toEqual(['video/avc', 'audio/mp4a-latm']);
    said.every('video-codec', undefined, (codec) => expect(codec).toBe('h264'));
    said.every('audio-codec', undefined, (codec) => expect(codec).toBe('aac'));
  },
  width: (said, value) => expect(said.ffprobe.probe?.streams[0]?.width).toBe(Number(first(value))),
  height: (said, value) => expect(said.ffprobe.probe?.streams[0]?.height).toBe(Number(first(value))),
  rotationDegrees: (said, value) => {
    // The matrix mirrors and turns (it swaps x and y). androidx looks at its first row only and says 90; the whole
    // act is left-right mirroring and then 270 degrees (top-bottom mirroring and then 90). MediaInfo drops the mirroring too.
    expect(value).toEqual(['90']);
    const turns = new Map(said.all('rotation').map((one) => [one.witness, one.value]));
    expect(turns.get('ffprobe')).toEqual({ degrees: 270, mirrored: true });
    expect(turns.get('mediainfo')).toEqual({ degrees: 90, mirrored: false });
    expect(turns.get('exiftool') ?? turns.get('ffprobe')).toEqual({ degrees: 270, mirrored: true });
    expect(findDisagreements(said.readings).map((one) => one.field)).toContain('rotation');
    said.every('display-size', undefined, (size) => size.width === 720 && expect(size).toEqual({ width: 720, height: 1080 }));
  },
  frameRate: (said, value) => said.every('frame-rate', 'track 0', (rate) => near(rate.averageFps, Number(first(value)), 0.02)),
  metadata: (said, value) => {
    const texts = value as string[];
    if (texts.some((text) => text.includes('com.android.version'))) said.every('software', undefined, (name) => expect(name).toBe('Android 13'));
    // sample_rotate_and_reflect holds two places: (c)xyz as the source says, and another in its item list; both are stated, and listed as a disagreement.
    said.every('position', 'xyz', (place) => near(place.latitude, 40.68, 1e-9));
    const reflected = said.line.path.includes('rotate_and_reflect');
    expect(findDisagreements(said.readings).some((one) => one.field === 'position')).toBe(reflected);
  },

  // --- mediabunny
  frameRateIsConstant: (said, value) => {
    const told = said.values('frame-rate').map((rate) => rate.variable).filter((variable) => variable !== 'unknown');
    expect(new Set(told)).toEqual(new Set([value === false]));
  },
  minFrameRate: (said, value) => near(String(57_600 / (said.ffprobe.packetScan?.longestGap ?? 0)), value as number, 1e-6),
  maxFrameRate: (said, value) => near(String(57_600 / (said.ffprobe.packetScan?.shortestGap ?? 0)), value as number, 1e-6),
  averageFrameRate: (said, value) => {
    // The source leaves out how long the last frame is shown; the witnesses divide by the whole duration and say 7.22.
    const scan = said.ffprobe.packetScan;
    near(String((((scan?.count ?? 0) - 1) * 57_600) / ((scan?.lastPts ?? 0) - (scan?.firstPts ?? 0))), value as number, 1e-6);
    said.every('frame-rate', undefined, (rate) => near(rate.averageFps, 7.22, 0.001));
  },
  medianFrameRate: (said, value) => near(String(57_600 / (said.ffprobe.packetScan?.medianGap ?? 0)), value as number, 0.1),

  // --- c2pa.org
  active_manifest: (said, value) => said.every('content-credentials', undefined, (credentials) => expect(credentials.activeManifest).toBe(value)),
  manifests: (said, value) => expect(Object.keys((JSON.parse(Buffer.from(said.of('c2pa')?.raw ?? []).toString()) as { manifests: object }).manifests)).toHaveLength(value as number),
  validation_status_codes: (said, value) => {
    // The sources' lists are older than C2PA's trust lists: that nobody vouches for the test signer is not in them.
    const codes = (value ?? []) as string[];
    said.every('content-credentials', undefined, ({ state, failures }) => {
      expect(new Set(failures)).toEqual(new Set([...codes, 'signingCredential.untrusted']));
      expect(state).toBe(codes.length === 0 ? 'untrusted-signer' : 'invalid');
    });
  },

  // --- ProofMode: what the phone knew, most of which is not in the file
  Manufacturer: (said, value) => {
    // MediaInfo writes the maker's name its own way, LG.
    const makes = new Map(said.all('device-make').map((one) => [one.witness, one.value]));
    expect([makes.get('mediainfo'), makes.get('exifr'), makes.get('exiftool') ?? value]).toEqual(['LG', value, value]);
  },
  Modified: (said, value) =>
    // 20:26:53 UTC; the file's clock reads 15:26:53 without an offset: Colombia, five hours behind.
    said.every('recorded-at', 'exif', ({ local, offset }) => {
      expect(offset).toBe('unknown');
      expect(Number(value) - Date.parse(`${local.slice(0, 19)}Z`)).toBe(5 * 3600_000);
    }),
  'Location.Latitude': (said) => expect(said.all('position')).toEqual([]),
  'Location.Longitude': (said) => expect(said.all('position')).toEqual([]),
  SHA256: (said, value) => expect(said.line.sha256).toBe(value),
};

/** What a source states and no fact of ours holds. */
const notOurs: Record<string, string> = {
  'File Type:Detected File Type Long Name': 'the same as the short name',
  _type: 'the same as the short name',
  'QuickTime Track Header:Duration': 'in units that the source does not give',
  caption: 'not a fact we normalise; in the raw reports',
  rating: 'not a fact we normalise; in the raw reports',
  title: 'not a fact we normalise; in the raw reports',
  bitRate: 'not a fact we normalise; in the raw reports',
  colorSpace: 'not a fact we normalise; in the raw reports',
  colorTransfer: 'not a fact we normalise; in the raw reports',
  codecs: 'profile and level; the codec itself is checked by sampleMimeType',
  pair: 'said by the content identifier',
  File: 'a path on the phone',
  'Location.Accuracy': 'known to the phone, not in the file',
  'Location.Altitude': 'known to the phone, not in the file',
  'Location.Time': 'known to the phone, not in the file',
  'Location.Bearing': 'known to the phone, not in the file',
  'Location.Provider': 'known to the phone, not in the file',
  'Location.Speed': 'known to the phone, not in the file',
};

const root = mkdtempSync(join(tmpdir(), 'witnesses-'));
const testimonies = new Map<string, Testimony>();

/** Kept as the vault keeps it: no name, no extension. */
async function hear(chosen: readonly Line[]): Promise<void> {
  const tools = await findTools();
  const host = startWitnessHost({ caseFolder: root });
  const exiftool = tools.exiftool && startExiftool({ tool: tools.exiftool, caseFolder: root });
  for (const line of chosen) {
    const path = `originals/${line.sha256.slice(0, 2)}/${line.sha256}`;
    mkdirSync(join(root, 'originals', line.sha256.slice(0, 2)), { recursive: true });
    copyFileSync(join(corpus, line.path), join(root, path));
    const [ffprobe, ...others] = await Promise.all([
      readWithFfprobe({ tool: tools.ffprobe, caseFolder: root, path, withPackets: true }),
      ...(['mediainfo', 'exifr', 'c2pa'] as const).map((witness) => host.read(witness, path)),
      ...(exiftool ? [exiftool.read(path)] : []),
    ]);
    testimonies.set(line.path, new Testimony(line, ffprobe, others));
  }
  await Promise.all([host.close(), exiftool?.close()]);
}

function about({ path }: { path: string }): Testimony {
  const said = testimonies.get(path);
  if (!said) throw new Error(`${path} was not read.`);
  return said;
}

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(!isThere)('the witnesses on real media (../shared/corpus)', () => {
  beforeAll(() => hear(media));

  const stated = media.flatMap((line) => Object.entries(line.expected?.values ?? {}).map(([key, value]) => [line.path, key, value, line] as const));
  it.each(stated.filter(([, key]) => !(key in notOurs)))('agree about %s: %s', (_path, key, value, line) => {
    const check = checks[key];
    if (!check) throw new Error(`There is neither a check of ${key} nor a reason to leave it out.`);
    expect(() => check(about(line), value)).not.toThrow();
  });

  it.each(media)('record of $path only what the schemas hold', (line) => {
    for (const reading of about(line).readings) {
      for (const observation of reading.observations) expect(factSchemas[observation.field].parse(observation.value)).toEqual(observation.value);
    }
  });

  it.each(media)('find no damage in $path and say why when one cannot read it', (line) => {
    expect(about(line).all('damage')).toEqual([]);
    const failed = about(line).readings.filter((reading) => reading.outcome === 'failed');
    expect(failed.filter((reading) => !reading.problem?.endsWith('.'))).toEqual([]);
  });

  it('disagree only where the files or the witnesses really differ', () => {
    const found = media.flatMap((line) => findDisagreements(about(line).readings).map((one) => `${line.path.slice(6)} ${one.field}`));
    const known = [
      // Exported or saved again later than recorded: header dates against Apple's own.
      'IMG_7943_HEVC.MOV recorded-at',
      'meta.mov recorded-at',
      // The header was written when the recording was sent on, 17 seconds later.
      'with-gps.mov recorded-at',
      // Times of taking and digitising are 414 years apart.
      'before_epoch.jpg recorded-at',
      // MediaInfo wraps dates after 2032 around by 66 years.
      'sample_empty_track.mp4 recorded-at',
      // EXIF kept the size that the photo had before it was shrunk.
      'IMG_7943.HEIC display-size',
      'sample_rotate_and_reflect.mp4 position',
      'sample_rotate_and_reflect.mp4 rotation',
      // Frame times are rounded to 1/600 s; MediaInfo calls that variable.
      'with-gps.mov frame-rate',
    ];
    // Without exiftool there are fewer.
    expect(known).toEqual(expect.arrayContaining(found));
    expect(found).toEqual(expect.arrayContaining(['meta.mov recorded-at', 'IMG_7943.HEIC display-size', 'sample_rotate_and_reflect.mp4 rotation']));
  });

  it('pair the live photo\'s still and movie without exiftool', () => {
    const ids = ['media/IMG_7943.HEIC', 'media/IMG_7943_HEVC.MOV'].map((path) => testimonies.get(path)?.all('live-photo-id').filter((one) => one.witness !== 'exiftool'));
    expect(ids.map((list) => list?.map((one) => one.value)[0])).toEqual(Array(2).fill('9B539AB8-A668-4FA6-9207-EB653A5E7E3C'));
  });
});

describe.skipIf(!isThere)('Content Credentials with a pinned root (../shared/corpus)', () => {
  it.each([
    ['adobe-20220124-CA.jpg', 'valid', []],
    ['adobe-20220124-E-dat-CA.jpg', 'invalid', ['assertion.dataHash.mismatch']],
  ] as const)('of %s are %s', async (name, state, failures) => {
    const folder = mkdtempSync(join(tmpdir(), 'anchors-'));
    const anchors = join(folder, 'anchors.pem');
    writeFileSync(anchors, rootCertificates(readFileSync(join(corpus, 'media', name))));
    const host = startWitnessHost({ caseFolder: join(corpus, 'media'), trustAnchorsFile: anchors });
    const reading = await host.read('c2pa', name);
    await host.close();
    rmSync(folder, { recursive: true });
    expect(reading.observations[0]?.value).toMatchObject({ state, failures });
  });
});

describe.skipIf(!isThere)('Content Credentials in a movie (../shared/corpus)', () => {
  it('are read from its box, and the movie is found to be another than the signed picture', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'movie-'));
    const store = manifestStoreOf(readFileSync(join(corpus, 'media/adobe-20220124-CA.jpg')));
    const uuid = box('uuid', Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'), uint32(0), Buffer.from('manifest\0'), Buffer.alloc(8), store);
    writeFileSync(join(folder, 'movie'), Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isommp42')), uuid, box('mdat', Buffer.alloc(10_000_000))]));
    const host = startWitnessHost({ caseFolder: folder });
    const reading = await host.read('c2pa', 'movie');
    await host.close();
    rmSync(folder, { recursive: true });
    expect(reading.observations[0]?.value).toMatchObject({ state: 'invalid', failures: ['signingCredential.untrusted', 'assertion.dataHash.mismatch'] });
  });
});

/** The manifest store of a JPEG, put together from its APP11 segments (C2PA, A.3.1). */
function manifestStoreOf(jpeg: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const content = jpeg.subarray(at + 12, at + 2 + jpeg.readUInt16BE(at + 2));
    // Every further segment repeats the box's length and type.
    if (jpeg[at + 1] === 0xeb) pieces.push(pieces.length === 0 ? content : content.subarray(8));
  }
  return Buffer.concat(pieces);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

/** The self-signed certificates inside a file, as PEM. */
function rootCertificates(bytes: Buffer): string {
  const roots: string[] = [];
  for (let at = bytes.indexOf('3082', 'hex'); at !== -1; at = bytes.indexOf(Buffer.from('3082', 'hex'), at + 1)) {
    try {
      const certificate = new X509Certificate(bytes.subarray(at, at + 4 + bytes.readUInt16BE(at + 2)));
      if (certificate.checkIssued(certificate)) roots.push(certificate.toString());
    } catch {
      // Those two bytes begin other things too.
    }
  }
  return roots.join('');
}

/** The same tool under strace, which writes what it opens to `trace` in the case folder. */
function traced(tool: Tool): Tool {
  const path = join(root, 'traced');
  writeFileSync(path, `#!/bin/sh\nexec strace -f -qq -e trace=socket,connect,open,openat -o ${join(root, 'trace')} ${tool.path} "$@"\n`);
  chmodSync(path, 0o755);
  return { ...tool, path };
}

/** How many processors there are: asked by whatever starts threads. */
function isSystemCount(name: string): boolean {
  return name.startsWith('/sys/devices/system/') || name.startsWith('/sys/fs/cgroup') || name.startsWith('/proc/self/');
}

describe.skipIf(!isThere)('the witnesses on hostile files (../shared/corpus)', () => {
  beforeAll(() => hear(hostile));

  it.each(hostile)('end and answer for $path, with nothing beyond the schemas', (line) => {
    for (const reading of about(line).readings) {
      expect(['read', 'nothing', 'failed']).toContain(reading.outcome);
      expect(reading.outcome === 'failed').toBe(reading.problem !== undefined);
      for (const observation of reading.observations) expect(factSchemas[observation.field].parse(observation.value)).toEqual(observation.value);
    }
    expect(() => findDisagreements(about(line).readings)).not.toThrow();
  });

  it('do not follow a playlist that is dressed as a movie', () => {
    const { ffprobe } = about({ path: 'hostile/ssrf_ffmpeg.avi' });
    expect(ffprobe).toMatchObject({ outcome: 'failed', problem: expect.stringContaining('"hls"') as string });
  });

  it.skipIf(!existsSync('/usr/bin/strace'))('let ffprobe open the file itself, what it opens for any file, and no connection', async () => {
    const tool = traced((await findTools()).ffprobe);
    const opened = async (path: string): Promise<Set<string>> => {
      await readWithFfprobe({ tool, caseFolder: root, path, withPackets: true });
      const calls = readFileSync(join(root, 'trace'), 'utf8');
      expect(calls).not.toMatch(/connect\(|socket\(/);
      return new Set([...calls.matchAll(/^\d+ +open(?:at)?\([^"]*"([^"]*)"/gm)].map(([, name = '']) => name));
    };
    writeFileSync(join(root, 'harmless'), 'no media');
    const always = await opened('harmless');
    for (const { sha256 } of hostile) {
      const path = `originals/${sha256.slice(0, 2)}/${sha256}`;
      const further = [...(await opened(path))].filter((name) => !always.has(name) && !isSystemCount(name));
      expect(new Set(further)).toEqual(new Set([path]));
    }
  });

  it('find no footage in the movie that wants to read other files', () => {
    const said = about({ path: 'hostile/read_shadow.avi' });
    expect(said.all('video-codec')).toEqual([]);
    expect(said.ffprobe.packets).toBeUndefined();
  });

  it('stop at a thousand boxes inside each other', () =>
    expect(testimonies.get('hostile/nested_moov_1000.mp4')?.ffprobe.problem).toContain('Atoms too deeply nested'));

  it('left every file as it was', () => {
    for (const line of hostile) {
      const kept = readFileSync(join(root, 'originals', line.sha256.slice(0, 2), line.sha256));
      expect(createHash('sha256').update(kept).digest('hex')).toBe(line.sha256);
    }
  });
});
