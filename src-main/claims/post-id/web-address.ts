import type { PostProblemCode } from './reading.ts';

/** An address as the routes read it. */
export interface WebAddress {
  /** Lower case ASCII, without `www.` and without a final dot. */
  host: string;
  /** The parts of the path that are not empty, percent-decoded, in their own case. */
  segments: string[];
  /** The path and query as written, for addresses that hold another one. */
  rest: string;
  query: URLSearchParams;
}

export interface AddressProblem {
  problem: PostProblemCode;
  found: string;
}

/**
 * Read an http(s) address, with or without its scheme. A host outside ASCII is refused, in letters or encoded
 * (RFC 3492 `xn--`): no platform here has one, and every one of them has look-alikes. So is a name before the host.
 */
export function readWebAddress(text: string): WebAddress | AddressProblem {
  const written = withScheme(unwrapEncoding(text));
  const found = /^https?:\/\/([^/?#\\]*)/i.exec(written)?.[1] ?? '';
  if (!isPrintableAscii(found) || /(^|\.)xn--/i.test(found)) return { problem: 'host-not-ascii', found };
  if (found.includes('@')) return { problem: 'credentials-in-address', found };
  if (!/^[a-z0-9.-]+\.[a-z]{2,}\.?(:\d+)?$/i.test(found) || !URL.canParse(written)) return { problem: 'not-an-address', found: text };
  return addressOf(new URL(written));
}

function addressOf(url: URL): WebAddress {
  // Twitter's addresses of 2010 to 2012 kept their path behind a `#!`.
  const path = url.hash.startsWith('#!/') ? url.hash.slice(2).replace(/\?.*$/, '') : url.pathname;
  return {
    host: url.hostname.replace(/\.$/, '').replace(/^www\./, ''),
    segments: path.split('/').filter((part) => part !== '').map(decoded),
    rest: url.pathname + url.search + url.hash,
    query: url.searchParams,
  };
}

/** A whole address that was percent-encoded to travel inside another one. */
function unwrapEncoding(text: string): string {
  return /^https?%3a/i.test(text) ? decoded(text) : text;
}

function withScheme(text: string): string {
  return /^https?:\/\//i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`;
}

function isPrintableAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
