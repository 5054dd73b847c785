import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Context } from 'hono';
import { policyOf } from './guard.ts';

/** Where the window's built page lies: a folder with `index.html`. */
export interface Assets {
  folder: string;
}

/** Where the page's own word for its styles is put in. */
const placeOfNonce = '{{nonce}}';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.woff2': 'font/woff2', '.json': 'application/json', '.wasm': 'application/wasm', '.ico': 'image/x-icon',
};

/**
 * A file of the window itself; any path that is none is the window's own affair and gets its page. Styles that the page
 * makes while it runs carry `nonce`, a word that was never used before (CSP level 3, section 8.1).
 */
export async function giveAsset(context: Context, { folder, nonce }: Assets & { nonce: string }): Promise<Response> {
  const asked = readPath(new URL(context.req.url).pathname);
  if (asked === undefined) return noSuchFile(context);
  const isFile = extname(asked) in types && !asked.includes('..');
  const path = isFile ? join(folder, asked) : join(folder, 'index.html');
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return noSuchFile(context);
  if (!isFile) return givePage(bytes.toString(), nonce);
  // Names of built files change with their content; the page itself is always asked for.
  const cache = asked.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
  return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': types[extname(path)] ?? 'application/octet-stream', 'Cache-Control': cache } });
}

function givePage(page: string, nonce: string): Response {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': policyOf(nonce) };
  return new Response(page.replaceAll(placeOfNonce, nonce), { headers });
}

/** None where the percent signs of a path do not stand for UTF-8. */
function readPath(pathname: string): string | undefined {
  try {
    return normalize(decodeURIComponent(pathname));
  } catch {
    return undefined;
  }
}

function noSuchFile(context: Context): Response {
  return context.text('There is no such file in the window of Postquem.', 404);
}
