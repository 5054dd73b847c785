import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPost } from '../../../src-main/claims/post-id/read-post.ts';
import type { DatedPlatform } from '../../../src-main/claims/post-id/reading.ts';
import { schemes } from '../../../src-main/claims/post-id/schemes.ts';

const id = '1847225352281563393';
const at = Date.UTC(2024, 9, 18, 10, 36, 58, 428);

describe('a post of X', () => {
  it.each([
    `https://x.com/someone/status/${id}`,
    `http://twitter.com/someone/status/${id}?s=20&t=AbC`,
    `https://mobile.twitter.com/someone/status/${id}/photo/1`,
    `X.COM/Someone/STATUS/${id}/video/2#m`,
    `https://x.com/i/web/status/${id}`,
    `https://x.com/i/status/${id}/`,
    `//www.x.com/someone/statuses/${id}`,
    `https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F${id}`,
    `https://x.com/some%6Fne/%73tatus/${id}`,
    `https://twitter.com/#!/someone/status/${id}`,
    ` <https://x.com./someone/status/${id}> `,
    `x:${id}`,
    `Tweet: ${id}`,
  ])('is read from %s', (text) => {
    expect(readPost(text)).toMatchObject({ platform: 'x', id, idAt: { earliest: at, latest: at }, createdAt: { earliest: at - 1000, latest: at + 1000 } });
  });

  it('has one canonical address however it was written', () => {
    expect(readPost(`https://x.com/a/status/${id}?s=20`)).toMatchObject({ canonicalUrl: `https://x.com/i/status/${id}` });
  });

  it.each(['nitter.net', 'nitter.privacydev.net', 'xcancel.com', 'fxtwitter.com', 'vxtwitter.com', 'fixupx.com'])('names the mirror %s', (host) => {
    expect(readPost(`https://${host}/someone/status/${id}#m`)).toMatchObject({ platform: 'x', id, mirror: host });
  });

  it('carries no time before 4 November 2010', () => {
    expect(readPost('https://twitter.com/jack/status/20')).toMatchObject({ platform: 'x', id: '20', noTime: 'id-before-scheme' });
    expect(readPost('x:29700859246')).toMatchObject({ noTime: 'id-before-scheme' });
    expect(readPost('x:29700859247')).toMatchObject({ idAt: { earliest: Date.UTC(2010, 10, 4, 1, 43, 1, 738) } });
  });

  it('is refused when its time has not come', () => {
    expect(readPost(`x:${id}`, { now: at - 1001 })).toEqual({ problem: 'time-in-future', found: id, platform: 'x' });
    expect(readPost(`x:${id}`, { now: at - 1000 })).toMatchObject({ platform: 'x', id });
  });

  it('is refused when its id is no 64-bit integer', () => {
    expect(readPost('x:9223372036854775808')).toMatchObject({ problem: 'id-impossible' });
    expect(readPost('x:0')).toMatchObject({ problem: 'id-impossible' });
    expect(readPost(`x:${id}x`)).toMatchObject({ problem: 'id-impossible' });
  });
});

