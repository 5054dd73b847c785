import { hash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeCheckpointFile } from '../../src-main/engine/custody/checkpoints.ts';
import { importStarted } from '../../src-main/engine/custody/kinds/import.ts';
import { itemExamined } from '../../src-main/engine/custody/kinds/item-examined.ts';
import { itemNoted } from '../../src-main/engine/custody/kinds/item-noted.ts';
import { itemReceived } from '../../src-main/engine/custody/kinds/item-received.ts';
import { keyframesExtracted } from '../../src-main/engine/custody/kinds/keyframes-extracted.ts';
import type { Draft } from '../../src-main/engine/custody/kind.ts';
import { readIdentity } from '../../src-main/engine/custody/log-identity.ts';
import { openForWriting } from '../../src-main/engine/db/database.ts';
import { derivativePath } from '../../src-main/format/case-folder.ts';
import { parseSha256, type FileReference, type Sha256 } from '../../src-main/shared/digest.ts';
import type { Examination } from '../../src-main/shared/examination.ts';
import type { KeyframeIndex } from '../../src-main/shared/keyframes.ts';
import { benchCase, benchFolder } from './bench-case.ts';
import { openSigning, receiptPayload } from './long-log.ts';

const itemsOfRound = 1000;
const pictures = 256;
const places = ['bridge', 'market', 'station', 'school', 'river', 'tower', 'crossing', 'harbour'] as const;

/**
 * A case of so many items as an import and an examination leave it: every entry is recorded and signed through the log,
 * every row follows from it. What is left out: the evidentiary copies and the witnesses' reports themselves.
 */
export async function makeLargeLibrary(items: number): Promise<string> {
  const folder = await benchCase();
  const posters = makePosters(folder);
  const documents = new Map<Sha256, Uint8Array>();
  const db = openForWriting(folder);
  const identity = readIdentity(db);
  if (identity === undefined) throw new Error('the case says nothing of itself');
  const { sign } = await openSigning(db, folder, identity, (sha256) => documents.get(sha256) ?? new Uint8Array());
  const keep = (document: object): FileReference => {
    const bytes = Buffer.from(JSON.stringify(document));
    const reference = { sha256: parseSha256(hash('sha256', bytes)), bytes: bytes.length };
    documents.set(reference.sha256, bytes);
    return reference;
  };
  const request = { sha256: parseSha256(hash('sha256', 'request')), bytes: 2 };
  const importSeq = sign([importStarted.draft({ request, pathCount: 1, collection: { receivedFrom: 'a resident', how: 'memory card, in person', relevance: 'shows the crossing' } })]);
  let note = '';
  for (let made = 0; made < items; made += itemsOfRound) {
    documents.clear();
    const round = Array.from({ length: Math.min(itemsOfRound, items - made) }, (_, n) => made + n);
    sign(round.map((n) => itemReceived.draft(receiptOf(n, importSeq))));
    sign(round.flatMap((n) => draftsOf(n, keep, posters)));
  }
  note = (db.prepare('SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1').get() as { note: string }).note;
  db.close();
  await writeCheckpointFile(folder, note);
  return folder;
}

/** Names as people and devices give them: short, long, in several scripts. */
function receiptOf(n: number, importSeq: number): ReturnType<typeof receiptPayload> {
  const receipt = receiptPayload(n, importSeq);
  const place = places[(n * 7) % places.length] ?? '';
  const name = [receipt.name, `VID-202410${String(1 + (n % 28)).padStart(2, '0')}-WA${String(n).padStart(6, '0')}.mp4`, `${place} ${n}, forwarded from a channel that gives its posts very long names (copy ${n % 9}).mov`, `міст ${n}.mkv`][n % 4] ?? '';
  return { ...receipt, name, sourcePath: receipt.sourcePath.replace(receipt.name, name) };
}

function draftsOf(n: number, keep: (document: object) => FileReference, posters: readonly FileReference[]): Draft[] {
  const { item } = receiptPayload(n, 0);
  // One in fifty waits for its examination.
  if (n % 50 === 49) return [];
  const examination = examinationOf(n);
  const report = { witness: 'ffprobe' as const, version: '7.1', recipe: ['-show_streams'], outcome: 'read' as const, raw: keep({ report: n }) };
  const index = indexOf(n, item, posters);
  const drafts: Draft[] = [
    itemExamined.draft({ item, reports: [report], examination: keep(examination), observationCount: examination.observations.length, disagreementCount: examination.disagreements.length }),
    keyframesExtracted.draft({ item, basis: 'key-packets', index: keep(index), indexed: index.indexed, pictured: index.pictured }),
  ];
  if (n % 40 === 0) drafts.push(itemNoted.draft({ item, kind: 'note', text: `smoke above the ${places[n % places.length]}` }));
  return drafts;
}

