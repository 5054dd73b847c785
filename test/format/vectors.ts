import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Frozen answers of other programs; each file says which program and version made it. */
function vectors(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'vectors', name), 'utf8'));
}

interface Made {
  madeBy: string;
}

/** Lists of numbers point into `hashes`; a proof is two numbers for its place, and then its hashes. */
export interface TreeVectors extends Made {
  marks: number[];
  sparseSizes: number[];
  hashes: string[];
  smallRoots: number[];
  smallInclusion: number[][];
  smallConsistency: number[][];
  sparseRoots: number[];
  sparseInclusion: number[][];
  sparseConsistency: number[][];
}

export const goTrees = vectors('go-tlog.json') as TreeVectors;

export const rfc6962 = vectors('rfc6962.json') as Made & {
  leaves: string[];
  roots: string[];
  inclusion: { index: number; size: number; hashes: string[] }[];
  consistency: { oldSize: number; newSize: number; hashes: string[] }[];
};

export const goNotes = vectors('go-notes.json') as Made & { notes: { name: string; seed: string; vkey: string; text: string; note: string }[] };

export const publicLog = vectors('public-log.json') as Made & {
  checkpoint: string;
  logVkey: string;
  cosignerVkey: string;
  origin: string;
  size: number;
  root: string;
  timeS: number;
};

export const openSsh = vectors('openssh.json') as Made & {
  seed: string;
  publicKey: string;
  publicKeyLine: string;
  fingerprint: string;
  message: string;
  namespace: string;
  sha512: string;
  sha256: string;
};

export const openSsl = vectors('openssl.json') as Made & { seed: string; publicKey: string; pem: string; cosignedText: string; timeS: number; cosignature: string };
