import { fieldName } from './about-items.ts';
import { readAssessment } from './assessed-part.ts';
import type { NumberedClaim } from './claims-section.ts';
import { el, fragment, said, type Markup } from './markup.ts';
import type { ListedItem } from './listed-item.ts';
import type { Naming } from './naming.ts';
import { timeInWords, placeInWords } from '../claims/assessment-words.ts';
import { isSelected, partHeading, type ReportPart } from './report-part.ts';
import { listOf } from './table.ts';

/** What the records leave open, as far as it can be seen from them. */
export async function unknownSection(parts: readonly ReportPart[], claims: readonly NumberedClaim[], naming: Naming): Promise<Markup> {
  const written: Markup[] = [];
  for (const part of parts) {
    const own = claims.filter((claim) => claim.part === part);
    const sentences = [...ofTheLog(part, naming), ...ofItems(part.listed.items, naming), ...(await ofClaims(own, naming))];
    written.push(partHeading(parts, part, naming), listOf(sentences.map((sentence) => said(sentence))));
  }
  return fragment(el('p', {}, naming.words.unknowns.intro), written);
}

function ofTheLog(part: ReportPart, { words }: Naming): string[] {
  const { unknowns: w } = words;
  const { sessions, anchors, notReceived } = part.survey;
  const entriesOf = (all: readonly { entry: number }[]): string => all.slice(0, 12).map(({ entry }) => words.entry(entry)).join(', ') + (all.length > 12 ? ` … (${all.length})` : '');
  const doubtful = sessions.filter(({ clock }) => clock.state !== 'synchronised');
  const unsigned = sessions.filter(({ unsignedBefore }) => unsignedBefore !== undefined);
  return [
    ...(isSelected(part) ? [w.selected] : []),
    ...(anchors.length === 0 ? [w.unanchored] : []),
    ...(doubtful.length > 0 ? [w.clock(entriesOf(doubtful))] : []),
    ...(unsigned.length > 0 ? [w.unsigned(entriesOf(unsigned))] : []),
    ...(notReceived.length > 0 ? [w.notReceived(notReceived.length)] : []),
  ];
}

const mostExcuses = 50;

function ofItems(items: readonly ListedItem[], { words, items: named }: Naming): string[] {
  const { unknowns: w } = words;
  const about = (sentence: (names: string) => string, is: (item: ListedItem) => boolean): string[] => {
    const these = items.filter(is);
    return these.length === 0 ? [] : [sentence(named(these.map(({ number }) => number)))];
  };
  const excuses = Map.groupBy(
    items.flatMap(({ number, receipts }) => receipts.flatMap(({ collection }) => (collection?.notAvailable ?? []).map(({ field, why }) => ({ number, field, why })))),
    ({ field, why }) => JSON.stringify([field, why]),
  );
  return [
    ...about(w.notExamined, ({ examined }) => !examined),
    ...about(w.failed, ({ failed }) => failed),
    ...about(w.damaged, ({ damaged }) => damaged),
    ...about(w.disagreements, ({ disagreements }) => disagreements > 0),
    ...about(w.keyPackets, ({ keyframes }) => keyframes !== undefined && 'basis' in keyframes && keyframes.basis === 'key-packets'),
    ...about(w.noFrames, ({ keyframes, kind }) => (keyframes === undefined || 'noneBecause' in keyframes) && kind !== 'other' && kind !== 'audio'),
    ...[...excuses.values()].slice(0, mostExcuses).flatMap((same) => (same[0] === undefined ? [] : [w.notAvailable(named(same.map(({ number }) => number)), fieldName(same[0].field, words), same[0].why)])),
  ];
}

async function ofClaims(claims: readonly NumberedClaim[], naming: Naming): Promise<string[]> {
  const { words, bound } = naming;
  const { unknowns: w } = words;
  const named = (these: readonly NumberedClaim[]): string => these.slice(0, 20).map(({ number }) => words.claim(number)).join(', ') + (these.length > 20 ? ` … (${these.length})` : '');
  const notWeighed = claims.filter(({ claim }) => claim.assessments.length === 0);
  const freeText = claims.filter(({ claim }) => claim.meaning.kind === 'free-text');
  const missing: string[] = [];
  for (const { number, claim, part } of claims) {
    const newest = claim.assessments.at(-1);
    const read = newest && (await readAssessment(part.listed.part, newest.path));
    for (const one of read?.parts ?? []) {
      const sentences = one.kind === 'time' ? timeInWords(one, bound) : placeInWords(one, bound);
      for (const sentence of sentences.missing) missing.push(w.missing(words.claim(number), sentence));
    }
  }
  return [
    ...(notWeighed.length > 0 ? [w.notAssessed(named(notWeighed))] : []),
    ...(freeText.length > 0 ? [w.freeText(named(freeText))] : []),
    ...[...new Set(missing)].slice(0, 200),
    ...(claims.length > 0 && claims.every(({ claim }) => claim.judgements.length === 0) ? [w.noJudgement] : []),
  ];
}

