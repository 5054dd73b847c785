import { readCheckpointText } from '../format/checkpoint.ts';
import type { Sha256Function } from '../format/entry.ts';
import { readSignedNote } from '../format/signed-note.ts';
import { checkTimestamp } from '../format/timestamp/check.ts';
import { readRoots } from '../format/timestamp/certificates.ts';
import type { VerificationFinding, VerifiedAnchor } from '../shared/verification.ts';

/** A stamp as the log tells of it, with the documents that it names. */
export interface AnchorToCheck {
  /** Its entry. */
  seq: number;
  size: number;
  genTime: string;
  rootSha256: string;
  /** The signed note that was stamped. */
  note: string;
  /** TimeStampResp in DER. */
  reply: Uint8Array;
  /** The certificates that the custodian pinned (PEM). */
  rootsPem: string;
  nonce: Uint8Array;
}

/**
 * Check a stamp again as it was checked when it was accepted: over this checkpoint's bytes, for this request, by an
 * authority under the root that was pinned, judged at the time of the stamp (FORMAT.md, section 1, "Anchors").
 */
export async function checkAnchor(sha256: Sha256Function, anchor: AnchorToCheck): Promise<VerifiedAnchor | { findings: VerificationFinding[] }> {
  const thing = `anchor of entry ${anchor.seq}`;
  const invalid = (actual: string, expected = 'a valid time stamp'): VerificationFinding => ({ code: 'anchor-invalid', thing, expected, actual });
  const roots = await readRoots(anchor.rootsPem);
  if ('problem' in roots) return { findings: [invalid(roots.problem, 'certificates')] };
  const anchored = readSignedNote(anchor.note);
  const checkpoint = 'problem' in anchored ? anchored : readCheckpointText(anchored.text);
  if ('problem' in checkpoint) return { findings: [invalid(checkpoint.problem, 'a stamped checkpoint')] };
  if (checkpoint.size !== anchor.size) return { findings: [invalid(`${checkpoint.size} entries`, `a stamp over ${anchor.size} entries`)] };
  const imprint = sha256(new TextEncoder().encode(anchor.note));
  const verdict = await checkTimestamp({ reply: anchor.reply, imprint, nonce: anchor.nonce, roots });
  if (!verdict.ok) return { findings: verdict.faults.map((fault) => invalid(`${fault.code}: ${fault.detail}`)) };
  const { genTime, authority, rootSha256 } = verdict.facts;
  if (genTime !== anchor.genTime) return { findings: [invalid(genTime, anchor.genTime)] };
  if (rootSha256 !== anchor.rootSha256) return { findings: [invalid(rootSha256, anchor.rootSha256)] };
  return { size: anchor.size, genTime, authority, rootSha256 };
}
