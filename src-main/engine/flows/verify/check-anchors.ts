import { parseSha256 } from '../../../shared/digest.ts';
import { toCaseError } from '../../../shared/errors.ts';
import type { VerifiedAnchor } from '../../../shared/verification.ts';
import { checkAnchor, type AnchorToCheck } from '../../../verifier/check-anchor.ts';
import { sha256 } from '../../custody/sha256.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { anchorRequests, anchors, type Anchor } from '../../db/tables/anchor.ts';
import { findCheckpoint } from '../../db/tables/checkpoint.ts';
import { referenceOf } from '../../db/tables/derivative.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Findings } from './findings.ts';

interface Anchors {
  /** Rows that replaying the log gave. */
  named: CaseDatabase;
  vault: Vault;
  found: Findings;
}

/** Check every time stamp that the log tells of. Returns those that hold, oldest entry first. */
export async function checkAnchors({ named, vault, found }: Anchors): Promise<VerifiedAnchor[]> {
  const held: VerifiedAnchor[] = [];
  for (const anchor of anchors(named)) {
    const checked = await readAnchor(named, vault, anchor).then(
      (read) => checkAnchor(sha256, read),
      (error: unknown) => ({ findings: [{ code: 'anchor-invalid' as const, thing: `anchor of entry ${anchor.seq}`, expected: 'a valid time stamp', actual: toCaseError(error).message }] }),
    );
    if ('findings' in checked) found.add(checked.findings);
    else held.push(checked);
  }
  return held;
}

async function readAnchor(named: CaseDatabase, vault: Vault, anchor: Anchor): Promise<AnchorToCheck> {
  const [reply, roots] = await Promise.all([anchor.reply, anchor.roots].map((digest) => vault.read(referenceOf(named, parseSha256(digest)), 'derivative')));
  const request = anchorRequests(named).find(({ seq }) => seq === anchor.requestSeq);
  const note = findCheckpoint(named, anchor.size)?.note ?? '';
  const nonce = Buffer.from(request?.nonce ?? '', 'hex');
  return { ...anchor, note, nonce, reply: reply ?? Buffer.alloc(0), rootsPem: (roots ?? Buffer.alloc(0)).toString('utf8') };
}
