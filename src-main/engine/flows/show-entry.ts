import { toHex } from '../../format/bytes.ts';
import { CaseError } from '../../shared/errors.ts';
import { findEntry, logSize } from '../db/tables/log-entry.ts';
import type { ReadableCase } from './open-case.ts';

/** An entry of the log as it is stored, byte for byte. */
export interface ExactEntry {
  seq: number;
  /** Undefined where the bytes are no UTF-8: then the entry is not what was written. */
  text: string | undefined;
  bytes: Uint8Array;
  /** Its leaf hash as it stands beside it, 64 hexadecimal digits; not checked here. */
  leaf: string;
}

/** One entry, byte for byte. Throws CaseError `no-such-entry`. */
export function showEntry({ db }: ReadableCase, seq: number): ExactEntry {
  const stored = findEntry(db, seq);
  if (stored === undefined) throw new CaseError('no-such-entry', { seq, size: logSize(db) });
  return { seq, text: asText(stored.bytes), bytes: stored.bytes, leaf: toHex(stored.leaf) };
}

function asText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