describe('other platforms', () => {
  it.each([
    ['https://instagram.com/p/aye83DjauH/?foo=bar#abc', 'instagram', '482584233761418119', 1371748545],
    ['https://www.instagram.com/britneyspears/reel/BA-pQFBG8HZ/', 'instagram', '1170554377968796121', 1453760977],
    ['https://www.instagram.com/tv/BkfuX9UB-eK/', 'instagram', '1810369531748018058', 1530032919],
    ['ig:1810369531748018058_25025320', 'instagram', '1810369531748018058', 1530032919],
    [`https://www.instagram.com/p/BkfuX9UB-eK${'A'.repeat(28)}/`, 'instagram', '1810369531748018058', 1530032919],
    ['https://weibo.com/7827771738/N4xlMvjhI', 'weibo', '4910815147462302', 1686312819],
    ['https://m.weibo.cn/status/4189191225395228', 'weibo', '4189191225395228', 1514264429],
  ])('%s lies around the time that the platform reported', (text, platform, expected, reported) => {
    const reading = readPost(text);
    expect(reading).toMatchObject({ platform, id: expected });
    if (!('createdAt' in reading)) throw new Error('no time');
    expect(reading.createdAt.earliest).toBeLessThanOrEqual(reported * 1000 + 999);
    expect(reading.createdAt.latest).toBeGreaterThanOrEqual(reported * 1000);
  });

  it('reads the example of the documentation of Discord', () => {
    const message = '175928847299117063';
    const reading = readPost(`https://discord.com/channels/41771983423143937/127121515262115840/${message}`);
    expect(reading).toMatchObject({ platform: 'discord', id: message, idAt: { earliest: Date.UTC(2016, 3, 30, 11, 18, 25, 796) } });
    expect(readPost(`https://cdn.discordapp.com/attachments/127121515262115840/${message}/clip.mp4?ex=1`)).toMatchObject({ id: message });
  });

  it('says that a server of Mastodon keeps its own clock', () => {
    const post = String((BigInt(at) << 16n) + 77n);
    for (const path of [`@user/${post}`, `@user@elsewhere.example/${post}`, `users/user/statuses/${post}`, `web/statuses/${post}`, `deck/@user/${post}`]) {
      expect(readPost(`https://mastodon.example/${path}`)).toMatchObject({ platform: 'mastodon', idAt: { earliest: at }, basis: { clock: 'self-hosted' } });
    }
  });

  it.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1s', 'youtube', 'dQw4w9WgXcQ', 'id-carries-none'],
    ['https://youtu.be/dQw4w9WgXcQ?si=1', 'youtube', 'dQw4w9WgXcQ', 'id-carries-none'],
    ['https://m.youtube.com/shorts/dQw4w9WgXcQ', 'youtube', 'dQw4w9WgXcQ', 'id-carries-none'],
    ['https://t.me/s/channel/1234', 'telegram', 'channel/1234', 'id-carries-none'],
    ['https://t.me/c/1234567/89?single', 'telegram', '1234567/89', 'id-carries-none'],
    ['https://vk.com/wall-1_2?reply=3', 'vk', 'wall-1_2', 'id-carries-none'],
    ['https://vk.com/feed?z=video-7_8%2Fabc', 'vk', 'video-7_8', 'id-carries-none'],
    ['https://www.facebook.com/u/posts/pfbid02AbCdEf', 'facebook', 'pfbid02AbCdEf', 'id-opaque'],
    ['https://m.facebook.com/story.php?story_fbid=pfbid0X1y&id=4', 'facebook', 'pfbid0X1y', 'id-opaque'],
    ['https://www.facebook.com/watch/?v=1234567890', 'facebook', '1234567890', 'id-carries-none'],
  ])('%s carries no time', (text, platform, post, reason) => {
    expect(readPost(text)).toMatchObject({ platform, id: post, noTime: reason });
  });

  it('and its bare id, named with its platform, neither', () => {
    expect(readPost('youtube:dQw4w9WgXcQ')).toEqual({ platform: 'youtube', id: 'dQw4w9WgXcQ', noTime: 'id-carries-none' });
    expect(readPost('fb:pfbid02Ab')).toMatchObject({ noTime: 'id-opaque' });
  });

  it.each(['https://t.co/AbCdEf', 'https://vm.tiktok.com/ZTR45GpSF/', 'https://www.tiktok.com/t/ZTR45/', 'https://fb.watch/abc/', 'https://archive.ph/AbCdE'])(
    '%s leads where only a server knows',
    (text) => expect(readPost(text)).toEqual({ noTime: 'short-link' }),
  );
});

