import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import detailUrl from 'world-atlas/countries-10m.json?url';
import overviewUrl from 'world-atlas/countries-50m.json?url';
import { areaOf, labelPoint } from './label-point.ts';
import { townsUrl } from './towns-file.ts';
import { unwrapLines, unwrapPolygons } from './unwrap.ts';

/** The land with its borders, and the names of countries; Natural Earth, public domain. */
export interface World {
  land: FeatureCollection<MultiPolygon>;
  coast: Feature<MultiLineString>;
  borders: Feature<MultiLineString>;
  /** Largest first: `rank` is the place in that order. */
  names: FeatureCollection<Point, { name: string; rank: number }>;
}

export type Detail = 'overview' | 'detail';
const addresses: Readonly<Record<Detail, string>> = { overview: overviewUrl, detail: detailUrl };

type Countries = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** 1:50 million for an overview, 1:10 million for a country. Rejects where the window's own file cannot be fetched. */
export async function loadWorld(detail: Detail): Promise<World> {
  const topology = await fetchOwn<Countries>(addresses[detail]);
  const { countries } = topology.objects;
  const shapes = feature(topology, countries).features.map(({ geometry, properties: { name } }) => ({ name, polygons: unwrapPolygons(geometry as Polygon | MultiPolygon) }));
  return {
    land: collection(shapes.map(({ polygons }) => ({ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates: polygons } }))),
    coast: line(unwrapLines(mesh(topology, countries, (one, other) => one === other))),
    borders: line(unwrapLines(mesh(topology, countries, (one, other) => one !== other))),
    names: namesOf(shapes),
  };
}

type Shape = { name: string; polygons: MultiPolygon['coordinates'] };

function namesOf(shapes: readonly Shape[]): World['names'] {
  const placed = shapes.map(({ name, polygons }) => {
    const outer = polygons.map(([ring = []]) => ({ ring, area: areaOf(ring) })).toSorted((a, b) => b.area - a.area)[0];
    return { name, area: outer?.area ?? 0, at: labelPoint(outer?.ring ?? []) };
  });
  const ranked = placed.toSorted((a, b) => b.area - a.area);
  return collection(ranked.map(({ name, at }, rank) => ({ type: 'Feature', properties: { name, rank }, geometry: { type: 'Point', coordinates: at } })));
}

export type Towns = FeatureCollection<Point, { name: string; people: number; capital: number; rank: number }>;

/** Towns with their number of people, largest first; GeoNames, CC BY 4.0. */
export async function loadTowns(): Promise<Towns> {
  const rows = await fetchOwn<[name: string, longitude: number, latitude: number, people: number, capital: number][]>(townsUrl);
  return collection(rows.map(([name, longitude, latitude, people, capital], n) => ({ type: 'Feature', properties: { name, people, capital, rank: n - capital * rows.length }, geometry: { type: 'Point', coordinates: [longitude, latitude] } })));
}

async function fetchOwn<T>(address: string): Promise<T> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The window's own file ${address} cannot be fetched (${response.status}).`);
  return (await response.json()) as T;
}

const line = (geometry: MultiLineString): Feature<MultiLineString> => ({ type: 'Feature', properties: {}, geometry });
function collection<G extends Point | MultiPolygon, P>(features: Feature<G, P>[]): FeatureCollection<G, P> {
  return { type: 'FeatureCollection', features };
}
