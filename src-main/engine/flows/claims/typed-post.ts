import type { NoTimeReason, DatedPost, Platform, PostProblem, PostProblemCode, PostReading, UndatedPost } from '../../../claims/post-id/reading.ts';
import { readPost } from '../../../claims/post-id/read-post.ts';
import { utcText } from '../../../claims/utc-text.ts';
import type { RecordedPost } from '../../../shared/claim-record.ts';
import { toRecordText } from '../../../shared/text.ts';
import { refused } from './refused.ts';

export const platformNames: Readonly<Record<Platform, string>> = {
  x: 'X (Twitter)',
  tiktok: 'TikTok',
  douyin: 'Douyin',
  instagram: 'Instagram',
  mastodon: 'Mastodon',
  discord: 'Discord',
  weibo: 'Weibo',
  facebook: 'Facebook',
  telegram: 'Telegram',
  vk: 'VK',
  youtube: 'YouTube',
};

const noTime: Readonly<Record<NoTimeReason, string>> = {
  'id-carries-none': 'its ids carry no time',
  'id-opaque': 'the time in its id is sealed, and only the platform can read it',
  'id-before-scheme': 'the id is older than the ids that carry times',
  'short-link': 'it is a shortened address, and where it leads is known to a server alone; open it and copy the full address',
};

const problems: Readonly<Record<PostProblemCode, string>> = {
  empty: 'there is nothing to read',
  'not-an-address': 'it is neither an address nor an id',
  'host-not-ascii': 'its host is written with letters that look like others',
  'credentials-in-address': 'a name or password stands before its host, which makes one host look like another',
  'host-unknown': 'its host is not that of a platform or archive that is known',
  'no-post-in-address': 'the address names no post',
  'platform-missing': 'several platforms count so; put the platform before it, as in x:1847225352281563393',
  'platform-unknown': 'that platform is not known',
  'id-impossible': 'no post of the platform can have that id',
  'time-in-future': 'its id says a time that has not come yet',
};

const accepted = `the address of a post, or a platform and an id such as x:1847225352281563393 (${Object.values(platformNames).join(', ')}), also inside an address of web.archive.org or archive.today`;

/** Why a text gives no time, as a sentence; nothing for a post that carries its time. */
export function withoutTimeSentence(text: string, reading: UndatedPost | PostProblem): string {
  if ('problem' in reading) {
    const part = reading.found === text || reading.found === '' ? '' : ` ("${reading.found}")`;
    return `"${text}" cannot be read as a post: ${problems[reading.problem]}${part}. Accepted: ${accepted}.`;
  }
  const platform = reading.platform === undefined ? '' : ` of ${platformNames[reading.platform]}`;
  return `The post${platform} "${text}" says no time: ${noTime[reading.noTime]}.`;
}

export function isDatedPost(reading: PostReading): reading is DatedPost {
  return 'createdAt' in reading;
}

/** A post whose id carries its time. Throws CaseError `argument-invalid` with what is wrong. `now` in ms. */
export function typedPost(text: string, now: number): DatedPost {
  const reading = readPost(text, { now });
  if (isDatedPost(reading)) return reading;
  throw refused(withoutTimeSentence(text, reading));
}

/** What an archive says of when it stored the page at an address. Throws CaseError `argument-invalid`. */
export function typedCapture(text: string, now: number): NonNullable<PostReading['capture']> {
  const { capture } = readPost(text, { now });
  if (capture !== undefined) return capture;
  throw refused(`"${text}" is no address of an archived page that names its time. Accepted: an address such as https://web.archive.org/web/20241018103700/https://example.org/.`);
}

export function toRecordedPost(text: string, { platform, id, basis }: DatedPost): RecordedPost {
  return { text: toRecordText(text.trim()), platform, id, clock: basis.clock };
}

/** `X (Twitter) 1847225352281563393, made at 2024-10-18T10:36:58.428Z`. */
export function postText({ platform, id, idAt }: DatedPost): string {
  return `${platformNames[platform]} ${id}, made at ${utcText(idAt.earliest)}`;
}
