import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';

export type Scheme = 'light' | 'dark';

/** What the map is drawn in. Lines and words keep their distance from the ground in both. */
const inks = {
  light: { sea: '#d5e3e8', land: '#f6f4ee', coast: '#7f9aa5', border: '#8d7f8f', country: '#3c3644', town: '#26292c', halo: '#ffffff', road: '#b9a98c', water: '#bfd6df', green: '#e3ead6', building: '#ddd6c8' },
  dark: { sea: '#131a1f', land: '#262b2f', coast: '#5b7480', border: '#8b8090', country: '#d9d3df', town: '#e8eaec', halo: '#15181a', road: '#6d6552', water: '#1a262d', green: '#2b332a', building: '#3a3833' },
} as const;
export type Ink = (typeof inks)[Scheme];
export const inkOf = (scheme: Scheme): Ink => inks[scheme];

/** The same colours on both grounds, each with a white rim; shapes tell the kinds apart. */
export const kindInk = { item: '#1a5fb4', claim: '#b5430e', evidence: '#6b3fa0', typed: '#026f78' } as const;
const kindColour: DataDrivenPropertyValueSpecification<string> = ['match', ['get', 'kind'], 'item', kindInk.item, 'claim', kindInk.claim, 'evidence', kindInk.evidence, kindInk.typed];

const nothing: SourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
const font = ['sans-serif'];

/** A map of nothing yet: its sources are filled as their files come. No address in it leads anywhere. */
export function mapStyle(scheme: Scheme): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: nothing, coast: nothing, borders: nothing, countries: nothing, towns: nothing, shapes: nothing, places: nothing,
      items: { type: 'geojson', data: { type: 'FeatureCollection', features: [] }, cluster: true, clusterRadius: 36, clusterMaxZoom: 15 },
    },
    layers: layersOf(inkOf(scheme)),
  };
}

/** The first layer above the ground: tiles of the person's own lie below it. */
export const aboveGround = 'shape-fill';

export function layersOf(ink: Ink): LayerSpecification[] {
  return [...ground(ink), ...shapes, ...names(ink), ...points];
}

function ground(ink: Ink): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': ink.sea } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': ink.land, 'fill-antialias': false } },
    { id: 'borders', type: 'line', source: 'borders', layout: { 'line-join': 'round' }, paint: { 'line-color': ink.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.6, 6, 1.4], 'line-dasharray': [3, 1.5] } },
    { id: 'coast', type: 'line', source: 'coast', layout: { 'line-join': 'round' }, paint: { 'line-color': ink.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.5, 6, 1.2] } },
  ];
}

/** Where things can truly lie: the rim of a circle is broken, that of a cell is not. */
const shapes: LayerSpecification[] = [
  { id: 'shape-fill', type: 'fill', source: 'shapes', paint: { 'fill-color': kindColour, 'fill-opacity': ['case', ['get', 'chosen'], 0.22, 0.1] } },
  { id: 'shape-circle', type: 'line', source: 'shapes', filter: ['!', ['get', 'cell']], paint: { 'line-color': kindColour, 'line-width': ['case', ['get', 'chosen'], 2.5, 1.4], 'line-dasharray': [3, 2] } },
  { id: 'shape-cell', type: 'line', source: 'shapes', filter: ['get', 'cell'], paint: { 'line-color': kindColour, 'line-width': ['case', ['get', 'chosen'], 2.5, 1.4] } },
];

/** Fewer people need a closer look. Steps are at whole zooms, where filters are looked at again. */
const leastPeople: ExpressionSpecification = ['step', ['zoom'], 8_000_000, 3, 2_000_000, 4, 800_000, 5, 250_000, 6, 80_000, 7, 25_000, 8, 8000, 9, 0];

function names(ink: Ink): LayerSpecification[] {
  const halo = { 'text-halo-color': ink.halo, 'text-halo-width': 1.6 };
  return [
    {
      id: 'towns', type: 'symbol', source: 'towns', minzoom: 2,
      filter: ['any', ['>=', ['get', 'people'], leastPeople], ['all', ['==', ['get', 'capital'], 1], ['step', ['zoom'], false, 4, true]]],
      layout: { 'text-font': font, 'text-field': ['concat', '• ', ['get', 'name']], 'text-size': ['interpolate', ['linear'], ['zoom'], 2, 10.5, 8, 13], 'text-anchor': 'left', 'text-offset': [-0.3, 0], 'text-padding': 3, 'symbol-sort-key': ['get', 'rank'] },
      paint: { 'text-color': ink.town, ...halo },
    },
    {
      id: 'countries', type: 'symbol', source: 'countries', maxzoom: 7,
      filter: ['<=', ['get', 'rank'], ['step', ['zoom'], 25, 2, 60, 3, 130, 4, 300]],
      layout: { 'text-font': font, 'text-field': ['get', 'name'], 'text-size': ['interpolate', ['linear'], ['zoom'], 1, 11, 6, 16], 'text-letter-spacing': 0.08, 'text-max-width': 7, 'text-padding': 4, 'symbol-sort-key': ['get', 'rank'] },
      paint: { 'text-color': ink.country, ...halo },
    },
  ];
}

const iconOf: ExpressionSpecification = ['concat', ['get', 'kind'], ['case', ['get', 'chosen'], '-chosen', '']];

const points: LayerSpecification[] = [
  { id: 'clusters', type: 'circle', source: 'items', filter: ['has', 'point_count'], paint: { 'circle-color': kindInk.item, 'circle-radius': ['step', ['get', 'point_count'], 12, 100, 16, 1000, 20, 10_000, 26], 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2 } },
  { id: 'cluster-counts', type: 'symbol', source: 'items', filter: ['has', 'point_count'], layout: { 'text-font': font, 'text-field': ['get', 'point_count_abbreviated'], 'text-size': 12, 'text-allow-overlap': true }, paint: { 'text-color': '#ffffff' } },
  { id: 'items', type: 'symbol', source: 'items', filter: ['!', ['has', 'point_count']], layout: { 'icon-image': iconOf, 'icon-allow-overlap': true } },
  { id: 'places', type: 'symbol', source: 'places', layout: { 'icon-image': iconOf, 'icon-allow-overlap': true, 'symbol-sort-key': ['case', ['get', 'chosen'], 1, 0] } },
];
