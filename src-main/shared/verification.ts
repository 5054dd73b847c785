/** What a verification can find, by code. Its sentence for people stands in `verifier/statement.ts`. */
export const findingCodes = [
  // the log's entries
  'entry-missing',
  'entry-unreadable',
  'entry-out-of-place',
  'entry-of-another-log',
  'leaf-differs',
  'clock-set-back',
  'kind-unknown',
  'entry-invalid',
  // what was signed
  'checkpoint-unreadable',
  'checkpoint-signature-invalid',
  'checkpoint-of-another-log',
  'checkpoint-not-a-prefix',
  'checkpoint-beyond-the-log',
  'checkpoint-file-missing',
  'checkpoint-file-older',
  'checkpoint-not-recorded',
  'checkpoint-misstated',
  'pin-differs',
  'key-differs',
  'key-unprotected',
  // what others have stamped
  'anchor-invalid',
  'cosignature-invalid',
  // the rows that must follow from the log
  'row-missing',
  'row-added',
  'row-differs',
  'schema-differs',
  'database-damaged',
  'document-unusable',
  'replay-failed',
  // what was weighed by rule
  'assessment-differs',
  'assessment-by-other-rules',
  'assessment-incomplete',
  // the files
  'file-missing',
  'size-mismatch',
  'digest-mismatch',
  'not-a-regular-file',
  'unreadable',
  'orphan-file',
  'not-in-its-place',
  'read-me-differs',
  'name-unknown',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/**
 * Findings that happen to honest cases too: a crash leaves files behind, a clock is set right, another version weighed by
 * other rules. They are told, and do not take away what was shown.
 */
export const remarkCodes: readonly FindingCode[] = ['clock-set-back', 'orphan-file', 'checkpoint-file-older', 'assessment-by-other-rules', 'assessment-incomplete', 'read-me-differs', 'name-unknown'];

/** One thing that is not as it should be: which, what was expected of it, and what is there. */
export interface VerificationFinding {
  code: FindingCode;
  /** What it is about: `entry 12`, `checkpoint 40`, a path, `receipt row 7, column name`. */
  thing: string;
  expected: string;
  actual: string;
}

/** An external statement of time over a checkpoint, as far as it could be checked. */
export interface VerifiedAnchor {
  /** Entries that the anchored checkpoint covers. */
  size: number;
  /** When the authority saw it, UTC. */
  genTime: string;
  authority: string;
  /** SHA-256 of the root certificate that the custodian pinned. */
  rootSha256: string;
}

/** Another custodian's word that they saw the log as a checkpoint says, by their own clock. */
export interface VerifiedCosignature {
  size: number;
  name: string;
  /** UTC. */
  at: string;
}

/** How far something has come, for people who wait. */
export interface VerificationProgress {
  stage: 'log' | 'rows' | 'files';
  done: number;
  of: number;
}

export interface Verification {
  log: string;
  /** How the log's key is known to others (C2SP verifier key). */
  verifierKey: string;
  fingerprint: string;
  /** Whether the reader's pin was compared with the key. */
  pinned: boolean;
  entries: number;
  checkpoints: number;
  /** Entries that the newest checkpoint covers. */
  signedSize: number;
  anchors: VerifiedAnchor[];
  cosignatures: VerifiedCosignature[];
  files: { checked: number; bytes: number; sizesOnly: boolean };
  findings: VerificationFinding[];
  /** Findings beyond those listed. */
  findingsNotListed: number;
  /** Plain sentences: what this shows, since when, and what it does not. */
  proved: string[];
  notProved: string[];
}
