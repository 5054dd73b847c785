/** Which bytes of a file are asked for. */
export type RangeAnswer =
  /** The whole file, status 200: no range was asked for, or one that is to be passed over. */
  | { kind: 'whole' }
  /** Status 206; both ends included. */
  | { kind: 'part'; first: number; last: number }
  /** Status 416. */
  | { kind: 'not-satisfiable' };

/**
 * Read a Range header (RFC 9110, section 14): one range of bytes, counted from the front or from the back. A header that
 * is no range of bytes is passed over, as section 14.2 asks. Several ranges are refused: nothing here needs them, and they
 * let a small request cost much (section 17.15). With an If-Range that is not this file's own tag the range is passed over.
 */
export function readRange(header: string | undefined, { bytes, tag, ifRange }: { bytes: number; tag: string; ifRange: string | undefined }): RangeAnswer {
  if (header === undefined || (ifRange !== undefined && ifRange !== tag)) return { kind: 'whole' };
  const [, list] = /^bytes[ \t]*=[ \t]*(.*)$/i.exec(header.trim()) ?? [];
  if (list === undefined) return { kind: 'whole' };
  if (list.includes(',')) return { kind: 'not-satisfiable' };
  const [, from, to] = /^(\d*)-(\d*)$/.exec(list.trim()) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return { kind: 'whole' };
  if (from === '') return suffix(Number(to), bytes);
  const [first, last] = [Number(from), to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)];
  if (to !== '' && Number(to) < first) return { kind: 'whole' };
  return first < bytes ? { kind: 'part', first, last } : { kind: 'not-satisfiable' };
}

function suffix(length: number, bytes: number): RangeAnswer {
  if (length === 0 || bytes === 0) return { kind: 'not-satisfiable' };
  return { kind: 'part', first: Math.max(0, bytes - length), last: bytes - 1 };
}