describe('archived copies', () => {
  it('carry the time of the post and that of the capture', () => {
    const second = Date.UTC(2024, 9, 18, 12, 0, 1);
    for (const flags of ['', 'im_', 'id_', 'if_']) {
      expect(readPost(`https://web.archive.org/web/20241018120001${flags}/https://x.com/a/status/${id}?s=20`)).toMatchObject({
        id,
        capture: { archive: 'web.archive.org', at: { earliest: second, latest: second + 999 } },
      });
    }
    expect(readPost(`http://archive.ph/20241018120001/https:/x.com/a/status/${id}`)).toMatchObject({ id, capture: { archive: 'archive.today', at: { earliest: second } } });
  });

  it('keep the time of the capture when the post itself carries none', () => {
    const capture = { archive: 'web.archive.org', at: { earliest: Date.UTC(2024, 11, 1), latest: Date.UTC(2025, 0, 1) - 1 } };
    expect(readPost('https://web.archive.org/web/202412/https://www.youtube.com/watch?v=dQw4w9WgXcQ')).toMatchObject({ noTime: 'id-carries-none', capture });
    expect(readPost('https://web.archive.org/web/202412/https://example.org/page')).toMatchObject({ problem: 'host-unknown', capture });
  });

  it('name no capture where the address names none', () => {
    expect(readPost(`https://web.archive.org/web/*/https://x.com/a/status/${id}`)).not.toHaveProperty('capture');
    expect(readPost(`https://web.archive.org/web/20240231000000/https://x.com/a/status/${id}`)).not.toHaveProperty('capture');
  });

  it('of the future are refused', () => {
    expect(readPost(`https://web.archive.org/web/2030/https://x.com/a/status/${id}`, { now: at + 1e9 })).toMatchObject({ problem: 'time-in-future' });
  });
});

describe('what is refused', () => {
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['hello', 'not-an-address'],
    [`https://х.com/a/status/${id}`, 'host-not-ascii'],
    [`https://ｘ.com/a/status/${id}`, 'host-not-ascii'],
    [`https://xn--x-7sb.com/a/status/${id}`, 'host-not-ascii'],
    [`https://x.com@evil.example/a/status/${id}`, 'credentials-in-address'],
    [`https://x.com.evil.example/a/status/${id}`, 'host-unknown'],
    [`https://evil.example\\@x.com/a/status/${id}`, 'host-unknown'],
    ['https://x.com/someone', 'no-post-in-address'],
    ['https://x.com/someone/status/١٢٣', 'no-post-in-address'],
    ['myspace:123', 'platform-unknown'],
    [')'.repeat(100_000), 'not-an-address'],
  ])('%s', (text, problem) => {
    expect(readPost(text)).toMatchObject({ problem });
  });

  it('digits alone list what each platform would make of them, and choose none', () => {
    const reading = readPost(id, { now: Date.UTC(2026, 10, 22) });
    expect(reading).toMatchObject({ problem: 'platform-missing', found: id });
    const candidates = 'candidates' in reading ? (reading.candidates ?? []) : [];
    expect(candidates.map((one) => one.platform)).toEqual(['x', 'instagram']);
    expect(candidates[0]?.idAt.earliest).toBe(at);
  });

  it('nothing makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
        for (const before of ['', 'https://x.com/', 'https://vk.com/', 'https://web.archive.org/web/']) {
          expect(readPost(before + text)).toBeTypeOf('object');
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('every scheme', () => {
  const platforms = Object.keys(schemes) as DatedPlatform[];

  it.each(platforms)('%s gives back the time that was put into an id', (platform) => {
    const { shift, unitMs, epochMs } = schemes[platform];
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2017, 0), max: Date.UTC(2032, 0) }), fc.bigInt({ min: 0n, max: (1n << shift) - 1n }), (time, rest) => {
        const made = (((BigInt(time) - epochMs) / unitMs) << shift) + rest;
        const reading = readPost(`${platform}:${made}`);
        if (!('idAt' in reading)) throw new Error('no time');
        expect(reading.idAt.earliest).toBeLessThanOrEqual(time);
        expect(reading.idAt.latest).toBeGreaterThanOrEqual(time);
        expect(reading.idAt.latest - reading.idAt.earliest).toBe(reading.basis.resolutionMs - 1);
      }),
      { numRuns: 100, seed: 11 },
    );
  });
});
