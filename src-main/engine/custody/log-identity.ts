import { fromBase64 } from '../../format/bytes.ts';
import { readEntry } from '../../format/entry.ts';
import { keyFingerprint, verifierKey } from '../../format/key-names.ts';
import { publicKeyBytes } from '../../format/signature.ts';
import type { CaseDatabase } from '../db/database.ts';
import { readCaseInfo } from '../db/tables/case-info.ts';
import { iterateEntries } from '../db/tables/log-entry.ts';
import { currentKey } from '../db/tables/signing-key.ts';
import { custodianNamed } from './kinds/custodian-named.ts';
import { sha256 } from './sha256.ts';

/** Which log it is and which key signs it, as the log itself says. */
export interface LogIdentity {
  /** The log's origin. */
  log: string;
  /** The log's verifier key (C2SP signed-note). */
  verifierKey: string;
  /** Fingerprints of the log's key and of the custodian's. */
  fingerprint: string;
  custodianFingerprint: string;
}

/** The custodian is named right behind the opening of the case. */
const lookedAt = 8;

/**
 * Read a log's identity from its first entries; where they cannot be read, from the rows that follow from them, so that
 * a damaged log can still be told what it is missing. Undefined when neither says it.
 */
export function readIdentity(db: CaseDatabase): LogIdentity | undefined {
  return fromEntries(db) ?? fromRows(db);
}

function fromEntries(db: CaseDatabase): LogIdentity | undefined {
  for (const { bytes } of iterateEntries(db, 0, lookedAt)) {
    const read = readEntry(bytes);
    if ('problem' in read || read.entry.type !== custodianNamed.type) continue;
    const payload = custodianNamed.schema.safeParse(read.entry.payload);
    if (payload.success) return identity(read.entry.log, (role) => payload.data.keys.find((key) => key.role === role));
  }
  return undefined;
}

function fromRows(db: CaseDatabase): LogIdentity | undefined {
  try {
    const info = readCaseInfo(db);
    return info && identity(info.log, (role) => currentKey(db, role));
  } catch {
    // A table is gone or has another shape: that is for the comparison of the layouts to say.
    return undefined;
  }
}

type NamedKey = { publicKey: string } | undefined;

function identity(log: string, keyOf: (role: 'log' | 'custodian') => NamedKey): LogIdentity | undefined {
  const [logKey, custodian] = (['log', 'custodian'] as const).map((role) => bytesOf(keyOf(role)));
  if (logKey === undefined) return undefined;
  // From the keys themselves: what is written beside them may be anybody's.
  const custodianFingerprint = custodian === undefined ? '' : keyFingerprint(sha256, custodian);
  return { log, verifierKey: verifierKey(sha256, log, logKey), fingerprint: keyFingerprint(sha256, logKey), custodianFingerprint };
}

function bytesOf(key: NamedKey): Uint8Array | undefined {
  const bytes = key && fromBase64(key.publicKey);
  return bytes?.length === publicKeyBytes ? bytes : undefined;
}
