import type { Route } from './named.ts';
import type { UndatedPlatform, UndatedPost } from './reading.ts';

/** Hosts whose addresses say nothing without the server that made them. */
const generalShorteners = ['bit.ly', 'tinyurl.com', 'goo.gl', 'ow.ly', 'is.gd'];
const shortHosts = [...generalShorteners, 't.co', 'vm.tiktok.com', 'vt.tiktok.com', 'v.douyin.com', 'fb.me', 'fb.watch', 'vk.cc', 't.cn'];

/** archive.today names its copies by five letters, too; those say neither time nor address. */
const archiveToday = /^archive\.(today|ph|is|li|vn|fo|md)$/;

export const shortLink: Route = (address) => {
  const sharedPath = /^t$/i.test(address.segments[0] ?? '') && /(^|\.)tiktok\.com$/.test(address.host);
  const shareOfFacebook = /^share$/i.test(address.segments[0] ?? '') && isFacebook(address.host);
  const sealed = archiveToday.test(address.host) && address.segments.length === 1;
  return shortHosts.includes(address.host) || sealed || sharedPath || shareOfFacebook ? { noTime: 'short-link' } : undefined;
};

/** Facebook's numbers count or are drawn, and `pfbid` seals them (2022): only Facebook can say when. */
export const facebook: Route = (address) => {
  if (!isFacebook(address.host)) return undefined;
  const parts = [...address.segments, ...['story_fbid', 'fbid', 'v'].map((name) => address.query.get(name) ?? '')];
  const sealed = parts.find((part) => /^pfbid[A-Za-z0-9]+$/.test(part));
  if (sealed !== undefined) return { ...carriesNone('facebook', sealed), noTime: 'id-opaque' };
  const id = parts.findLast((part) => /^\d{6,}$/.test(part));
  return id === undefined ? { problem: 'no-post-in-address', found: parts.join('/'), platform: 'facebook' } : carriesNone('facebook', id);
};

/** `t.me/CHANNEL/N`, `t.me/s/CHANNEL/N`, `t.me/c/CHANNEL/N`: N counts the messages of that channel. */
export const telegram: Route = (address) => {
  if (!['t.me', 'telegram.me', 'telegram.dog'].includes(address.host)) return undefined;
  const path = address.segments.join('/');
  const id = /^(?:s\/|c\/)?(\w+(?:\/\d+)?\/\d+)$/.exec(path)?.[1];
  return id === undefined ? { problem: 'no-post-in-address', found: `/${path}`, platform: 'telegram' } : carriesNone('telegram', id);
};

/** `wall-OWNER_N`, `video-OWNER_N`, `clip-OWNER_N`, `photo-OWNER_N` in the path or the query: N counts the owner's posts. */
export const vk: Route = (address) => {
  if (!['vk.com', 'm.vk.com', 'vk.ru', 'm.vk.ru', 'vkvideo.ru'].includes(address.host)) return undefined;
  const id = /(?:[/?=&]|%2f)((?:wall|video|clip|photo)-?\d+_\d+)/i.exec(address.rest)?.[1];
  return id === undefined ? { problem: 'no-post-in-address', found: address.rest, platform: 'vk' } : carriesNone('vk', id);
};

/** The eleven characters of YouTube are drawn by lot. */
export const youtube: Route = (address) => {
  const { host, segments } = address;
  if (!/^((m|music)\.)?youtube(-nocookie)?\.com$|^youtu\.be$/.test(host)) return undefined;
  const inPath = host === 'youtu.be' ? segments[0] : /^(shorts|embed|live|v)$/i.test(segments[0] ?? '') ? segments[1] : undefined;
  const id = address.query.get('v') ?? inPath;
  if (id === undefined || !/^[\w-]{11}$/.test(id)) return { problem: 'no-post-in-address', found: address.rest, platform: 'youtube' };
  return { ...carriesNone('youtube', id), canonicalUrl: `https://www.youtube.com/watch?v=${id}` };
};

function carriesNone(platform: UndatedPlatform, id: string): UndatedPost {
  return { platform, id, noTime: 'id-carries-none' };
}

function isFacebook(host: string): boolean {
  return /^((m|mbasic|web|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com$/.test(host);
}
