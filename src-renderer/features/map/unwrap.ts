import type { MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';

// Natural Earth as TopoJSON is stitched along the antimeridian, for maps on a sphere: rings jump from 180 to -180 there. On
// a flat map each such jump would be a line across the world.

/** The same line without jumps: longitudes go on beyond 180, which the map draws on both sides. */
export function unwrapLine(line: readonly Position[]): Position[] {
  let turn = 0;
  return line.map(([longitude = 0, latitude = 0], n) => {
    const before = line[n - 1]?.[0] ?? longitude;
    if (longitude - before > 180) turn -= 360;
    if (before - longitude > 180) turn += 360;
    return [longitude + turn, latitude];
  });
}

/** A ring that goes around a pole is closed along it. */
export function unwrapRing(ring: readonly Position[]): Position[] {
  const line = unwrapLine(ring);
  const [first, last] = [line[0]?.[0] ?? 0, line.at(-1)?.[0] ?? 0];
  if (Math.abs(last - first) < 180) return line;
  const pole = Math.sign(line[0]?.[1] ?? -1) * 90;
  return [...line, [last, pole], [first, pole], line[0] ?? [first, pole]];
}

/** Its parts, each as rings. */
export function unwrapPolygons(shape: Polygon | MultiPolygon): Position[][][] {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  return polygons.map((rings) => rings.map(unwrapRing));
}

/** Where the source was cut at the antimeridian is no coast. */
export function unwrapLines({ coordinates }: MultiLineString): MultiLineString {
  return { type: 'MultiLineString', coordinates: coordinates.flatMap(withoutSeams).map(unwrapLine) };
}

function withoutSeams(line: readonly Position[]): Position[][] {
  const parts: Position[][] = [];
  line.forEach((at, n) => {
    const before = line[n - 1];
    if (before === undefined || (isAtSeam(before) && isAtSeam(at))) parts.push([at]);
    else parts.at(-1)?.push(at);
  });
  return parts.filter(({ length }) => length > 1);
}

const isAtSeam = ([longitude = 0]: Position): boolean => Math.abs(longitude) > 179.999;
