import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '../../format/bytes.ts';
import { checkpointFile, incomingFolder } from '../../format/case-folder.ts';
import { makeCheckpoint } from '../../format/checkpoint.ts';
import { replaceDurably, writeDurably } from './durable-file.ts';
import type { SigningKeyPair } from './keys.ts';
import { checkpointSigned } from './kinds/checkpoint-signed.ts';
import { treeRoot, treeSize } from './log-tree.ts';
import { recordEntries, type DatedDraft, type LogWriting } from './record.ts';
import { sha256 } from './sha256.ts';

export interface SignedCheckpoint {
  size: number;
  /** 64 hexadecimal digits. */
  root: string;
  note: string;
  /** Whether the file in the case folder holds it yet. */
  filed: boolean;
}

/** What an entry needs besides its payload. */
export type Dating = Omit<DatedDraft, 'type' | 'payload'>;

/**
 * Record entries, sign the log as it then stands, and record that, all in one transaction. The file in the case folder
 * follows by `writeCheckpointFile`: a crash between the two leaves a file that is older than the log, which the next
 * opening brings up to date, never one that is newer.
 */
export function recordAndSign(writing: LogWriting, drafts: readonly DatedDraft[], by: { key: SigningKeyPair; dating: Dating }) {
  let signed: Omit<SignedCheckpoint, 'filed'> | undefined;
  const first = recordEntries(writing, drafts, (tree) => {
    const [size, root] = [treeSize(tree), treeRoot(tree)];
    const note = makeCheckpoint(sha256, { origin: writing.log, size, root }, by.key);
    signed = { size, root: toHex(root), note };
    return { ...checkpointSigned.draft(signed), ...by.dating };
  });
  return { first, signed: signed as unknown as Omit<SignedCheckpoint, 'filed'> };
}

/** Put the newest checkpoint beside the database, durably. */
export async function writeCheckpointFile(caseFolder: string, note: string): Promise<void> {
  const written = join(caseFolder, incomingFolder, 'checkpoint');
  await rm(written, { force: true });
  await writeDurably(written, new TextEncoder().encode(note), 0o644);
  await replaceDurably(written, join(caseFolder, checkpointFile));
}
