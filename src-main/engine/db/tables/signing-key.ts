import { statement, type CaseDatabase } from '../database.ts';

export interface SigningKey {
  fingerprint: string;
  role: 'custodian' | 'log';
  name: string;
  affiliation: string | null;
  publicKey: string;
  encrypted: boolean;
}

export function insertSigningKey(db: CaseDatabase, row: SigningKey & { seq: number }): void {
  statement(
    db,
    'INSERT INTO signing_key (fingerprint, seq, role, name, affiliation, public_key, encrypted) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(row.fingerprint, row.seq, row.role, row.name, row.affiliation, row.publicKey, row.encrypted ? 1 : 0);
}

/** The newest key of a role. */
export function currentKey(db: CaseDatabase, role: SigningKey['role']): SigningKey | undefined {
  const row = statement(
    db,
    `SELECT fingerprint, role, name, affiliation, public_key AS publicKey, encrypted
       FROM signing_key WHERE role = ? ORDER BY seq DESC LIMIT 1`,
  ).get(role) as (Omit<SigningKey, 'encrypted'> & { encrypted: number }) | undefined;
  return row === undefined ? undefined : { ...row, encrypted: row.encrypted === 1 };
}
