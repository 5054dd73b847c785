/** Apple's maker note: a header, then a TIFF directory whose offsets count from the note's first byte. */
const header = 'Apple iOS\0';
const directoryAt = 14;
/** The content identifier that a still shares with its movie (named so by exiftool's Apple tag table). */
const contentIdentifierTag = 0x0011;

/** The live photo's content identifier; undefined when the note is another maker's, broken, or has none. */
export function contentIdentifierOf(note: Uint8Array): string | undefined {
  const bytes = Buffer.from(note.buffer, note.byteOffset, note.byteLength);
  if (bytes.toString('latin1', 0, header.length) !== header || bytes.length < directoryAt + 2) return undefined;
  const little = bytes.toString('latin1', 12, 14) === 'II';
  const read16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const read32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const count = read16(directoryAt);
  for (let n = 0; n < count; n++) {
    const at = directoryAt + 2 + n * 12;
    if (at + 12 > bytes.length) return undefined;
    if (read16(at) !== contentIdentifierTag) continue;
    const [length, offset] = [read32(at + 4), read32(at + 8)];
    const text = bytes.toString('latin1', offset, offset + Math.min(length, 100)).replace(/\0+$/, '');
    return /^[0-9A-F-]{8,64}$/i.test(text) ? text : undefined;
  }
  return undefined;
}
