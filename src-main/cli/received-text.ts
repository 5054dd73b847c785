import type { CustodyChain, CustodyHop, ItemByDigest, ReceivedClaim, ReceivedNotes, ReceivedStatement, StatedBy } from '../engine/index.ts';
import { bytesText, counted } from '../shared/text.ts';
import { factText } from './fact-text.ts';
import { print, printTable, shortened, shown } from './output.ts';

type Note = ReceivedNotes['notes'][number];
type Claim = ReceivedClaim['claim'];

/** Whose statement something is, and by which bundle it came: said before everything that was not made in this case. */
export function statedByText({ custodian, sender, bundle, entry, keyPinned, findingCount }: StatedBy): string {
  const through = custodian.log === sender.log ? '' : `, whose part ${shown(sender.name)} handed on`;
  const doubts = [...(keyPinned ? [] : ['keys not compared']), ...(findingCount === 0 ? [] : [`the check of the bundle gave ${counted(findingCount, 'finding')}`])];
  return `As stated by ${shown(custodian.name)} (${custodian.key})${through}; bundle ${bundle.slice(0, 12)}, log entry ${entry}${doubts.length === 0 ? '' : `; ${doubts.join('; ')}`}`;
}

/** What came along with bundles about one item. */
export function printReceived(statements: readonly ReceivedStatement[]): void {
  for (const { statedBy, item, claims, acts } of statements) {
    print(`\n${statedByText(statedBy)}:`);
    if (item !== undefined) printItem(item);
    for (const claim of claims) for (const line of claimLines(claim)) print(`  ${line}`);
    print(`  ${counted(acts.length, 'entry')} of ${statedBy.custodian.log} came along: "postquem log --item" tells them.`);
  }
}

function printItem({ name, bytes, receipts, examination, keyframes, notes, dispositions }: NonNullable<ReceivedStatement['item']>): void {
  print(`  ${shown(name)}, ${bytesText(bytes)}`);
  for (const { at, entry, name: as, collection } of receipts) {
    const from = collection?.receivedFrom === undefined ? '' : ` from ${shown(collection.receivedFrom)}`;
    print(`  received ${at} as ${shown(as)}${from}${collection?.how === undefined ? '' : `, ${shown(collection.how)}`} (their entry ${entry})`);
  }
  if (examination !== undefined) printFacts(examination);
  if (keyframes !== undefined) print(`  keyframes: ${'noneBecause' in keyframes ? `none: ${shown(keyframes.noneBecause)}` : `${keyframes.indexed} indexed, ${keyframes.pictured} pictured (${keyframes.basis})`} (their entry ${keyframes.entry})`);
  for (const note of notes.filter(({ stands }) => stands)) for (const line of noteLines(note)) print(`  ${line}`);
  for (const { disposition, because, at, entry } of dispositions) print(`  ${disposition.replaceAll('-', ' ')} ${at}: ${shown(because)} (their entry ${entry})`);
}

function printFacts({ observations, disagreements, entry }: NonNullable<NonNullable<ReceivedStatement['item']>['examination']>): void {
  print(`  facts as their witnesses stated them (their entry ${entry}${disagreements.length === 0 ? '' : `; witnesses disagree in ${counted(disagreements.length, 'field')}`}):`);
  const rows = observations.toSorted((a, b) => a.observation.field.localeCompare(b.observation.field));
  printTable(
    ['    FIELD', 'VALUE', 'WITNESS', 'WHERE'],
    rows.map(({ witness, observation }) => [`    ${observation.field}`, shortened(factText(observation), 60), witness, shortened(observation.basis, 40)]),
  );
}

function claimLines({ entry, at, quote, claimant, evidence, assessments, outdatedBy, judgements }: Claim): string[] {
  const newest = assessments.at(-1);
  const standing = evidence.filter(({ withdrawn }) => withdrawn === undefined).length;
  return [
    `claim "${shown(quote)}" by ${shown(claimant)} (${at}, their entry ${entry}), ${standing === 0 ? 'no evidence' : `evidence: ${standing}`}`,
    ...(newest === undefined ? [] : [`  by rule: ${inWords(newest.verdict)} (${newest.at}, their entry ${newest.entry})${outdatedBy === undefined ? '' : '; not up to date: what it rests on has changed since'}`]),
    ...judgements.map((one) => `  judged by their custodian: ${inWords(one.verdict)}. ${shown(one.because)} (${one.at}, their entry ${one.entry})`),
  ];
}

function inWords(verdict: string): string {
  return verdict.replaceAll('-', ' ');
}

