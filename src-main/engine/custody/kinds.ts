import type { Kind } from './kind.ts';
import { anchorAccepted, anchorRequested } from './kinds/anchor.ts';
import { caseOpened } from './kinds/case-opened.ts';
import { checkpointSigned } from './kinds/checkpoint-signed.ts';
import { custodianNamed } from './kinds/custodian-named.ts';
import { fixityChecked } from './kinds/fixity-checked.ts';
import { importEnded, importResumed, importStarted } from './kinds/import.ts';
import { itemExamined } from './kinds/item-examined.ts';
import { itemReceived, sourceNotReceived } from './kinds/item-received.ts';
import { keyframesExtracted } from './kinds/keyframes-extracted.ts';
import { keysBackedUp, passphraseChanged } from './kinds/keys.ts';
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
  fixityChecked,
  checkpointSigned,
  anchorRequested,
  anchorAccepted,
] as unknown as readonly Kind<unknown>[];

/** Every kind of entry that a log may hold, by its type. */
export const kinds: ReadonlyMap<string, Kind<unknown>> = new Map(all.map((kind) => [kind.type, kind]));
