import { describe, expect, it } from 'vitest';
import { cookie, host, openWindow, origin, own } from './open-window.ts';

const without = (name: keyof typeof own): Record<string, string> => Object.fromEntries(Object.entries(own).filter(([key]) => key !== name));
const statusOf = async (headers: Record<string, string>, method = 'GET'): Promise<number> => (await (await openWindow()).request('/api/app', { method, headers })).status;

describe('the guard', () => {
  it('lets the window\'s own page in', async () => {
    expect(await statusOf(own)).toBe(200);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a name that was rebound to this computer', { ...own, host: 'rebound.example:4321' }, 421],
    ['another port of this computer', { ...own, host: '127.0.0.1:9999' }, 421],
    ['no Host', without('host'), 421],
    ['a page from elsewhere', { ...own, origin: 'https://elsewhere.example' }, 403],
    ['a page at another port', { ...own, origin: 'http://127.0.0.1:9999' }, 403],
    ['a page without origin (a file, a sandbox)', { ...own, origin: 'null' }, 403],
    ['another site, as the browser says', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['another port, as the browser says', { ...own, 'sec-fetch-site': 'same-site' }, 403],
    ['nobody who was let in', without('cookie'), 401],
    ['a wrong cookie', { ...own, cookie: 'postquem-session-4321=guessed' }, 401],
    ['the cookie of a window at another port', { ...own, cookie: cookie.replace('4321', '4322') }, 401],
  ])('refuses %s', async (_, headers, status) => {
    expect(await statusOf(headers)).toBe(status);
  });

  it('lets an address be typed, and nothing be changed that way', async () => {
    const typed = { host, cookie, 'sec-fetch-site': 'none', 'x-postquem-key': own['x-postquem-key'] };
    expect(await statusOf(typed)).toBe(200);
    expect(await statusOf(typed, 'POST')).toBe(403);
  });

  it('refuses a change that says nothing of where it comes from', async () => {
    expect(await statusOf({ host, cookie }, 'POST')).toBe(403);
    expect(await statusOf({ host, cookie }, 'PUT')).toBe(403);
  });
});

describe('the key of the window', () => {
  const { 'x-postquem-key': key, ...withoutKey } = own;

  it('is asked for with every question: a cookie goes to every port of this computer', async () => {
    const window = await openWindow();
    const statusOf = async (path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<number> => (await window.request(path, init)).status;
    expect(await statusOf('/api/app', { headers: withoutKey })).toBe(401);
    expect(await statusOf('/api/app', { headers: { ...withoutKey, 'x-postquem-key': 'guessed' } })).toBe(401);
    expect(await statusOf(`/api/case/close?key=${key}`, { method: 'POST', headers: withoutKey })).toBe(401);
    expect(await statusOf('/api/events', { method: 'HEAD', headers: withoutKey })).toBe(401);
    expect(await statusOf(`/api/events?key=${key}`, { method: 'HEAD', headers: withoutKey })).toBe(200);
    expect(await statusOf('/api/app', { headers: own })).toBe(200);
  });

  it('is not given to whoever has the cookie alone', async () => {
    const again = await (await openWindow()).request('/enter?token=token-of-the-test', { headers: { host, cookie } });
    expect([again.status, again.headers.get('location'), await again.text()]).toEqual([303, '/', '']);
  });
});

describe('the entrance', () => {
  const address = '/enter?token=token-of-the-test';

  it('changes the one-time word into a cookie that scripts cannot read and other sites cannot send', async () => {
    const response = await (await openWindow()).request(address, { headers: { host } });
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('content="0;url=/#key=key-of-the-test"')]);
    expect(response.headers.get('set-cookie')).toBe(`${cookie}; Path=/; HttpOnly; SameSite=Strict`);
  });

  it('works once', async () => {
    const window = await openWindow();
    await window.request(address, { headers: { host } });
    const second = await window.request(address, { headers: { host } });
    expect([second.status, second.headers.get('set-cookie')]).toEqual([401, null]);
  });

  it('gives the window again to whoever was let in, and leaves their cookie alone', async () => {
    const window = await openWindow();
    await window.request(address, { headers: { host } });
    const again = await window.request(address, { headers: { host, cookie } });
    expect([again.status, again.headers.get('set-cookie')]).toEqual([303, null]);
  });

  it('is not used up by a wrong word, by a preview, or under another name', async () => {
    const window = await openWindow();
    expect((await window.request('/enter?token=guessed', { headers: { host } })).status).toBe(401);
    expect((await window.request('/enter', { headers: { host } })).status).toBe(401);
    expect((await window.request(address, { method: 'HEAD', headers: { host } })).status).toBe(401);
    expect((await window.request(address, { headers: { host: 'rebound.example' } })).status).toBe(421);
    expect((await window.request(address, { headers: { host } })).status).toBe(200);
  });
});

describe('every answer', () => {
  it.each<[string, string, RequestInit]>([
    ['of a route', '/api/app', {}],
    ['to a question that is none', '/api/nothing', {}],
    ['to a request that is refused', '/api/case/open', { method: 'POST', body: '{' }],
    ['when no case is open', '/api/items', {}],
    ['of the page', '/', {}],
    ['to a path that is no text', '/%zz', {}],
    ['about media', `/media/originals/${'0'.repeat(64)}`, {}],
    ['at the entrance', '/enter', {}],
    ['to OPTIONS', '/api/app', { method: 'OPTIONS' }],
  ])('%s keeps other pages and other origins out', async (_, path, init) => {
    const { headers } = await (await openWindow()).request(path, { ...init, headers: { ...own, origin } });
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
