import { describe, expect, it } from 'vitest';
import type { DecodedFrame } from '../../../../src-main/engine/media/keyframes/decode-run.ts';
import { matchFrames } from '../../../../src-main/engine/media/keyframes/match.ts';
import { placeShots } from '../../../../src-main/engine/media/keyframes/place-shots.ts';
import type { ShownFrame } from '../../../../src-main/engine/media/keyframes/read-log.ts';
import type { Footage } from '../../../../src-main/engine/media/keyframes/ways.ts';
import { indexPackets } from '../../../../src-main/engine/media/packet-index.ts';
import { maxKeyPackets, PacketCollector, type PacketRow } from '../../../../src-main/engine/media/packet-rows.ts';

const packet = (pts: number, position: number, key = true): PacketRow => ({ stream: 0, pts, dts: pts, position, sizeBytes: 1, key, discard: false, corrupt: false });
const shown = (pts: number, position: number | null, more: Partial<ShownFrame> = {}): ShownFrame => ({
  pts, position, pixelFormat: 'yuv420p', width: 16, height: 16, key: true, type: 'I', setUp: 1, ...more,
});

function matched(packets: PacketRow[], frames: ShownFrame[]): [number | null, number | null][] {
  const index = indexPackets(packets, 0);
  const decoded = frames.map((one) => ({ shown: one }) as DecodedFrame);
  const found = matchFrames({ index, chosen: index.entries } as Footage, decoded);
  return [...found].map(([entry, frame]) => [entry.position, decoded.indexOf(frame)]);
}

const predicted = { key: false, type: 'P' };

describe('frames of a full decode', () => {
  it('belong to the entry of their time and position', () =>
    expect(matched([packet(0, 100), packet(40, 200)], [shown(0, 100), shown(40, 200)])).toEqual([[100, 0], [200, 1]]));

  it('belong to none at another position, though the time is right', () =>
    expect(matched([packet(0, 100), packet(40, 200)], [shown(0, 100), shown(40, 900)])).toEqual([[100, 0]]));

  it('that lean on others are believed where the position proves them (intra refresh)', () =>
    expect(matched([packet(0, 100)], [shown(0, 100, predicted)])).toEqual([[100, 0]]));

  it('that lean on others are not believed without a position where others have one', () =>
    expect(matched([packet(0, 100), packet(40, 200)], [shown(0, 100), shown(40, null, predicted)])).toEqual([[100, 0]]));

  it('are not chosen among several of one time where no positions are told', () =>
    expect(matched([packet(0, 100)], [shown(0, null, predicted), shown(0, null)])).toEqual([]));
});

describe('frames of joined recordings', () => {
  const joined = [packet(0, 100), packet(80, 200), packet(0, 500), packet(40, 600)];

  it('belong to the key packets in their order where no positions are told', () =>
    expect(matched(joined, [shown(0, null), shown(80, null), shown(0, null), shown(40, null)])).toEqual([[100, 0], [200, 1], [500, 2], [600, 3]]));

  it('stay out where one is missing and no position proves the others', () =>
    expect(matched(joined, [shown(0, null), shown(0, null), shown(40, null)])).toEqual([]));

  it('are proven one by one by their positions where one is missing', () =>
    expect(matched(joined, [shown(0, 100), shown(0, 500), shown(40, 600)])).toEqual([[100, 0], [500, 1], [600, 2]]));

  it('are not those of another part that have the time of a key packet', () =>
    expect(matched(joined, [shown(0, 100), shown(40, 150, predicted), shown(80, 200), shown(0, 500), shown(40, 600)])).toEqual([[100, 0], [200, 2], [500, 3], [600, 4]]));
});

describe('shots', () => {
  const packets = [packet(0, 100), packet(40, 150, false), packet(80, 200), packet(120, 250, false), packet(0, 500), packet(40, 600, false), packet(80, 700, false)];
  const place = (...shots: ShownFrame[]) => {
    const { found, unplaced } = placeShots(indexPackets(packets, 0), shots);
    return { places: found.map(({ position }) => position), unplaced };
  };

  it('of joined recordings stand in their own part', () =>
    expect(place(shown(0, 100), shown(120, 250, predicted))).toEqual({ places: [100, 200, 250, 500], unplaced: 0 }));

  it('at a time that several packets have are left out and counted', () =>
    expect(place(shown(40, 600, predicted), shown(80, 700, predicted))).toEqual({ places: [100, 200, 500], unplaced: 2 }));

  it('whose position is not told are left out of joined recordings', () =>
    expect(place(shown(120, null, predicted))).toEqual({ places: [100, 200, 500], unplaced: 1 }));
});

describe('more key packets than are kept', () => {
  const rows = Array.from({ length: maxKeyPackets + 3 }, (_, n) => packet(n, n));

  it('are counted', () => expect(indexPackets(rows, 0)).toMatchObject({ keysBeyond: 3, packets: maxKeyPackets + 3 }));

  it('are not in the index', () => expect(indexPackets(rows, 0).entries.length).toBe(maxKeyPackets));

  it('are counted by the other reading, and not kept', () => {
    const collector = new PacketCollector(0);
    for (const row of rows) collector.add(row);
    const { count, rows: kept } = collector.finish();
    expect([count, kept.length]).toEqual([maxKeyPackets + 3, maxKeyPackets]);
  });
});
