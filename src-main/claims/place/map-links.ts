import { readCoordinatePair, type PlaceReading } from './coordinate-pair.ts';
import type { MapSite } from './place.ts';
import { placeProblem, type PlaceProblem } from './problem.ts';

/** Coordinates found in an address: the pin that somebody set goes before the middle of the map that was open. */
interface Found {
  /** `latitude,longitude`. */
  pair: string;
  kind: 'pin' | 'view';
}

type Finder = (url: URL) => Found | undefined;

const shortHosts = ['goo.gl', 'maps.app.goo.gl', 'g.co', 'binged.it', 'maps.apple', 'bit.ly', 't.co'];

/**
 * Read a link of a map site: the parameters are those that the sites document for their links, or put into their
 * address bars. Nothing for a text that is no web address.
 */
export function readMapLink(text: string): PlaceReading | PlaceProblem | undefined {
  if (!/^(https?:)?\/\/|^(www\.|maps\.|[\w.-]+\.[a-z]{2,}\/)/i.test(text)) return undefined;
  const written = /^https?:/i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`;
  if (!URL.canParse(written)) return placeProblem('link-host-unknown', 'link', text);
  const url = new URL(written);
  if (isShort(url)) return placeProblem('link-short', 'link', url.host);
  const site = siteOf(url);
  if (!site) return placeProblem('link-host-unknown', 'link', url.host);
  const found = finders[site](url);
  if (!found) return placeProblem('link-without-place', 'link', text);
  const reading = readCoordinatePair(found.pair);
  return 'problem' in reading ? reading : { ...reading, notation: `${site}-${found.kind}` };
}

function isShort({ hostname, pathname }: URL): boolean {
  const host = hostname.replace(/^www\./, '');
  if (/^yandex\.[a-z.]+$/.test(host) && pathname.startsWith('/maps/-/')) return true;
  return shortHosts.includes(host) || (/(^|\.)(openstreetmap|osm)\.org$/.test(host) && pathname.startsWith('/go/'));
}

function siteOf({ hostname, pathname }: URL): MapSite | undefined {
  const host = hostname.replace(/^(www|m)\./, '');
  if (/^maps\.google\.[a-z]{2,3}(\.[a-z]{2})?$/.test(host)) return 'google';
  if (/^google\.[a-z]{2,3}(\.[a-z]{2})?$/.test(host) && pathname.startsWith('/maps')) return 'google';
  if (host === 'openstreetmap.org' || host === 'osm.org') return 'openstreetmap';
  if (/^(maps\.)?yandex\.(ru|com|com\.tr|by|kz|uz|eu)$/.test(host)) return 'yandex';
  if (host === 'bing.com' && pathname.startsWith('/maps')) return 'bing';
  return host === 'maps.apple.com' ? 'apple' : undefined;
}

const number = String.raw`(-?\d+(?:\.\d+)?)`;

const finders: Readonly<Record<MapSite, Finder>> = { google, openstreetmap, yandex, bing, apple };

function google(url: URL): Found | undefined {
  const marked = lastPin(url.href) ?? named(url, ['q', 'query', 'daddr', 'destination', 'll']) ?? inPath(url);
  return pin(marked) ?? view(match(url.href, `@${number},${number}`) ?? named(url, ['center', 'viewpoint', 'sll']));
}

function openstreetmap({ searchParams, hash }: URL): Found | undefined {
  const pair = (latitude: string, longitude: string): string | undefined =>
    plainPair(`${searchParams.get(latitude) ?? ''},${searchParams.get(longitude) ?? ''}`);
  const shown = match(hash, `map=\\d+(?:\\.\\d+)?/${number}/${number}`);
  return pin(pair('mlat', 'mlon')) ?? view(shown ?? pair('lat', 'lon'));
}

/** Yandex writes the longitude first, but for what was typed into the search. */
function yandex(url: URL): Found | undefined {
  const marked = swapped(named(url, ['whatshere[point]', 'pt', 'poi[point]'])) ?? named(url, ['text']);
  return pin(marked) ?? view(swapped(named(url, ['ll'])));
}

function bing(url: URL): Found | undefined {
  const marked = match(url.searchParams.get('sp') ?? '', `^point\\.${number}_${number}`) ?? named(url, ['where1', 'q']);
  return pin(marked) ?? view(match(url.searchParams.get('cp') ?? '', `^${number}~${number}$`));
}

function apple(url: URL): Found | undefined {
  return pin(named(url, ['coordinate', 'll', 'q', 'daddr'])) ?? view(named(url, ['center', 'sll', 'near']));
}

function pin(pair: string | undefined): Found | undefined {
  return pair === undefined ? undefined : { pair, kind: 'pin' };
}

function view(pair: string | undefined): Found | undefined {
  return pair === undefined ? undefined : { pair, kind: 'view' };
}

/** `!3d44.32!4d131.66`; the last is the place itself, those before it are stops on the way. */
function lastPin(href: string): string | undefined {
  const last = [...href.matchAll(/!3d(-?\d+(?:\.\d+)?)!4d(-?\d+(?:\.\d+)?)/g)].at(-1);
  return last && `${last[1]} , ${last[2]}`;
}

/** `/maps/place/44.32,131.66` and `/maps/search/...`, in degrees or with minutes and seconds. */
function inPath({ pathname }: URL): string | undefined {
  const part = /\/(?:place|search|dir\/)\/?([^/@]+)/.exec(pathname)?.[1] ?? '';
  const text = decoded(part).replaceAll('+', ' ').trim();
  return /^[\d.,°'"\s+NSEW-]+$/i.test(text) && !('problem' in readCoordinatePair(text)) ? text : undefined;
}

function named(url: URL, names: readonly string[]): string | undefined {
  const values = names.map((name) => plainPair((url.searchParams.get(name) ?? '').replace(/^loc:/, '').split(/[~(]/)[0] ?? ''));
  return values.find((value) => value !== undefined);
}

function plainPair(text: string): string | undefined {
  return match(text.trim(), `^${number}[,\\s]+${number}(?:,\\w+)*$`);
}

function match(text: string, pattern: string): string | undefined {
  const found = new RegExp(pattern).exec(text);
  return found ? `${found[1]} , ${found[2]}` : undefined;
}

function swapped(pair: string | undefined): string | undefined {
  return pair?.split(' , ').toReversed().join(' , ');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
