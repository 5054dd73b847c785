import type { Act } from './act.ts';
import { anchorAcceptedAct, anchorRequestedAct } from './acts/anchor.ts';
import { claimAssessedAct, claimJudgedAct } from './acts/assessment.ts';
import { caseOpenedAct } from './acts/case-opened.ts';
import { checkpointCosignedAct } from './acts/checkpoint-cosigned.ts';
import { checkpointSignedAct } from './acts/checkpoint-signed.ts';
import { claimRecordedAct } from './acts/claim-recorded.ts';
import { custodianNamedAct } from './acts/custodian-named.ts';
import { derivativeMadeAct } from './acts/derivative-made.ts';
import { evidenceRecordedAct, evidenceWithdrawnAct } from './acts/evidence.ts';
import { fixityCheckedAct } from './acts/fixity-checked.ts';
import { bundleExportedAct, bundleReceivedAct, receiptFiledAct } from './acts/hand-over.ts';
import { importEndedAct, importResumedAct, importStartedAct } from './acts/import.ts';
import { itemDisposedAct } from './acts/item-disposed.ts';
import { itemExaminedAct } from './acts/item-examined.ts';
import { itemNotedAct } from './acts/item-noted.ts';
import { itemOpenedAct } from './acts/item-opened.ts';
import { itemReceivedAct, sourceNotReceivedAct } from './acts/item-received.ts';
import { keyframesExtractedAct } from './acts/keyframes-extracted.ts';
import { keysBackedUpAct, passphraseChangedAct } from './acts/keys.ts';
import { reportMadeAct } from './acts/report-made.ts';
import { samenessJudgedAct } from './acts/sameness-judged.ts';
import { sessionEndedAct, sessionStartedAct } from './acts/session.ts';
import { fileReferenceSchema, type FileReference, type Sha256 } from './digest.ts';

// Each act knows its own payload; here they stand side by side as acts of anything.
const all = [
  caseOpenedAct,
  custodianNamedAct,
  passphraseChangedAct,
  keysBackedUpAct,
  sessionStartedAct,
  sessionEndedAct,
  importStartedAct,
  importResumedAct,
  importEndedAct,
  itemReceivedAct,
  sourceNotReceivedAct,
  itemExaminedAct,
  keyframesExtractedAct,
  samenessJudgedAct,
  fixityCheckedAct,
  checkpointSignedAct,
  checkpointCosignedAct,
  anchorRequestedAct,
  anchorAcceptedAct,
  claimRecordedAct,
  evidenceRecordedAct,
  evidenceWithdrawnAct,
  claimAssessedAct,
  claimJudgedAct,
  itemOpenedAct,
  itemNotedAct,
  derivativeMadeAct,
  itemDisposedAct,
  bundleExportedAct,
  receiptFiledAct,
  bundleReceivedAct,
  reportMadeAct,
] as unknown as readonly Act<unknown>[];

/** Every act that an entry of a log may tell of, by its type. */
export const acts: ReadonlyMap<string, Act<unknown>> = new Map(all.map((act) => [act.type, act]));

/**
 * What an entry says, as one sentence for people, without date and actor. Undefined where the kind is unknown or the
 * payload is not what such an entry holds. Never throws: the payload may be a stranger's.
 */
export function sentenceOf(type: string, payload: unknown): string | undefined {
  return ofAct(type, payload, (act, known) => act.sentence(known));
}

/**
 * The digests of all items that an entry names, wherever in its payload, each once. None where the kind is unknown or the
 * payload is not what such an entry holds. Items that stand in a document named by the entry are not among them.
 */
export function itemsOf(type: string, payload: unknown): readonly Sha256[] {
  return [...new Set(ofAct(type, payload, (act, known) => act.itemsNamed(known)) ?? [])];
}

function ofAct<T>(type: string, payload: unknown, tell: (act: Act<unknown>, payload: unknown) => T): T | undefined {
  const act = acts.get(type);
  if (act === undefined) return undefined;
  try {
    if (act.isPlain?.(payload) === true) return tell(act, payload);
    const read = act.schema.safeParse(payload);
    return read.success ? tell(act, read.data) : undefined;
  } catch {
    // A stranger's payload can pass its schema and still not be put into words: a time base of `1/0`.
    return undefined;
  }
}

/**
 * Every file that a payload names, in the order of the payload, each digest once: the objects of exactly the keys
 * `sha256` and `bytes`, at any depth, of any kind of entry, known or not. Takes any parsed JSON, however deep.
 */
export function referencesIn(payload: unknown): FileReference[] {
  const found = new Map<Sha256, FileReference>();
  // A list of one's own instead of recursion: a stranger's payload may be nested deeper than the stack.
  const left = [payload];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    const reference = fileReferenceSchema.safeParse(value).data;
    if (reference === undefined) for (const inner of Object.values(value).reverse()) left.push(inner);
    else if (!found.has(reference.sha256)) found.set(reference.sha256, reference);
  }
  return [...found.values()];
}
