import { realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Context, Hono } from 'hono';
import { claimsOnMap, itemsOnMap, searchSun, tellPlace, tellSun, type ToldSun } from '../../engine/index.ts';
import type { ApiError } from '../../shared/api/index.ts';
import { mapRoutes, mostIntervals, tilesPath, type ToldSun as SunAnswer } from '../../shared/api/map.ts';
import { CaseError, toCaseError } from '../../shared/errors.ts';
import { answer, factsToTell } from '../answer.ts';
import { giveMedia } from '../media.ts';
import type { Surface } from '../surface.ts';

const pageSize = 1000;

/** What stands on the map, places as they are typed, the sun, and the person's own tiles. */
export function answerAboutMap(app: Hono, surface: Surface): void {
  const { cases, settings } = surface;
  answer(app, mapRoutes.itemsOnMap, ({ after, limit = pageSize }) => itemsOnMap(cases.readable, { after, limit }));
  answer(app, mapRoutes.claimsOnMap, ({ after, limit = pageSize }) => claimsOnMap(cases.readable, { after, limit }));
  answer(app, mapRoutes.tellPlace, ({ text, ...options }) =>
    reading(() => {
      const { place, other = null, agreement = null } = tellPlace(text, options);
      return { place, other, agreement };
    }),
  );
  answer(app, mapRoutes.tellSun, (typed) => reading(() => toSun(tellSun(typed))));
  answer(app, mapRoutes.searchSun, (typed, context) =>
    reading(async () => {
      const { range, intervals } = await searchSun(typed, context.req.raw.signal);
      const named = ({ earliest, latest }: { earliest: number; latest: number }): { from: string; to: string } => ({ from: instant(earliest), to: instant(latest) });
      return { ...named(range), count: intervals.length, intervals: intervals.slice(0, mostIntervals).map(named) };
    }),
  );
  answer(app, mapRoutes.mapTiles, async () => {
    const { mapTiles = '' } = settings.settings();
    if (mapTiles === '') return { path: null, bytes: null, problem: null };
    const found = await findTiles(mapTiles).catch(toProblem);
    return 'code' in found ? { path: mapTiles, bytes: null, problem: found } : { path: mapTiles, bytes: found.bytes, problem: null };
  });
  app.get(tilesPath, (context) => giveTiles(context, settings.settings().mapTiles ?? ''));
}

/** What was typed as it is read, or why it cannot be. Throws what is another matter. */
async function reading<T extends object>(read: () => T | Promise<T>): Promise<{ reading: T | null; problem: ApiError | null }> {
  const told = await (async () => read())().catch(toProblem);
  return isProblem(told) ? { reading: null, problem: told } : { reading: told, problem: null };
}

const isProblem = (told: object): told is ApiError => 'code' in told && 'facts' in told;

function toProblem(error: unknown): ApiError {
  const problem = toCaseError(error);
  if (problem.code === 'argument-invalid' || problem.code === 'map-tiles-unreadable') return { code: problem.code, facts: factsToTell(problem) };
  throw error;
}

const instant = (ms: number): string => new Date(ms).toISOString();

function toSun({ at, daylight }: ToldSun): SunAnswer {
  const crossings = ({ rise, set, above }: NonNullable<ToldSun['daylight']>['sun']): NonNullable<SunAnswer['daylight']>['sun'] => ({
    rise: rise === undefined ? null : instant(rise),
    set: set === undefined ? null : instant(set),
    above,
  });
  const direction = ({ azimuth, elevation }: { azimuth: number; elevation: number }): { azimuth: number; elevation: number } => ({ azimuth, elevation });
  return {
    at: at === undefined ? null : { earliest: at.earliest, latest: at.latest, sun: { earliest: direction(at.sun.earliest), latest: direction(at.sun.latest) }, errorDeg: at.errorDeg },
    daylight: daylight === undefined ? null : { day: daylight.day, sun: crossings(daylight.sun), civilTwilight: crossings(daylight.civilTwilight) },
  };
}

interface Tiles {
  path: string;
  bytes: number;
  /** Another file, or the same one written anew, has another. */
  tag: string;
}

/** The file that the person chose; links of theirs are followed. Throws CaseError `map-tiles-unreadable`. */
async function findTiles(chosen: string): Promise<Tiles> {
  try {
    if (!isAbsolute(chosen)) throw new Error('not a whole path');
    const path = await realpath(chosen);
    const found = await stat(path);
    if (!found.isFile()) throw new Error('no file');
    return { path, bytes: found.size, tag: `${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}` };
  } catch (error) {
    throw new CaseError('map-tiles-unreadable', { path: chosen }, { cause: error });
  }
}

async function giveTiles(context: Context, chosen: string): Promise<Response> {
  const { path, tag } = await findTiles(chosen);
  return giveMedia(context, { path, sha256: tag, mediaType: 'application/octet-stream' });
}