function examinationOf(n: number): Examination {
  const [codec, raw] = ([['H.264', 'h264'], ['HEVC', 'hevc'], ['AV1', 'av1'], ['VP9', 'vp9']] as const)[n % 7 === 0 ? 1 : n % 31 === 0 ? 2 : n % 37 === 0 ? 3 : 0];
  const seconds = `${(n * 37) % 900}.${String(n % 1000).padStart(3, '0')}`;
  const observations: Examination['observations'] = [
    { witness: 'ffprobe', observation: { field: 'media-kind', basis: 'container', path: 'streams', raw: 'video', value: 'video' } },
    { witness: 'ffprobe', observation: { field: 'video-codec', basis: 'track 0', path: 'streams.0.codec_name', raw, value: codec } },
    { witness: 'ffprobe', observation: { field: 'duration', basis: 'container', path: 'format.duration', raw: seconds, value: { seconds } } },
    { witness: 'ffprobe', observation: { field: 'display-size', basis: 'track 0', path: 'streams.0', raw: '1920x1080', value: { width: 1920, height: 1080 } } },
    { witness: 'exiftool', observation: { field: 'device-model', basis: 'apple-quicktime', path: 'Model', raw: `Weitsicht ${n % 23}`, value: `Weitsicht ${n % 23}` } },
  ];
  if (n % 3 === 0) observations.push({ witness: 'exiftool', observation: { field: 'position', basis: 'gps', path: 'GPSPosition', raw: '44.3 131.6', value: { latitude: '44.3269', longitude: '131.6686', precisionM: '6', precisionBasis: 'digits', nullIsland: n % 300 === 0 } } });
  if (n % 60 === 0) observations.push({ witness: 'ffprobe', observation: { field: 'damage', basis: 'container', path: 'stderr', raw: 'truncated', value: 'the file ends early' } });
  if (n % 90 === 0) observations.push({ witness: 'c2pa', observation: { field: 'content-credentials', basis: 'c2pa', path: 'manifest', raw: 'valid', value: { state: 'valid', failures: [] } } });
  const disagreements: Examination['disagreements'] = n % 25 === 0 ? [{ field: 'recorded-at', tolerance: '2 s', statements: [{ text: '2024-10-15', by: [{ witness: 'ffprobe', basis: 'container' }] }, { text: '2024-10-17', by: [{ witness: 'exiftool', basis: 'gps' }] }] }] : [];
  return { v: 1, observations, disagreements };
}

function indexOf(n: number, item: Sha256, posters: readonly FileReference[]): KeyframeIndex {
  const frame = (k: number): KeyframeIndex['keyframes'][number] => {
    const poster = posters[(n * 3 + k) % posters.length];
    if (poster === undefined) throw new Error('there are no pictures');
    return { pts: k * 1000, position: null, found: 'key-packet', decoded: { frameSha256: parseSha256(hash('sha256', `${n} ${k}`)), pdq: hash('sha256', `pdq ${n} ${k}`), pdqQuality: 100, poster, distinct: true } };
  };
  const recipe = { tool: 'ffmpeg', version: '7.1', arguments: [], sourceSha256: item };
  return { v: 1, basis: 'key-packets', stream: 0, timeBase: '1/1000', width: 1920, height: 1080, pixelFormat: 'yuv420p', rotation: { degrees: 0, mirrored: false }, keyframes: [frame(0), frame(1), frame(2)], indexed: 3, pictured: 3, way: 'fast', remarks: [], recipe };
}

/** Real pictures of the size that keyframes get, in the case folder. */
function makePosters(folder: string): FileReference[] {
  const made = join(benchFolder, 'posters');
  mkdirSync(made, { recursive: true });
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=s=480x270:r=1:d=${pictures}`, '-q:v', '5', join(made, '%04d.jpg')]);
  const posters = readdirSync(made).map((name) => {
    const bytes = readFileSync(join(made, name));
    const sha256 = parseSha256(hash('sha256', bytes));
    const path = join(folder, derivativePath(sha256));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return { sha256, bytes: bytes.length };
  });
  rmSync(made, { recursive: true });
  return posters;
}
