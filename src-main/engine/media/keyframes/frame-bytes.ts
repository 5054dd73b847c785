interface PixelLayout {
  /** Bits per pixel over all planes that have full size. */
  full: number;
  /** Bytes per sample in planes of reduced size, how many of them, and the powers of two by which they shrink. */
  reduced?: { planes: number; sampleBytes: number; across: number; down: number };
}

const planar = (sampleBytes: number, across: number, down: number, fullPlanes = 1): PixelLayout => ({
  full: fullPlanes * sampleBytes * 8,
  reduced: { planes: 2, sampleBytes, across, down },
});
const packed = (bytes: number): PixelLayout => ({ full: bytes * 8 });

/** ffmpeg's pixel formats that footage comes in. Whatever is not here is hashed by ffmpeg itself. */
function layoutOf(pixelFormat: string): PixelLayout | undefined {
  const yuv = /^yuv(a?)j?(420|422|444|440|410|411)p(?:(9|10|12|14|16)(?:le|be))?$/.exec(pixelFormat);
  if (yuv) {
    const [, alpha, sampling, depth] = yuv;
    const shrink = { 420: [1, 1], 422: [1, 0], 444: [0, 0], 440: [0, 1], 410: [2, 2], 411: [2, 0] }[Number(sampling)] ?? [0, 0];
    return planar(depth === undefined ? 1 : 2, shrink[0] ?? 0, shrink[1] ?? 0, alpha ? 2 : 1);
  }
  const others: Record<string, PixelLayout> = {
    nv12: planar(1, 1, 1), nv21: planar(1, 1, 1), nv16: planar(1, 1, 0), p010le: planar(2, 1, 1), p016le: planar(2, 1, 1),
    gray: packed(1), gray10le: packed(2), gray12le: packed(2), gray16le: packed(2), gray16be: packed(2), ya8: packed(2),
    rgb24: packed(3), bgr24: packed(3), rgba: packed(4), bgra: packed(4), argb: packed(4), abgr: packed(4), bgr0: packed(4),
    rgb0: packed(4), rgb48le: packed(6), rgb48be: packed(6), rgba64le: packed(8), rgba64be: packed(8), gbrp: packed(3),
    gbrap: packed(4), gbrp10le: packed(6), gbrp12le: packed(6), gbrp16le: packed(6), gbrap10le: packed(8), gbrap12le: packed(8),
    yuyv422: packed(2), uyvy422: packed(2), rgb555le: packed(2), rgb565le: packed(2),
  };
  return others[pixelFormat];
}

/**
 * Bytes of one decoded frame as ffmpeg's `rawvideo` writes it, rows unpadded: what `framehash` digests.
 * Reduced planes round up at odd sizes. Undefined for a format that is not in the table.
 */
export function frameBytes(pixelFormat: string, width: number, height: number): number | undefined {
  const layout = layoutOf(pixelFormat);
  if (!layout) return undefined;
  const full = (width * height * layout.full) / 8;
  if (!layout.reduced) return full;
  const { planes, sampleBytes, across, down } = layout.reduced;
  return full + planes * sampleBytes * Math.ceil(width / 2 ** across) * Math.ceil(height / 2 ** down);
}
