import type { EpochMs } from '../instant.ts';
import { readArchiveAddress } from './archives.ts';
import type { DatedPlatform, DatedPost, Platform, PostProblem, PostReading } from './reading.ts';
import type { Named, NamedPost } from './named.ts';
import { nameOf } from './routes.ts';
import { schemes, timeOfId } from './schemes.ts';
import { readInstagramCode, readWeiboCode } from './short-codes.ts';
import { readWebAddress } from './web-address.ts';

export interface ReadPostOptions {
  /** The present. Ids that say a later time are refused; without it, none are. */
  now?: EpochMs;
}

/** The longest addresses in use, those of archives that hold others, have some hundreds of characters. */
const longestText = 4000;

/** What may stand before an id and a colon. */
const hints: Readonly<Record<string, Platform>> = {
  x: 'x',
  twitter: 'x',
  tweet: 'x',
  tiktok: 'tiktok',
  douyin: 'douyin',
  instagram: 'instagram',
  ig: 'instagram',
  mastodon: 'mastodon',
  discord: 'discord',
  weibo: 'weibo',
  facebook: 'facebook',
  fb: 'facebook',
  telegram: 'telegram',
  vk: 'vk',
  youtube: 'youtube',
};

/**
 * When a post was made, from its address or its id (`x:1847225352281563393`), without a network. The time is exact
 * arithmetic on the id; its error is named in `basis`. What cannot be known is said as a value; nothing throws.
 */
export function readPost(text: string, options: ReadPostOptions = {}): PostReading {
  if (text.length > longestText) return { problem: 'not-an-address', found: text.slice(0, 40) };
  const written = text.trim().replace(/^[<"'(]+|[>"')]+$/g, '');
  if (written === '') return { problem: 'empty', found: text };
  if (/^\d+$/.test(written)) return withoutPlatform(written, options);
  const hinted = /^([a-z]+)\s*:\s*([\w-]+)$/i.exec(written);
  if (hinted) return dated(hintedId(hinted[1] ?? '', hinted[2] ?? ''), options);
  return readAddress(written, options);
}

function readAddress(written: string, options: ReadPostOptions): PostReading {
  const address = readWebAddress(written);
  if ('problem' in address) return address;
  const copy = readArchiveAddress(address);
  if (!copy) return dated(nameOf(address), options);
  const inner = readWebAddress(copy.original);
  const reading = 'problem' in inner ? inner : dated(nameOf(inner), options);
  if (!copy.capture) return reading;
  if (copy.capture.at.earliest > (options.now ?? Infinity)) return { problem: 'time-in-future', found: written };
  return { ...reading, capture: copy.capture };
}

function hintedId(hint: string, written: string): Named {
  const platform = hints[hint.toLowerCase()];
  if (platform === undefined) return { problem: 'platform-unknown', found: hint };
  if (!isDated(platform)) return { platform, id: written, noTime: written.startsWith('pfbid') ? 'id-opaque' : 'id-carries-none' };
  const id = idIn(platform, written);
  return id === undefined ? { problem: 'id-impossible', found: written, platform } : { platform, id };
}

function isDated(platform: Platform): platform is DatedPlatform {
  return platform in schemes;
}

function idIn(platform: DatedPlatform, written: string): bigint | undefined {
  if (/^\d+$/.test(written)) return BigInt(written);
  if (platform === 'weibo') return readWeiboCode(written);
  if (platform !== 'instagram') return undefined;
  // A media id may be followed by its owner's: `<media>_<owner>`.
  const media = /^(\d{15,19})_\d+$/.exec(written)?.[1];
  return media === undefined ? readInstagramCode(written) : BigInt(media);
}

/** Digits alone: every platform for which they would make a time, none of them chosen. */
function withoutPlatform(written: string, options: ReadPostOptions): PostProblem {
  const platforms = Object.keys(schemes) as DatedPlatform[];
  const readings = platforms.map((platform) => dated({ platform, id: BigInt(written) }, options));
  const candidates = readings.filter((reading): reading is DatedPost => 'createdAt' in reading);
  return { problem: 'platform-missing', found: written, candidates };
}

function dated(named: Named, options: ReadPostOptions): PostReading {
  if (!isNamedPost(named)) return named;
  const { platform, id, ...rest } = named;
  const time = timeOfId(platform, id);
  if ('none' in time) return withoutTime(named, time.none);
  const { basis } = schemes[platform];
  const idAt = { earliest: time.at, latest: time.at + basis.resolutionMs - 1 };
  const createdAt = { earliest: idAt.earliest - basis.earlierMs, latest: idAt.latest + basis.laterMs };
  if (createdAt.earliest > (options.now ?? Infinity)) return { problem: 'time-in-future', found: String(id), platform };
  return { platform, id: String(id), idAt, createdAt, basis, ...rest };
}

function withoutTime({ platform, id, canonicalUrl }: NamedPost, none: 'before-scheme' | 'impossible'): PostReading {
  if (none === 'impossible') return { problem: 'id-impossible', found: String(id), platform };
  return { platform, id: String(id), noTime: 'id-before-scheme', ...(canonicalUrl === undefined ? {} : { canonicalUrl }) };
}

function isNamedPost(named: Named): named is NamedPost {
  return 'id' in named && typeof named.id === 'bigint';
}
