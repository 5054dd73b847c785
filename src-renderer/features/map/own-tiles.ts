import { addProtocol, type AddProtocolResponseData, type LayerSpecification, type Map as DrawnMap, type SourceSpecification } from 'maplibre-gl';
import { FetchSource, PMTiles, Protocol, TileType } from 'pmtiles';
import { tilesPath } from '../../../src-main/shared/api/map.ts';
import { keyHeaders } from '../../api/window-key.ts';
import { aboveGround, type Ink } from './map-style.ts';

/** The person's own tiles, read by range from the engine. */
export interface OwnTiles {
  source: SourceSpecification;
  isVector: boolean;
  /** Names of the layers of vector tiles, as their maker called them. */
  layers: string[];
  maxZoom: number;
  /** Who made them, as text. */
  attribution: string;
}

let protocol: Protocol | undefined;

/** Read what a file of tiles says of itself. `mark` differs from file to file. Rejects where it is no PMTiles archive. */
export async function readOwnTiles(mark: string): Promise<OwnTiles> {
  const answering = (protocol ??= answerTiles());
  const archive = new PMTiles(new FetchSource(`${location.origin}${tilesPath}?${mark}`, new Headers(keyHeaders())));
  answering.add(archive);
  const [{ tileType, maxZoom }, metadata] = [await archive.getHeader(), (await archive.getMetadata()) as { attribution?: unknown; vector_layers?: { id?: unknown }[] }];
  const isVector = tileType === TileType.Mvt;
  const url = `pmtiles://${archive.source.getKey()}`;
  return {
    source: isVector ? { type: 'vector', url } : { type: 'raster', url, tileSize: 256 },
    isVector,
    layers: isVector && Array.isArray(metadata.vector_layers) ? metadata.vector_layers.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])) : [],
    maxZoom,
    attribution: textOf(typeof metadata.attribution === 'string' ? metadata.attribution : ''),
  };
}

/** Nothing but the archives that were added is ever fetched by it. */
function answerTiles(): Protocol {
  const made = new Protocol();
  addProtocol('pmtiles', async (request, abort) => ({ data: (await made.tilev4(request, abort)).data as AddProtocolResponseData }));
  return made;
}

/** Attributions are written as HTML by strangers: only their words are shown. */
function textOf(html: string): string {
  return (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim().slice(0, 300);
}

const sourceName = 'own-tiles';

/** Lay them over the embedded world, or take them away. */
export function layTiles(map: DrawnMap, tiles: OwnTiles | undefined, ink: Ink): void {
  for (const { id } of map.getStyle().layers) if (id.startsWith(`${sourceName} `)) map.removeLayer(id);
  if (map.getSource(sourceName) !== undefined) map.removeSource(sourceName);
  if (tiles === undefined) return;
  map.addSource(sourceName, tiles.source);
  for (const layer of layersOfTiles(tiles, ink)) map.addLayer(layer, layer.type === 'symbol' ? undefined : aboveGround);
}

/** Whatever schema the tiles have, lines are drawn; areas only where their name says what they are; names where there are names. */
function layersOfTiles({ isVector, layers }: OwnTiles, ink: Ink): LayerSpecification[] {
  if (!isVector) return [{ id: `${sourceName} raster`, type: 'raster', source: sourceName }];
  const areas = layers.flatMap((name): LayerSpecification[] => {
    const colour = areaInk(name, ink);
    return colour === undefined ? [] : [{ id: `${sourceName} area ${name}`, type: 'fill', source: sourceName, 'source-layer': name, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour } }];
  });
  const lines = layers.map((name): LayerSpecification => ({
    id: `${sourceName} line ${name}`, type: 'line', source: sourceName, 'source-layer': name, filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': /bound|admin/i.test(name) ? ink.border : /water|river/i.test(name) ? ink.coast : ink.road, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 12, 1.5, 17, 4] },
  }));
  const names = layers.map((name): LayerSpecification => ({
    id: `${sourceName} name ${name}`, type: 'symbol', source: sourceName, 'source-layer': name, minzoom: 6, filter: ['all', ['has', 'name'], ['!=', ['geometry-type'], 'Polygon']],
    layout: { 'text-font': ['sans-serif'], 'text-field': ['get', 'name'], 'text-size': 12, 'symbol-placement': /road|street|transport/i.test(name) ? 'line' : 'point', 'text-padding': 6 },
    paint: { 'text-color': ink.town, 'text-halo-color': ink.halo, 'text-halo-width': 1.6 },
  }));
  return [...areas, ...lines, ...names];
}

function areaInk(name: string, ink: Ink): string | undefined {
  if (/water|ocean|sea|lake/i.test(name)) return ink.water;
  if (/building/i.test(name)) return ink.building;
  if (/land.?use|land.?cover|park|wood|forest|green|natural/i.test(name)) return ink.green;
  return /^(?:earth|land)$/i.test(name) ? ink.land : undefined;
}
