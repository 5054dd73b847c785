import { describe, expect, it } from 'vitest';
import { isVariable, PacketCollector, PacketLines, parsePacketLine } from '../../../src-main/engine/media/packet-rows.ts';

const line = (fields: string, end = ','): string => `        { "codec_type": "video", "stream_index": 0, ${fields} }${end}\n`;

describe('packet rows', () => {
  it('reads a key packet whole', () =>
    expect(parsePacketLine('        { "codec_type": "video", "stream_index": 1, "pts": -40, "dts": -80, "size": "150465", "pos": "40", "flags": "K_" },')).toEqual({
      stream: 1, pts: -40, dts: -80, position: 40, sizeBytes: 150465, key: true, discard: false, corrupt: false,
    }));

  it('leaves what the container does not state as null', () =>
    expect(parsePacketLine('{ "codec_type": "video", "stream_index": 0, "size": "7", "flags": "_DC" }')).toMatchObject({
      pts: null, dts: null, position: null, key: false, discard: true, corrupt: true,
    }));

  it('reads the three flag columns of newer versions', () =>
    expect(parsePacketLine('{ "codec_type": "video", "stream_index": 0, "size": "7", "flags": "K__" }')?.key).toBe(true));

  it('reads a packet whose side data goes on in the next lines, as in every MPEG-TS file', () =>
    expect(parsePacketLine('        { "codec_type": "video", "stream_index": 0, "pts": 9, "size": "7", "pos": "564", "flags": "K_",')).toMatchObject({
      pts: 9, position: 564, key: true,
    }));

  it('passes over sound, sections and tags that look like packets', () => {
    expect(parsePacketLine('{ "codec_type": "audio", "stream_index": 1, "size": "7", "flags": "K_" },')).toBeUndefined();
    expect(parsePacketLine('    "packets": [')).toBeUndefined();
    expect(parsePacketLine('"tags": { "comment": "{ \\"codec_type\\": \\"video\\", \\"flags\\": \\"K_\\" }" }')).toBeUndefined();
  });

  it('keeps key packets whole and the times of all, however the output is cut', () => {
    const lines = new PacketLines();
    const printed = [0, 3, 1, 2, 4].map((n) => line(`"pts": ${n * 512}, "dts": ${n * 512}, "size": "10", "pos": "${n}", "flags": "${n === 0 ? 'K_' : '__'}"`)).join('');
    for (let at = 0; at < printed.length; at += 17) lines.write(printed.slice(at, at + 17));
    expect(lines.scanOf(0)).toMatchObject({ count: 5, rows: [{ position: 0, key: true }], firstPts: 0, lastPts: 2048, shortestGap: 512, longestGap: 512 });
    expect(lines.scanOf(1)).toBeUndefined();
  });

  it('keeps the first packet where none is flagged as key', () => {
    const lines = new PacketLines();
    for (const pts of [5, 6, 7]) lines.write(line(`"pts": ${pts}, "size": "1", "flags": "__"`));
    expect(lines.scanOf(0)?.rows).toMatchObject([{ pts: 5, key: false }]);
  });

  it.each([
    ['rounding to the time base', [33, 34, 33, 33], false],
    ['frames of unequal length', [20, 40, 20], true],
    ['two frames', [3000], 'unknown'],
  ] as const)('tells a variable rate by its times: %s', (_what, gaps, variable) => {
    const collector = new PacketCollector(0);
    const row = { stream: 0, dts: null, position: null, sizeBytes: 1, key: true, discard: false, corrupt: false };
    let pts = 0;
    for (const gap of [0, ...gaps]) collector.add({ ...row, pts: (pts += gap) });
    expect(isVariable(collector.finish())).toBe(variable);
  });
});
