import type { DatedPlatform } from './reading.ts';
import type { Named, Route } from './named.ts';
import { readInstagramCode, readWeiboCode, writeInstagramCode, writeWeiboCode } from './short-codes.ts';
import type { WebAddress } from './web-address.ts';

const xHosts = ['x.com', 'twitter.com', 'mobile.x.com', 'mobile.twitter.com', 'm.twitter.com', 'm.x.com'];

/** Front ends that show the posts of X under X's own ids. */
const xMirrors = /^(xcancel\.com|(fx|vx)twitter\.com|twittpr\.com|fix(up|v)x\.com)$|^nitter\.|\.nitter\./;

/** `/NAME/status/ID`, `/NAME/statuses/ID`, `/i/web/status/ID`, `/i/status/ID`, `/statuses/ID`; what follows is a view. */
export const x: Route = (address) => {
  const own = xHosts.includes(address.host);
  const mirror = !own && xMirrors.test(address.host);
  if (!own && !mirror) return undefined;
  const at = address.segments.findIndex((part) => /^status(es)?$/i.test(part));
  const id = digits(at < 0 ? undefined : address.segments[at + 1]);
  if (id === undefined) return noPost('x', address);
  return { platform: 'x', id, canonicalUrl: `https://x.com/i/status/${id}`, ...(mirror ? { mirror: address.host } : {}) };
};

/** `/@NAME/video/ID`, `/@NAME/photo/ID`, `/v/ID.html`, `/embed/v2/ID`, `/player/v1/ID`, `/share/video/ID`. */
export const tiktok: Route = (address) => {
  if (!['tiktok.com', 'm.tiktok.com', 'us.tiktok.com'].includes(address.host)) return undefined;
  const id = digits(after(address.segments, /^(video|photo|v|v1|v2|v3|embed)$/i)?.replace(/\.html$/i, ''));
  if (id === undefined) return noPost('tiktok', address);
  const name = address.segments.find((part) => /^@[\w.]+$/.test(part)) ?? '@';
  return { platform: 'tiktok', id, canonicalUrl: `https://www.tiktok.com/${name}/video/${id}` };
};

export const douyin: Route = (address) => {
  if (!['douyin.com', 'm.douyin.com', 'iesdouyin.com'].includes(address.host)) return undefined;
  const id = digits(after(address.segments, /^(video|note)$/i) ?? address.query.get('modal_id') ?? undefined);
  return id === undefined ? noPost('douyin', address) : { platform: 'douyin', id, canonicalUrl: `https://www.douyin.com/video/${id}` };
};

/** `/p/CODE`, `/reel/CODE`, `/tv/CODE`, with or without a name before; mirrors are not known to be stable enough to list. */
export const instagram: Route = (address) => {
  if (!['instagram.com', 'm.instagram.com', 'instagr.am', 'ddinstagram.com'].includes(address.host)) return undefined;
  const code = after(address.segments, /^(p|reel|reels|tv)$/i);
  if (code === undefined || code.toLowerCase() === 'audio') return noPost('instagram', address);
  const id = readInstagramCode(code);
  if (id === undefined) return { problem: 'id-impossible', found: code, platform: 'instagram' };
  const mirror = address.host === 'ddinstagram.com' ? { mirror: address.host } : {};
  return { platform: 'instagram', id, canonicalUrl: `https://www.instagram.com/p/${writeInstagramCode(id)}/`, ...mirror };
};

/** A message: the last of `/channels/GUILD/CHANNEL/MESSAGE`. A file: its own id in `/attachments/CHANNEL/FILE/NAME`. */
export const discord: Route = (address) => {
  if (!/^((ptb|canary)\.)?discord(app)?\.com$|^(cdn|media)\.discordapp\.(com|net)$/.test(address.host)) return undefined;
  const [kind, , second, third] = address.segments;
  if (/^attachments$/i.test(kind ?? '')) return identified('discord', second, address);
  return /^channels$/i.test(kind ?? '') ? identified('discord', third, address) : noPost('discord', address);
};

/** `weibo.com/UID/CODE`, `weibo.com/detail/ID`, `m.weibo.cn/status/ID`, `m.weibo.cn/detail/ID`; codes or digits. */
export const weibo: Route = (address) => {
  if (!['weibo.com', 'm.weibo.cn', 'm.weibo.com', 'weibo.cn'].includes(address.host)) return undefined;
  const [first, second] = address.segments;
  if (second === undefined || !/^(\d+|detail|status)$/i.test(first ?? '')) return noPost('weibo', address);
  const id = digits(second) ?? readWeiboCode(second);
  if (id === undefined) return { problem: 'id-impossible', found: second, platform: 'weibo' };
  return { platform: 'weibo', id, canonicalUrl: `https://weibo.com/detail/${writeWeiboCode(id)}` };
};

/** `/@NAME/ID`, `/users/NAME/statuses/ID`, `/web/statuses/ID`, `/web/@NAME/ID`, `/deck/@NAME/ID` on any server. */
export const mastodon: Route = (address) => {
  const path = address.segments.join('/');
  const shown = /^(?:(?:web|deck)\/)?@[^/]+\/(\d{15,19})(?:\/embed)?$/i.exec(path);
  const id = (shown ?? /^(?:users\/[^/]+|web)\/statuses\/(\d{15,19})(?:\/\w+)?$/i.exec(path))?.[1];
  if (id === undefined) return undefined;
  return { platform: 'mastodon', id: BigInt(id), canonicalUrl: `https://${address.host}/${path.replace(/\/(embed|activity)$/i, '')}` };
};

/** Decimal digits of ASCII alone: other scripts have digits, no platform writes them. */
function digits(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d{1,25}$/.test(text) ? BigInt(text) : undefined;
}

/** The part after the last one that has this name. */
function after(segments: readonly string[], name: RegExp): string | undefined {
  const at = segments.findLastIndex((part) => name.test(part));
  return at < 0 ? undefined : segments[at + 1];
}

function identified(platform: DatedPlatform, text: string | undefined, address: WebAddress): Named {
  const id = digits(text);
  return id === undefined ? noPost(platform, address) : { platform, id };
}

function noPost(platform: DatedPlatform, address: WebAddress): Named {
  return { problem: 'no-post-in-address', found: `/${address.segments.join('/')}`, platform };
}
