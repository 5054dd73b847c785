/** Why a timestamp is refused. Each code is one thing that a person can look into. */
export type TimestampFaultCode =
  | 'unreadable'
  | 'not-granted'
  | 'imprint-mismatch'
  | 'imprint-algorithm'
  | 'nonce-mismatch'
  | 'nonce-missing'
  | 'signature-invalid'
  | 'no-signer-certificate'
  | 'wrong-key-usage'
  | 'signer-not-identified'
  | 'authority-name-mismatch'
  | 'root-not-pinned'
  | 'root-unreadable'
  | 'chain-invalid'
  | 'unknown-critical-extension'
  | 'certificate-not-valid-at-gentime'
  | 'weak-algorithm'
  | 'unsupported-algorithm';

export interface TimestampFault {
  code: TimestampFaultCode;
  /** What was found, with the name of the certificate or field concerned. */
  detail: string;
  expected?: string;
  actual?: string;
}

export function fault(code: TimestampFaultCode, detail: string, compared: { expected?: string; actual?: string } = {}): TimestampFault {
  return { code, detail, ...compared };
}
