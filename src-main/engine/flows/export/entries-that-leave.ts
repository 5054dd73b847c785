import { payloadOf } from '../../../format/bundle/part.ts';
import type { Entry } from '../../../format/entry.ts';
import { itemsOf } from '../../../shared/acts.ts';
import { itemReceivedAct } from '../../../shared/acts/item-received.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { settleClaims, type WhyAClaimStays } from './claims-that-leave.ts';
import type { LogToDisclose } from './log-to-disclose.ts';
import { takingTurns } from './turns.ts';

/** Kinds of which an entry leaves when every item that it names does. A kind that is nowhere here stays with the sender. */
const aboutItems: ReadonlySet<string> = new Set([
  'item-received', 'item-examined', 'keyframes-extracted', 'derivative-made', 'item-opened', 'item-noted', 'item-disposed', 'sameness-judged', 'fixity-checked',
]);

/** Kinds that leave with their claim, whole or not at all. */
const aboutClaims: ReadonlySet<string> = new Set(['claim-recorded', 'evidence-recorded', 'evidence-withdrawn', 'claim-assessed', 'claim-judged']);

/** An entry about chosen items that stays: of a claim the one that recorded it. */
export interface StayingEntry {
  entry: number;
  type: string;
  /** Absent: it is about the sender's own work. */
  because?: WhyAClaimStays;
}

export interface EntriesThatLeave {
  /** Ascending. */
  entries: number[];
  stays: StayingEntry[];
}

/**
 * Which entries of a log leave with a set of items (FORMAT.md, "Bundle"): whose log it is and by what it is dated; what
 * names these items and no other; claims, whole or not at all; the beginning of the import and of the session of each.
 */
export async function entriesThatLeave(log: LogToDisclose, chosen: ReadonlySet<Sha256>): Promise<EntriesThatLeave> {
  const found = new Set(log.always);
  const claims: number[] = [];
  const stays: StayingEntry[] = [];
  const turn = takingTurns();
  for (const seq of new Set([...chosen].flatMap((item) => log.entriesAbout(item)))) {
    await turn();
    const entry = log.entry(seq);
    if (entry === undefined) continue;
    if (entry.type === 'claim-recorded') claims.push(seq);
    if (aboutClaims.has(entry.type)) continue;
    const fate = fateOf(entry, chosen);
    if ('leave' in fate) for (const leaving of fate.leave) found.add(leaving);
    else stays.push({ entry: seq, type: entry.type, ...fate });
  }
  const { leaving, staying } = settleClaims(log, claims, chosen);
  for (const { entries } of leaving) for (const seq of entries) found.add(seq);
  for (const { claim, because } of staying) stays.push({ entry: claim, type: 'claim-recorded', because });
  return { entries: withSessions(log, found), stays: stays.sort((a, b) => a.entry - b.entry) };
}

/** What leaves on account of an entry about a chosen item that is no claim, or why it stays. */
function fateOf(entry: Entry, chosen: ReadonlySet<Sha256>): { leave: number[] } | Pick<StayingEntry, 'because'> {
  // Its items stand in a document, which stays: the entry itself names none.
  if (entry.type === 'bundle-received') return { leave: [entry.seq] };
  if (!aboutItems.has(entry.type)) return {};
  const alsoNames = itemsOf(entry.type, entry.payload).filter((item) => !chosen.has(item));
  if (alsoNames.length > 0) return { because: { alsoNames } };
  const received = payloadOf(itemReceivedAct, entry);
  return { leave: received === undefined ? [entry.seq] : [received.import, entry.seq] };
}

/** With the beginning of the session in which each entry was made: on which machine, by which clock. */
function withSessions({ sessions }: LogToDisclose, entries: ReadonlySet<number>): number[] {
  const sorted = [...entries].sort((a, b) => a - b);
  const begun = new Set<number>();
  let n = 0;
  for (const seq of sorted) {
    while ((sessions[n + 1] ?? Infinity) <= seq) n++;
    const start = sessions[n];
    if (start !== undefined && start <= seq) begun.add(start);
  }
  return [...new Set([...sorted, ...begun])].sort((a, b) => a - b);
}
