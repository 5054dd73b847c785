/** CRC-32 of ISO 3309, as ZIP has it (APPNOTE 4.4.7), eight bytes at a time by eight tables. `before` goes on from bytes before. Cost: one look into a table for each byte. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let at = 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (; at + 8 <= bytes.length; at += 8) {
    const low = crc ^ view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    crc =
      table[0x700 | (low & 0xff)]! ^ table[0x600 | ((low >>> 8) & 0xff)]! ^ table[0x500 | ((low >>> 16) & 0xff)]! ^ table[0x400 | (low >>> 24)]! ^
      table[0x300 | (high & 0xff)]! ^ table[0x200 | ((high >>> 8) & 0xff)]! ^ table[0x100 | ((high >>> 16) & 0xff)]! ^ table[high >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = table[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Row n holds what a byte does to the remainder when n bytes follow it. */
const table = makeTable();

function makeTable(): Int32Array {
  const rows = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
    rows[byte] = crc;
  }
  for (let at = 256; at < rows.length; at++) {
    const before = rows[at - 256]!;
    rows[at] = rows[before & 0xff]! ^ (before >>> 8);
  }
  return rows;
}
