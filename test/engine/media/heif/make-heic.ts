import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One HEVC picture as ffmpeg's libx265 codes it: its parameter sets (`hvcC`) and its sample. */
export interface CodedPicture {
  config: Buffer;
  sample: Buffer;
  width: number;
  height: number;
}

/** How a still is put together from one coded picture (ISO/IEC 23008-12, 6.6.2.3 and 6.5). */
export interface StillPlan {
  /** The same tile over and over, `width` x `height` of it shown; without a grid the picture itself. */
  grid?: { rows: number; columns: number; width: number; height: number };
  /** `irot`: quarter turns anticlockwise. */
  turns?: number;
  /** `imir` of the second kind: left and right change places. It is applied after the turn. */
  mirrored?: boolean;
  /** The coded picture once more: as a picture of its own, or as what makes the first one transparent (`auxl`, `auxC`). */
  second?: 'picture' | 'alpha';
  /** What `ispe` states of the picture, where that is not true. */
  stated?: { width: number; height: number };
  majorBrand?: string;
}

/** Code one picture of ffmpeg's making; `args` name the input and its filters. */
export function codePicture(args: string[], size: { width: number; height: number }): CodedPicture {
  const folder = mkdtempSync(join(tmpdir(), 'heic-'));
  const path = join(folder, 'one.mp4');
  try {
    const codec = ['-frames:v', '1', '-c:v', 'libx265', '-tag:v', 'hvc1', '-x265-params', 'log-level=none:keyint=1:info=0', '-movflags', '+faststart'];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, ...codec, path]);
    const movie = readFileSync(path);
    return { config: contentOf(movie, 'hvcC'), sample: contentOf(movie, 'mdat'), ...size };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A HEIC file (ISO/IEC 23008-12; boxes of ISO/IEC 14496-12, 8.11) that shows one coded picture. */
export function heicOf(picture: CodedPicture, plan: StillPlan = {}): Buffer {
  const type = box('ftyp', Buffer.from(plan.majorBrand ?? 'heic'), u32(0), Buffer.from('mif1heic'));
  // The place of the picture's bytes stands in the part before them, whose length does not depend on it.
  const before = type.length + meta(picture, plan, 0).length + 8;
  return Buffer.concat([type, meta(picture, plan, before), box('mdat', picture.sample)]);
}

function meta(picture: CodedPicture, plan: StillPlan, position: number): Buffer {
  const tiles = plan.grid ? plan.grid.rows * plan.grid.columns : plan.second ? 2 : 1;
  const tileIds = Array.from({ length: tiles }, (_, n) => n + 1);
  const primary = plan.grid ? tiles + 1 : 1;
  const items = [...tileIds.map((id) => infe(id, 'hvc1', plan.grid !== undefined)), ...(plan.grid ? [infe(primary, 'grid', false)] : [])];
  const grid = plan.grid ? gridOf(plan.grid) : Buffer.alloc(0);
  const places = [
    // Construction method 0: in the file; 1: in `idat`.
    ...tileIds.map((id) => Buffer.concat([u16(id), u16(0), u16(0), u16(1), u32(position), u32(picture.sample.length)])),
    ...(plan.grid ? [Buffer.concat([u16(primary), u16(1), u16(0), u16(1), u32(0), u32(grid.length)])] : []),
  ];
  return fullBox('meta', 0, 0,
    fullBox('hdlr', 0, 0, u32(0), Buffer.from('pict'), Buffer.alloc(13)),
    fullBox('pitm', 0, 0, u16(primary)),
    fullBox('iloc', 1, 0, Buffer.from([0x44, 0]), u16(places.length), ...places),
    fullBox('iinf', 0, 0, u16(items.length), ...items),
    ...(plan.grid ? [fullBox('iref', 0, 0, box('dimg', u16(primary), u16(tiles), ...tileIds.map(u16)))] : []),
    ...(plan.second === 'alpha' ? [fullBox('iref', 0, 0, box('auxl', u16(2), u16(1), u16(1)))] : []),
    properties({ picture, plan, tileIds, primary }),
    ...(plan.grid ? [box('idat', grid)] : []),
  );
}

function properties({ picture, plan, tileIds, primary }: { picture: CodedPicture; plan: StillPlan; tileIds: number[]; primary: number }): Buffer {
  const whole = plan.stated ?? plan.grid ?? picture;
  const turned = [...(plan.turns === undefined ? [] : [box('irot', Buffer.from([plan.turns]))]), ...(plan.mirrored ? [box('imir', Buffer.from([1]))] : [])];
  const alpha = plan.second === 'alpha' ? [fullBox('auxC', 0, 0, Buffer.from('urn:mpeg:hevc:2015:auxid:1\0'))] : [];
  const listed = [box('hvcC', picture.config), ispe(plan.grid ? picture : whole), ispe(whole), ...turned, ...alpha];
  // A property of the highest bit is essential.
  const turning = turned.map((_, n) => 0x80 | (n + 4));
  const ofTiles = tileIds.map((id) => {
    const own = [0x81, 2, ...(plan.grid ? [] : turning), ...(id === 2 ? alpha.map(() => 4 + turning.length) : [])];
    return Buffer.from([...u16(id), own.length, ...own]);
  });
  const ofGrid = plan.grid ? [Buffer.from([...u16(primary), 1 + turning.length, 3, ...turning])] : [];
  return box('iprp', box('ipco', ...listed), fullBox('ipma', 0, 0, u32(tileIds.length + ofGrid.length), ...ofTiles, ...ofGrid));
}

/** Tiles are hidden (flag 1): pictures of their own they are not. */
const infe = (id: number, type: string, hidden: boolean): Buffer => fullBox('infe', 2, Number(hidden), u16(id), u16(0), Buffer.from(type), Buffer.alloc(1));
const ispe = ({ width, height }: { width: number; height: number }): Buffer => fullBox('ispe', 0, 0, u32(width), u32(height));

function gridOf({ rows, columns, width, height }: NonNullable<StillPlan['grid']>): Buffer {
  return Buffer.concat([Buffer.from([0, 1, rows - 1, columns - 1]), u32(width), u32(height)]);
}

function box(type: string, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([u32(content.length + 8), Buffer.from(type), content]);
}

function fullBox(type: string, version: number, flags: number, ...parts: Buffer[]): Buffer {
  return box(type, u32((version << 24) | flags), ...parts);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** What the first box of a type holds; boxes that hold it are passed over by searching for its name. */
function contentOf(movie: Buffer, type: string): Buffer {
  const at = movie.indexOf(type, 0, 'latin1');
  if (at < 4) throw new Error(`no ${type}`);
  return movie.subarray(at + 4, at - 4 + movie.readUInt32BE(at - 4));
}
