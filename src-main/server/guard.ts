import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { keyHeader, keyQuery } from '../shared/api/window-key.ts';

/** Who may ask: the addresses of the window's own page, and how a reader shows that they were let in. */
export interface Door {
  kind: 'browser' | 'desktop';
  /** Values that the Host header may have: `127.0.0.1:4321`. */
  hosts: readonly string[];
  /** Values that the Origin header may have: `http://127.0.0.1:4321`. */
  origins: readonly string[];
  /**
   * Of the browser door: the word in the address that is opened once, and the two that it is changed into: the session's,
   * kept in a cookie, and the key, which the page keeps for its origin and shows with every question. Browsers send cookies
   * of this computer to every port of it; what a page stored they give to no other port.
   */
  entrance?: { token: string; session: string; key: string };
}

/** Browsers keep one jar for all ports of a computer: windows of two cases must not take each other's cookie. */
function cookieName({ hosts }: Door): string {
  return `postquem-session-${hosts[0]?.split(':').at(-1)}`;
}

/**
 * Let nobody in but the window's own page. Host is compared against names that are rebound to this computer (DNS
 * rebinding), Origin and Sec-Fetch-Site against other pages in the same browser, a cookie against other programs and users,
 * and for every question a key against programs to which the browser took that cookie.
 */
export function guard(door: Door): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    if (!door.hosts.includes(req.header('host') ?? '')) return context.text('This is not the address of Postquem.', 421);
    const origin = req.header('origin');
    if (origin !== undefined && !door.origins.includes(origin)) return context.text('Only the window of Postquem may ask.', 403);
    const site = req.header('sec-fetch-site');
    const isOwn = site === undefined || site === 'same-origin' || (site === 'none' && req.method === 'GET');
    if (!isOwn) return context.text('Only the window of Postquem may ask.', 403);
    // A page elsewhere can make a browser send a form without either header being wrong in old browsers: changes ask for one.
    if (req.method !== 'GET' && req.method !== 'HEAD' && origin === undefined && site === undefined) return context.text('Only the window of Postquem may ask.', 403);
    if (door.entrance !== undefined && !isLetIn(context, door)) return context.text('Open Postquem from the address that "postquem serve" printed.', 401);
    if (door.entrance !== undefined && req.path.startsWith('/api/') && !showsKey(context, door)) return context.text('Open Postquem from the address that "postquem serve" printed.', 401);
    await next();
  };
}

function showsKey({ req }: Context, { entrance }: Door): boolean {
  return same(req.header(keyHeader) ?? (req.method === 'GET' || req.method === 'HEAD' ? req.query(keyQuery) : undefined), entrance?.key ?? '');
}

function isLetIn(context: Context, door: Door): boolean {
  return same(getCookie(context, cookieName(door)), door.entrance?.session ?? '');
}

/**
 * `GET /enter?token=...`: change the one-time word into a session's cookie and the page's key, and forget the word. Whoever
 * was let in already gets the window again; a link that is followed once more must not lock its owner out. The way on is a
 * page of our own: it may have been opened from a file, and browsers do not send a strict cookie along a redirect from there.
 */
export function enter(door: Door): MiddlewareHandler {
  let isUsed = false;
  return async (context) => {
    const { entrance } = door;
    if (!door.hosts.includes(context.req.header('host') ?? '')) return context.text('This is not the address of Postquem.', 421);
    if (entrance !== undefined && isLetIn(context, door)) return context.redirect('/', 303);
    // HEAD is what previews of a link send: it is not the person.
    if (entrance === undefined || isUsed || context.req.method !== 'GET' || !same(context.req.query('token'), entrance.token)) {
      return context.text('This address was used already, or is not the one that was printed. If it was not you who used it, somebody else on this computer may have: stop "postquem serve" at once, and start it again.', 401);
    }
    isUsed = true;
    setCookie(context, cookieName(door), entrance.session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.html(`<!doctype html><meta http-equiv="refresh" content="0;url=/#${keyQuery}=${entrance.key}"><title>Postquem</title><link rel="icon" href="/icon.svg" type="image/svg+xml">`);
  };
}

function same(one: string | undefined, other: string): boolean {
  const [a, b] = [Buffer.from(one ?? ''), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What a page may load (CSP level 3): its own files, and styles that carry the nonce of this one answer. */
export const policyOf = (nonce?: string): string => [
  "default-src 'none'", "script-src 'self'", `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`, "img-src 'self' blob: data:", "media-src 'self' blob:", "font-src 'self'", "connect-src 'self'",
  "worker-src 'self' blob:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
].join('; ');

/** What every answer says to the browser: nothing from elsewhere, nothing kept, nothing guessed. */
export const headers: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers: set } = context.res;
  if (!set.has('Content-Security-Policy')) set.set('Content-Security-Policy', policyOf());
  if (!set.has('Cache-Control')) set.set('Cache-Control', 'no-store');
  set.set('X-Content-Type-Options', 'nosniff');
  set.set('Referrer-Policy', 'no-referrer');
  set.set('Cross-Origin-Opener-Policy', 'same-origin');
  set.set('Cross-Origin-Resource-Policy', 'same-origin');
  set.set('Cross-Origin-Embedder-Policy', 'require-corp');
  set.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()');
};
