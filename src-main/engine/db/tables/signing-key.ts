import { statement, type CaseDatabase } from '../database.ts';

export interface SigningKey {
  fingerprint: string;
  role: 'custodian' | 'log';
  name: string;
  affiliation: string | null;
  publicKey: string;
  encrypted: boolean;
  /** When copies of its file were last written elsewhere. */
  backedUpAt: string | null;
}

export function insertSigningKey(db: CaseDatabase, row: Omit<SigningKey, 'backedUpAt'> & { seq: number }): void {
  statement(
    db,
    'INSERT INTO signing_key (fingerprint, seq, role, name, affiliation, public_key, encrypted) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(row.fingerprint, row.seq, row.role, row.name, row.affiliation, row.publicKey, row.encrypted ? 1 : 0);
}

/** The key of a role. A log has one of each, named at its beginning. */
export function currentKey(db: CaseDatabase, role: SigningKey['role']): SigningKey | undefined {
  const row = statement(
    db,
    `SELECT fingerprint, role, name, affiliation, public_key AS publicKey, encrypted, backed_up_at AS backedUpAt
       FROM signing_key WHERE role = ? ORDER BY seq LIMIT 1`,
  ).get(role) as (Omit<SigningKey, 'encrypted'> & { encrypted: number }) | undefined;
  return row === undefined ? undefined : { ...row, encrypted: row.encrypted === 1 };
}

/** Whether the key files are protected by a passphrase, from now on. */
export function noteKeysProtected(db: CaseDatabase, encrypted: boolean): void {
  statement(db, 'UPDATE signing_key SET encrypted = ?').run(encrypted ? 1 : 0);
}

export function noteKeysBackedUp(db: CaseDatabase, at: string): void {
  statement(db, 'UPDATE signing_key SET backed_up_at = ?').run(at);
}
