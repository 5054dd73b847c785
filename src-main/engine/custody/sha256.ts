import { hash } from 'node:crypto';

/** SHA-256 as the pure rooms take it. `crypto.hash` is the fastest way for small inputs (PERFORMANCE.md). */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
