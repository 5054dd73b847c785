import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildPage } from '../../../src-renderer/verifier/build/build-page.ts';
import { committedPage } from '../../e2e/verify-page.ts';

const page = readFileSync(committedPage, 'utf8');

function between(before: string, after: string): string {
  const start = page.indexOf(before) + before.length;
  return page.slice(start, page.indexOf(after, start));
}

const policy = between('http-equiv="Content-Security-Policy" content="', '"');

describe('verify.html', () => {
  it('is what its source is built to, byte for byte', async () => {
    expect((await buildPage()) === page, 'resources/verify.html is not what `npm run build:verifier` writes').toBe(true);
  });

  it('forbids everything but its own script, its own style, pictures and workers from its own memory', () => {
    const [script, style] = [between('<script>', '</script>'), between('<style>', '</style>')];
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)} 'wasm-unsafe-eval'`,
      `style-src ${hash(style)}`,
      'img-src blob: data:',
      'worker-src blob:',
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('holds the address of no server: only names of formats look like one', () => {
    const addresses = [...page.matchAll(/\b(?:https?|wss?|ftp):\/\/[^\s"'`)<>]*/g)].map(([address]) => address);
    expect([...new Set(addresses)].sort()).toEqual([
      // zod's reading of IPv6 addresses, and the names of JSON Schema's versions
      'http://[${e}]',
      'http://json-schema.org/draft-04/schema#',
      'http://json-schema.org/draft-07/schema#',
      'http://www.w3.org/2000/svg',
      'https://json-schema.org/draft/2020-12/schema',
    ]);
  });

  it('loads nothing: no element names another file', () => {
    expect(page).not.toMatch(/<(?:script|img|iframe|link|source|object|embed)[^>]*\s(?:src|srcset|data)=/i);
    expect([...page.matchAll(/<link[^>]*>/g)].map(([link]) => link)).toEqual(['<link rel="icon" href="data:,">']);
    expect(page).not.toMatch(/@import|sourceMappingURL/);
  });

  it('is written without what would take text for markup or for code', () => {
    expect(page).not.toMatch(/\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|DOMParser|\beval\(/);
  });

  it('is of a size that costs a bundle nothing', () => {
    expect(page.length).toBeLessThan(600_000);
  });
});
