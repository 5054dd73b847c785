/** Turns the bytes of a tag file into text, piece by piece. Throws a TypeError on bytes that the encoding cannot mean. */
export interface TagTextDecoder {
  push(bytes: Uint8Array): string;
  end(): string;
}

/**
 * A decoder for the encoding that bagit.txt names, or undefined when it is unknown here. A byte order mark stays in
 * the text of UTF-8, so that it is noticed; that of UTF-16 is read and taken away.
 *
 * ISO-8859-1 and US-ASCII are decoded as such: browsers and Node read both names as windows-1252 (WHATWG Encoding,
 * section 4.2). UTF-16 without a mark is big-endian (RFC 2781, section 4.3).
 */
export function openTagText(encoding: string): TagTextDecoder | undefined {
  const name = encoding.toLowerCase();
  if (latin1Names.has(name)) return byteDecoder(0xff);
  if (asciiNames.has(name)) return byteDecoder(0x7f);
  if (name === 'utf-16' || name === 'utf16') return markedUtf16();
  try {
    const decoder = new TextDecoder(name, { fatal: true, ignoreBOM: isUtf8(encoding) });
    return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  } catch {
    return undefined;
  }
}

export function isUtf8(encoding: string): boolean {
  return /^utf-?8$/i.test(encoding);
}

const latin1Names = new Set(['iso-8859-1', 'iso_8859-1', 'iso8859-1', 'iso_8859-1:1987', 'latin1', 'l1', 'ibm819', 'cp819']);
const asciiNames = new Set(['us-ascii', 'ascii', 'ansi_x3.4-1968', 'iso646-us', 'us', 'ibm367', 'cp367']);

/** One byte is one character, of the same number. */
function byteDecoder(highest: number): TagTextDecoder {
  const push = (bytes: Uint8Array): string => {
    if (highest < 0xff && bytes.some((byte) => byte > highest)) throw new TypeError('a byte beyond the encoding');
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return text;
  };
  return { push, end: () => '' };
}

function markedUtf16(): TagTextDecoder {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let first = new Uint8Array();
  const push = (bytes: Uint8Array): string => {
    if (decoder !== undefined) return decoder.decode(bytes, { stream: true });
    first = Uint8Array.from([...first, ...bytes.subarray(0, 2)]);
    if (first.length < 2) return '';
    decoder = new TextDecoder(first[0] === 0xff && first[1] === 0xfe ? 'utf-16le' : 'utf-16be', { fatal: true });
    return decoder.decode(first, { stream: true }) + decoder.decode(bytes.subarray(2), { stream: true });
  };
  return {
    push,
    end: () => {
      if (decoder === undefined && first.length > 0) throw new TypeError('half a character');
      return decoder?.decode() ?? '';
    },
  };
}
