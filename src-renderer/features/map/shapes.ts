import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import type { Spot } from './spots.ts';

type SpotProperties = { id: string; kind: Spot['kind']; chosen: boolean; cell: boolean };

/** Metres for one degree of latitude; for drawing, the Earth is round enough. */
const degreeM = 111_320;

/** Half sides of what is drawn around a spot, degrees. */
export function halvesOf({ latitude, precisionM, cell }: Spot): { latitude: number; longitude: number } {
  if (cell !== undefined) return cell;
  const tall = precisionM / degreeM;
  return { latitude: tall, longitude: Math.min(180, tall / Math.max(0.001, Math.cos((latitude * Math.PI) / 180))) };
}

/** The points of spots that are places. */
export function pointsOf(spots: readonly Spot[], chosen: string | undefined): FeatureCollection<Point, SpotProperties> {
  return {
    type: 'FeatureCollection',
    features: spots.filter(({ nullIsland }) => !nullIsland).map((spot) => ({ type: 'Feature', properties: toProperties(spot, chosen), geometry: { type: 'Point', coordinates: [spot.longitude, spot.latitude] } })),
  };
}

/** Where each spot can truly lie: a circle, or the cell of its plus code. */
export function shapesOf(spots: readonly Spot[], chosen: string | undefined): FeatureCollection<Polygon, SpotProperties> {
  return { type: 'FeatureCollection', features: spots.filter(({ nullIsland }) => !nullIsland).map((spot) => shapeOf(spot, chosen)) };
}

const corners = 72;

function shapeOf(spot: Spot, chosen: string | undefined): Feature<Polygon, SpotProperties> {
  const { latitude, longitude } = spot;
  const half = halvesOf(spot);
  const at = (x: number, y: number): [number, number] => [longitude + x * half.longitude, Math.max(-89.9, Math.min(89.9, latitude + y * half.latitude))];
  const turn = (n: number): number => (n / corners) * 2 * Math.PI;
  const ring = spot.cell === undefined ? Array.from({ length: corners + 1 }, (_, n) => at(Math.cos(turn(n)), Math.sin(turn(n)))) : [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), at(-1, -1)];
  return { type: 'Feature', properties: toProperties(spot, chosen), geometry: { type: 'Polygon', coordinates: [ring] } };
}

const toProperties = ({ id, kind, cell }: Spot, chosen: string | undefined): SpotProperties => ({ id, kind, chosen: id === chosen, cell: cell !== undefined });
