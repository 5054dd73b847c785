import { concatBytes } from './bytes.ts';

/** An SSH `string`: a length of four bytes, big-endian, and as many bytes (RFC 4251 section 5). Inverse: readSshString. */
export function writeSshString(value: Uint8Array): Uint8Array {
  return concatBytes(writeUint32(value.length), value);
}

/** The SSH `string` at the beginning and what follows it; `undefined` when the bytes end too early. */
export function readSshString(wire: Uint8Array): { value: Uint8Array; rest: Uint8Array } | undefined {
  const length = readUint32(wire);
  if (length === undefined || wire.length - 4 < length) return undefined;
  return { value: wire.subarray(4, 4 + length), rest: wire.subarray(4 + length) };
}

/** An SSH `uint32`, big-endian (RFC 4251 section 5). Inverse: readUint32. */
export function writeUint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** The SSH `uint32` at the beginning; `undefined` when there are fewer than four bytes. */
export function readUint32(wire: Uint8Array): number | undefined {
  if (wire.length < 4) return undefined;
  return new DataView(wire.buffer, wire.byteOffset, 4).getUint32(0);
}
