import type { Kind } from './kind.ts';
import { anchorAccepted, anchorRequested } from './kinds/anchor.ts';
import { claimAssessed, claimJudged } from './kinds/assessment.ts';
import { caseOpened } from './kinds/case-opened.ts';
import { checkpointCosigned } from './kinds/checkpoint-cosigned.ts';
import { checkpointSigned } from './kinds/checkpoint-signed.ts';
import { claimRecorded } from './kinds/claim-recorded.ts';
import { custodianNamed } from './kinds/custodian-named.ts';
import { derivativeMade } from './kinds/derivative-made.ts';
import { evidenceRecorded, evidenceWithdrawn } from './kinds/evidence.ts';
import { fixityChecked } from './kinds/fixity-checked.ts';
import { bundleExported, bundleReceived, receiptFiled } from './kinds/hand-over.ts';
import { importEnded, importResumed, importStarted } from './kinds/import.ts';
import { itemDisposed } from './kinds/item-disposed.ts';
import { itemExamined } from './kinds/item-examined.ts';
import { itemNoted } from './kinds/item-noted.ts';
import { itemOpened } from './kinds/item-opened.ts';
import { itemReceived, sourceNotReceived } from './kinds/item-received.ts';
import { keyframesExtracted } from './kinds/keyframes-extracted.ts';
import { keysBackedUp, passphraseChanged } from './kinds/keys.ts';
import { reportMade } from './kinds/report-made.ts';
import { samenessJudged } from './kinds/sameness-judged.ts';
import { sessionEnded, sessionStarted } from './kinds/session.ts';

// Each kind knows its own payload; here they stand side by side as kinds of anything.
const all = [
  caseOpened,
  custodianNamed,
  passphraseChanged,
  keysBackedUp,
  sessionStarted,
  sessionEnded,
  importStarted,
  importResumed,
  importEnded,
  itemReceived,
  sourceNotReceived,
  itemExamined,
  keyframesExtracted,
  samenessJudged,
  fixityChecked,
  checkpointSigned,
  checkpointCosigned,
  anchorRequested,
  anchorAccepted,
  claimRecorded,
  evidenceRecorded,
  evidenceWithdrawn,
  claimAssessed,
  claimJudged,
  itemOpened,
  itemNoted,
  derivativeMade,
  itemDisposed,
  bundleExported,
  receiptFiled,
  bundleReceived,
  reportMade,
] as unknown as readonly Kind<unknown>[];

/** Every kind of entry that a log may hold, by its type. */
export const kinds: ReadonlyMap<string, Kind<unknown>> = new Map(all.map((kind) => [kind.type, kind]));
