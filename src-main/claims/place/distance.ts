import { eccentricitySquared, equatorM } from './precision.ts';

/** Degrees on WGS 84, north and east positive. */
export interface Point {
  latitude: number;
  longitude: number;
}

const meanRadiusM = 6_371_008.8;

/**
 * The distance between two points on the ground, in metres: the straight line through the ellipsoid, bent to an arc.
 * Below 100 km within a millionth of the geodesic; never off by more than half a per cent.
 */
export function distanceM(a: Point, b: Point): number {
  const [from, to] = [onEllipsoid(a), onEllipsoid(b)];
  const chord = Math.hypot(to.x - from.x, to.y - from.y, to.z - from.z);
  return 2 * meanRadiusM * Math.asin(Math.min(1, chord / (2 * meanRadiusM)));
}

function onEllipsoid({ latitude, longitude }: Point): { x: number; y: number; z: number } {
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  const n = equatorM / Math.sqrt(1 - eccentricitySquared * Math.sin(phi) ** 2);
  return {
    x: n * Math.cos(phi) * Math.cos(lambda),
    y: n * Math.cos(phi) * Math.sin(lambda),
    z: n * (1 - eccentricitySquared) * Math.sin(phi),
  };
}
