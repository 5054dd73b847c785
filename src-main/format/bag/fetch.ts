/** One line of fetch.txt: a payload file that lies elsewhere. We read it to check it; nothing is ever fetched. */
export interface FetchLine {
  url: string;
  /** Undefined for `-`: not stated. */
  bytes: number | undefined;
  /** As written, not yet decoded. */
  path: string;
}

/** `url length path` (RFC 8493, section 2.2.3). */
export function readFetchLine(line: string): FetchLine | { problem: string } {
  const [, url, length, path] = /^(\S+)[ \t]+(\d{1,16}|-)[ \t]+([^ \t].*)$/s.exec(line) ?? [];
  if (url === undefined || length === undefined || path === undefined) return { problem: 'not an address, a length and a path' };
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(url)) return { problem: 'not an absolute address' };
  return { url, bytes: length === '-' ? undefined : Number(length), path };
}
