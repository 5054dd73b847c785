import type { Position } from 'geojson';

/** Twice the area of a ring, in square degrees. */
export function areaOf(ring: readonly Position[]): number {
  return Math.abs(ring.reduce((sum, at, n) => sum + cross(at, ring[(n + 1) % ring.length] ?? at), 0));
}

const cross = ([x1 = 0, y1 = 0]: Position, [x2 = 0, y2 = 0]: Position): number => x1 * y2 - x2 * y1;

/** Where a name fits into a ring: its centre of mass, or else the middle of the widest stretch inside. */
export function labelPoint(ring: readonly Position[]): Position {
  const middle = centreOf(ring);
  return widthAt(ring, middle).some(([from, to]) => from <= (middle[0] ?? 0) && (middle[0] ?? 0) <= to) ? middle : widestPoint(ring, middle);
}

function centreOf(ring: readonly Position[]): Position {
  let [x, y, twice] = [0, 0, 0];
  ring.forEach((at, n) => {
    const next = ring[(n + 1) % ring.length] ?? at;
    const part = cross(at, next);
    x += ((at[0] ?? 0) + (next[0] ?? 0)) * part;
    y += ((at[1] ?? 0) + (next[1] ?? 0)) * part;
    twice += part;
  });
  return twice === 0 ? [...(ring[0] ?? [0, 0])] : [x / (3 * twice), y / (3 * twice)];
}

/** The stretches of a line of latitude that lie inside. */
function widthAt(ring: readonly Position[], [, latitude = 0]: Position): [number, number][] {
  const crossings = ring.flatMap(([x1 = 0, y1 = 0], n) => {
    const [x2 = 0, y2 = 0] = ring[(n + 1) % ring.length] ?? [];
    return y1 > latitude === y2 > latitude ? [] : [x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1)];
  });
  const sorted = crossings.toSorted((a, b) => a - b);
  return sorted.flatMap((from, n): [number, number][] => (n % 2 === 0 ? [[from, sorted[n + 1] ?? from]] : []));
}

const rows = 15;

function widestPoint(ring: readonly Position[], fallback: Position): Position {
  const latitudes = ring.map(([, latitude = 0]) => latitude);
  const [south, north] = [latitudes.reduce((a, b) => Math.min(a, b), 90), latitudes.reduce((a, b) => Math.max(a, b), -90)];
  let widest = { width: 0, at: fallback };
  for (let row = 1; row < rows; row++) {
    const latitude = south + ((north - south) * row) / rows;
    for (const [from, to] of widthAt(ring, [0, latitude])) if (to - from > widest.width) widest = { width: to - from, at: [(from + to) / 2, latitude] };
  }
  return widest.at;
}
