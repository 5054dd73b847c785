import { Map as MapLibreMap, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { GeoJSON } from 'geojson';
import { addKindIcons } from './kind-icons.ts';
import { inkOf, layersOf, mapStyle, type Scheme } from './map-style.ts';
import { layTiles, type OwnTiles } from './own-tiles.ts';
import { halvesOf, pointsOf, shapesOf } from './shapes.ts';
import type { Spot } from './spots.ts';
import { loadTowns, loadWorld, type Detail } from './world.ts';

setWorkerUrl(workerUrl);

export interface MapWishes {
  scheme: Scheme;
  /** Words of the map's own controls, by MapLibre's names for them. */
  locale: Record<string, string>;
  onPick(id: string): void;
  onZoom(zoom: number): void;
  /** Something of the map could not be fetched or drawn. */
  onFault(fault: unknown): void;
}

/** A cell of three metres fills a screen. */
export const nearestOfAll = 22;

/** From here on the finer world is worth its bytes. */
const detailZoom = 3.5;

/** Our map as it is drawn. Nothing in it asks anything of another computer. Throws where the browser has no WebGL. */
export class DrawnMap {
  readonly #map: MapLibreMap;
  readonly #wishes: MapWishes;
  readonly #ready: Promise<void>;
  #scheme: Scheme;
  #detail: Detail | undefined;
  #isGone = false;

  constructor(container: HTMLElement, wishes: MapWishes) {
    this.#wishes = wishes;
    this.#scheme = wishes.scheme;
    this.#map = new MapLibreMap({
      container, style: mapStyle(wishes.scheme), center: [20, 25], zoom: 1.2, minZoom: 0.6, maxZoom: nearestOfAll, attributionControl: false, pitchWithRotate: false, dragRotate: false, touchPitch: false,
      locale: wishes.locale, fadeDuration: 0, canvasContextAttributes: { preserveDrawingBuffer: false },
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    this.#map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    this.#ready = new Promise((resolve) => {
      this.#map.once('load', () => resolve());
    });
    this.#map.on('error', ({ error }) => wishes.onFault(error));
    this.#map.on('zoom', () => wishes.onZoom(this.#map.getZoom()));
    this.#map.on('zoomend', () => this.#refine());
    this.#listen();
    void this.#whenReady(() => addKindIcons(this.#map));
    // What the case has stands before the towns do.
    void this.#showWorld('overview').then(loadTowns).then((towns) => this.#fill({ towns }), wishes.onFault);
  }

  remove(): void {
    this.#isGone = true;
    this.#map.remove();
  }

  /** The paint alone changes: what was loaded stays. */
  setScheme(scheme: Scheme): void {
    if (scheme === this.#scheme) return;
    this.#scheme = scheme;
    void this.#whenReady(() => {
      for (const { id, paint = {} } of layersOf(inkOf(scheme))) for (const [name, value] of Object.entries(paint)) this.#map.setPaintProperty(id, name as 'fill-color', value as string);
    });
  }

  show(spots: readonly Spot[], chosen: string | undefined): void {
    const others = spots.filter(({ kind, id }) => kind !== 'item' || id === chosen);
    void this.#fill({ items: pointsOf(spots.filter(({ kind }) => kind === 'item'), chosen), places: pointsOf(others, chosen), shapes: shapesOf(others, chosen) });
  }

  setTiles(tiles: OwnTiles | undefined): void {
    void this.#whenReady(() => layTiles(this.#map, tiles, inkOf(this.#scheme)));
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: 200 });
  }

  showAll(): void {
    this.#map.easeTo({ center: [20, 25], zoom: 1.2, duration: 300 });
  }

  /** Bring these into view, no nearer than `nearest`. */
  goTo(spots: readonly Spot[], nearest: number): void {
    const drawn = spots.filter(({ nullIsland }) => !nullIsland);
    if (drawn.length === 0) return;
    let [west, south, east, north] = [180, 90, -180, -90];
    for (const spot of drawn) {
      const half = halvesOf(spot);
      [west, east] = [Math.min(west, spot.longitude - half.longitude), Math.max(east, spot.longitude + half.longitude)];
      [south, north] = [Math.max(-85, Math.min(south, spot.latitude - half.latitude)), Math.min(85, Math.max(north, spot.latitude + half.latitude))];
    }
    // Not before the first picture: what comes for another view then is not drawn until the map is moved again.
    void this.#whenReady(() => this.#map.fitBounds([west, south, east, north], { padding: 70, maxZoom: nearest, duration: 400, linear: true }));
  }

  async #showWorld(detail: Detail): Promise<void> {
    this.#detail = detail;
    try {
      const { land, coast, borders, names } = await loadWorld(detail);
      await this.#fill(detail === 'overview' ? { land, coast, borders, countries: names } : { land, coast, borders });
    } catch (fault) {
      this.#wishes.onFault(fault);
    }
  }

  #refine(): void {
    if (this.#detail === 'overview' && this.#map.getZoom() >= detailZoom) void this.#showWorld('detail');
  }

  async #fill(sources: Record<string, GeoJSON>): Promise<void> {
    await this.#whenReady(() => {
      for (const [name, data] of Object.entries(sources)) void this.#map.getSource<GeoJSONSource>(name)?.setData(data);
    });
    await this.#whenIdle();
  }

  /** Sources that change at once are laid out one after the other: the last one asks for its picture, too. */
  async #whenIdle(): Promise<void> {
    if (this.#isGone) return;
    await new Promise<void>((resolve) => {
      this.#map.once('idle', () => resolve());
      this.#map.triggerRepaint();
    });
  }

  async #whenReady(act: () => void): Promise<void> {
    await this.#ready;
    if (!this.#isGone) act();
  }

  #listen(): void {
    const clickable = ['items', 'places', 'clusters'];
    const found = ({ point }: MapMouseEvent) => this.#map.queryRenderedFeatures(point, { layers: clickable.filter((name) => this.#map.getLayer(name) !== undefined) })[0];
    this.#map.on('mousemove', (event) => (this.#map.getCanvas().style.cursor = found(event) === undefined ? '' : 'pointer'));
    this.#map.on('click', (event) => {
      const feature = found(event);
      if (feature === undefined) return;
      const { id, cluster_id: cluster } = feature.properties as { id?: string; cluster_id?: number };
      if (id !== undefined) return this.#wishes.onPick(id);
      if (cluster === undefined || feature.geometry.type !== 'Point') return;
      const [longitude = 0, latitude = 0] = feature.geometry.coordinates;
      void this.#map.getSource<GeoJSONSource>('items')?.getClusterExpansionZoom(cluster).then((zoom) => this.#map.easeTo({ center: [longitude, latitude], zoom }));
    });
  }
}
