import type { Named, Route } from './named.ts';
import { discord, douyin, instagram, mastodon, tiktok, weibo, x } from './routes-dated.ts';
import { facebook, shortLink, telegram, vk, youtube } from './routes-undated.ts';
import type { WebAddress } from './web-address.ts';

/** Mastodon last: its servers can have any name, so that it claims every address that looks like one of its posts. */
const routes: readonly Route[] = [shortLink, x, tiktok, douyin, instagram, discord, weibo, facebook, telegram, vk, youtube, mastodon];

/** Which post an address names. */
export function nameOf(address: WebAddress): Named {
  for (const route of routes) {
    const named = route(address);
    if (named) return named;
  }
  return { problem: 'host-unknown', found: address.host };
}
