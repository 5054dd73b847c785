import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Context } from 'hono';

/** Where the window's built page lies: a folder with `index.html`. */
export interface Assets {
  folder: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.woff2': 'font/woff2', '.json': 'application/json', '.wasm': 'application/wasm', '.ico': 'image/x-icon',
};

/** A file of the window itself; any path that is none is the window's own affair and gets its page. */
export async function giveAsset(context: Context, { folder }: Assets): Promise<Response> {
  const asked = readPath(new URL(context.req.url).pathname);
  if (asked === undefined) return noSuchFile(context);
  const isFile = extname(asked) in types && !asked.includes('..');
  const path = isFile ? join(folder, asked) : join(folder, 'index.html');
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return noSuchFile(context);
  // Names of built files change with their content; the page itself is always asked for.
  const cache = isFile && asked.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
  return new Response(new Uint8Array(bytes), { headers: { 'Content-Type': types[extname(path)] ?? 'application/octet-stream', 'Cache-Control': cache } });
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