function noteLines({ entry, at, kind, label, text, withdrawn, replaces, time, region, stands }: Note): string[] {
  const about = [
    withdrawn === undefined ? (kind ?? 'note') : `withdrawal of their entry ${replaces}`,
    ...(label === undefined ? [] : [`"${shown(label)}"`]),
    ...(time === undefined ? [] : [`pts ${time.from}${time.to === undefined ? '' : ` to ${time.to}`} (time base ${time.timeBase})`]),
    ...(region === undefined ? [] : [`region ${region.width}x${region.height} at ${region.x},${region.y} of ${region.of.width}x${region.of.height}`]),
    ...(stands || withdrawn !== undefined ? [] : ['no longer stands']),
  ];
  return [`their entry ${entry}  ${at}  ${about.join(', ')}`, `  ${shown(text ?? withdrawn ?? '')}`];
}

/** The notes that came along with bundles. */
export function printReceivedNotes(received: readonly ReceivedNotes[]): void {
  for (const { statedBy, item, itemName, notes } of received) {
    print(`\n${statedByText(statedBy)}:\n  ${item.slice(0, 12)}  ${shown(itemName)}`);
    for (const note of notes) for (const line of noteLines(note)) print(`    ${line}`);
  }
}

/** The claims that came along with bundles. */
export function printReceivedClaims(received: readonly ReceivedClaim[]): void {
  for (const { statedBy, claim } of received) {
    print(`\n${statedByText(statedBy)}:`);
    for (const line of claimLines(claim)) print(`  ${line}`);
    print(`    of ${claim.items.map((item) => item.slice(0, 12)).join(', ')}`);
  }
}

/** The entries of other logs that came along about one item. */
export function printReceivedActs(statements: readonly ReceivedStatement[]): void {
  for (const { statedBy, acts } of statements) {
    print(`\n${statedByText(statedBy)}:`);
    for (const act of acts) print(`${String(act.seq).padStart(6)}  ${act.at}  ${shown(act.sentence)}`);
  }
}

/** Items that somebody else's log tells of and whose bytes never came. */
export function printItemsByDigest(items: readonly ItemByDigest[]): void {
  if (items.length === 0) return;
  print('\nKnown by digest only, from bundles without the evidentiary copies; "postquem show" takes the digest:');
  printTable(
    ['SHA-256', 'NAME, AS STATED', 'SIZE', 'STATED BY', 'BUNDLE'],
    items.flatMap(({ sha256, statements }) => statements.map(({ statedBy, name, bytes }) => [sha256.slice(0, 12), shortened(name, 40), bytesText(bytes), shortened(statedBy.custodian.name, 30), statedBy.bundle.slice(0, 12)])),
  );
}

/** Over which custodians an item came, and where it was handed on to. */
export function printCustody({ ways, onward }: CustodyChain): void {
  for (const { origin, hops } of ways) {
    print('\nThe way it came over other custodians');
    if (origin !== undefined) {
      const { custodian, receipt } = origin;
      print(`  ${shown(custodian.name)} (${custodian.log}) received it ${receipt.at}${receipt.collection?.receivedFrom === undefined ? '' : ` from ${shown(receipt.collection.receivedFrom)}`}, as stated by ${shown(custodian.name)} (their entry ${receipt.entry})`);
    }
    hops.forEach(printHop);
  }
  if (onward.length > 0) print('\nHanded on');
  for (const { bundle, exportedAt, seq, receipts } of onward) {
    print(`  ${exportedAt} in the bundle ${bundle} (log entry ${seq})${receipts.length === 0 ? '; no receipt was filed' : ''}`);
    for (const { receiver, receiverKey, keyPinned, findingCount, filedAt, seq: entry } of receipts) {
      const doubts = [...(keyPinned ? [] : ['key not compared']), ...(findingCount === 0 ? [] : [`their check gave ${counted(findingCount, 'finding')}`])];
      print(`    receipt of ${shown(receiver)} (${receiverKey}), filed ${filedAt} (log entry ${entry})${doubts.map((doubt) => `; ${doubt}`).join('')}`);
    }
  }
}

function printHop({ from, to, bundle, receivedAt, backedBy, lacks }: CustodyHop): void {
  print(`  ${shown(from.name)} (${from.key}) -> ${shown(to.name)} (${to.key})`);
  print(`    taken in ${receivedAt} in the bundle ${bundle}`);
  print(`    backed by ${backedBy.length === 0 ? 'nothing that was checked' : shown(backedBy.join('; '))}`);
  if (lacks.length > 0) print(`    lacks: ${shown(lacks.join('; '))}`);
}
