/** The log's tree (RFC 6962 section 2.1, RFC 9162 section 2.1): its hashes, its growing edge, its proofs. */
export { emptyRoot, nodeHash } from './merkle-hash.ts';
export { TreeFrontier, type Peak } from './tree-frontier.ts';
export { makeConsistencyProof, makeInclusionProof, type SubtreeHash } from './merkle-make.ts';
export { checkConsistencyProof, checkInclusionProof } from './merkle-check.ts';
