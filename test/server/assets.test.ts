import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow, type Window } from './open-window.ts';

let window: Window;
beforeAll(async () => {
  const place = await temporaryFolder();
  const folder = join(place, 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<meta nonce="{{nonce}}">');
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'run()');
  writeFileSync(join(folder, 'notes.txt'), 'not of the page');
  writeFileSync(join(place, 'secret.json'), '{"secret":1}');
  window = await openWindow({ assets: { folder } });
});

describe('the window\'s page', () => {
  it('is given at its address and at every address of its own, and kept nowhere', async () => {
    for (const path of ['/', '/items/i1', '/settings?x=1', '/notes.txt']) {
      const response = await window.request(path);
      expect([path, response.status, response.headers.get('content-type'), response.headers.get('cache-control'), (await response.text()).slice(0, 12)]).toEqual([path, 200, 'text/html; charset=utf-8', 'no-store', '<meta nonce=']);
    }
  });

  it('lets styles carry a word of this one answer, and no others', async () => {
    const words = await Promise.all([1, 2].map(async () => {
      const response = await window.request('/styled.htm');
      const [, word] = /^<meta nonce="([A-Za-z0-9+/]{22}==)">$/.exec(await response.text()) ?? [];
      expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${word}';`);
      return word;
    }));
    expect(words[0]).not.toBe(words[1]);
    expect((await window.request('/assets/app-1a2b.js')).headers.get('content-security-policy')).toContain("style-src 'self';");
  });

  it('gets its scripts, which never change under their names', async () => {
    const { status, headers } = await window.request('/assets/app-1a2b.js');
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable']);
  });

  it.each(['/assets/gone.js', '/..%2fsecret.json', '/%2e%2e/secret.json', '/assets/..%2f..%2fsecret.json', '/secret.json%00.json', '/%zz'])('has no file at %s', async (path) => {
    expect((await window.request(path)).status).toBe(404);
  });

  it('takes a backslash for no way out', async () => {
    expect(await (await window.request('/..%5csecret.json')).text()).toMatch(/^<meta nonce=/);
  });

  it('changes nothing: it cannot be posted to', async () => {
    expect((await window.request('/', { method: 'POST' })).status).toBe(404);
  });
});
