import { entryPath } from '../../format/bundle/layout.ts';
import { payloadOf } from '../../format/bundle/part.ts';
import type { Entry } from '../../format/entry.ts';
import { itemsOf } from '../../shared/acts.ts';
import { anchorAcceptedAct } from '../../shared/acts/anchor.ts';
import { claimAssessedAct, claimJudgedAct } from '../../shared/acts/assessment.ts';
import { evidenceRecordedAct, evidenceWithdrawnAct } from '../../shared/acts/evidence.ts';
import { itemNotedAct } from '../../shared/acts/item-noted.ts';
import { itemReceivedAct } from '../../shared/acts/item-received.ts';
import type { AssessmentInputs } from '../../shared/claim-record.ts';
import type { Sha256 } from '../../shared/digest.ts';
import type { Bundle } from './bundle.ts';

/**
 * What a sender who chooses may not leave out: the receipt of an item that other entries concern, and the entries that an
 * entry rests on. So a claim is there with all that its assessments went by, or not at all. What came later and rests on
 * nothing here, such as further evidence, can be left out unnoticed; the statement says so.
 * Memory: a number for each entry, a digest for each item.
 */
export class EntryReferences {
  readonly #bundle: Bundle;
  readonly #prefix: string;
  readonly #there: ReadonlySet<number>;
  readonly #received = new Set<Sha256>();
  /** Items that were named, with the first entry that does. */
  readonly #named = new Map<Sha256, number>();

  constructor(bundle: Bundle, prefix: string, seqs: readonly number[]) {
    this.#bundle = bundle;
    this.#prefix = prefix;
    this.#there = new Set(seqs);
  }

  /** To be called with every entry that could be read. */
  check(entry: Entry): void {
    const { seq, type, payload } = entry;
    for (const item of itemsOf(type, payload)) if (!this.#named.has(item)) this.#named.set(item, seq);
    const received = payloadOf(itemReceivedAct, entry);
    if (received !== undefined) this.#received.add(received.item);
    for (const on of restsOn(entry)) {
      if (on >= seq || !this.#there.has(on)) this.#bundle.findings.find('reference-missing', entryPath(this.#prefix, seq), `entry ${on}, before it`, this.#there.has(on) ? 'one behind it' : 'none');
    }
  }

  /** To be called behind the last one. */
  end(): void {
    for (const [item, seq] of this.#named) {
      if (!this.#received.has(item)) this.#bundle.findings.find('receipt-missing', entryPath(this.#prefix, seq), `a receipt of the item with SHA-256 ${item}`, 'none');
    }
  }
}

/** Numbers of the entries that an entry rests on. */
function restsOn(entry: Entry): Set<number> {
  const received = payloadOf(itemReceivedAct, entry);
  const accepted = payloadOf(anchorAcceptedAct, entry);
  const evidence = payloadOf(evidenceRecordedAct, entry);
  const withdrawn = payloadOf(evidenceWithdrawnAct, entry);
  const assessed = payloadOf(claimAssessedAct, entry);
  const judged = payloadOf(claimJudgedAct, entry);
  const noted = payloadOf(itemNotedAct, entry);
  const named = [
    received?.import, accepted?.request, evidence?.claim, evidence?.sameness, withdrawn?.claim, withdrawn?.evidence,
    assessed?.claim, ...(assessed === undefined ? [] : entriesIn(assessed.inputs)), judged?.claim, judged?.assessment, noted?.replaces,
  ];
  return new Set(named.filter((seq) => seq !== undefined));
}

function entriesIn({ claim, evidence, overruled = [], items }: AssessmentInputs): number[] {
  const ofItems = items.flatMap(({ receipt, examination, anchor, copies = [] }) => [
    receipt, examination, anchor, ...copies.flatMap((copy) => [copy.judgement, ...(copy.evidence ?? []), copy.receipt, copy.anchor]),
  ]);
  return [claim, ...evidence, ...overruled, ...ofItems.filter((seq) => seq !== undefined)];
}
