import { rulesNumber } from '../../../claims/rules.ts';
import { instantText } from '../../../claims/evidence-words.ts';
import { documentClaim, type DocumentedAssessment, type DocumentedClaim, type DocumentedEvidence } from '../../../format/bundle/documented-claim.ts';
import type { DisclosedPart } from '../../../format/bundle/part.ts';
import { placeInWords, timeInWords, type Sentences } from '../claims/assessment-words.ts';
import { limitText } from '../claims/limit-words.ts';
import { meaningText } from '../claims/meaning-words.ts';
import { fromRecordedInstant } from '../claims/recorded-instant.ts';
import { weightOf } from '../claims/weight.ts';
import { readAssessment, type ReadPart } from './assessed-part.ts';
import { el, fragment, said, type Markup } from './markup.ts';
import type { Naming } from './naming.ts';
import { agreementTable, placeFigures, type Mark } from './place-map.ts';
import { partHeading, type ReportPart } from './report-part.ts';
import type { ReportWords } from './words.ts';
import { facts, listOf, tableOf } from './table.ts';
import { timeAxis } from './time-axis.ts';

/** A claim with its number in the report. */
export interface NumberedClaim {
  number: number;
  claim: DocumentedClaim;
  part: ReportPart;
}

/** More claims than this are in the bundle and not in a report. */
export const mostClaims = 2000;

/** All claims of all parts, numbered from 1. Memory: what the entries say of them. */
export async function readClaims(parts: readonly ReportPart[]): Promise<NumberedClaim[]> {
  const claims: NumberedClaim[] = [];
  for (const part of parts) {
    const { part: disclosed, outline } = part.listed;
    for (const seq of outline.claims.keys()) {
      if (claims.length >= mostClaims) return claims;
      const claim = await documentClaim(disclosed, outline, seq);
      if (claim !== undefined) claims.push({ number: claims.length + 1, claim, part });
    }
  }
  return claims;
}

/** What is claimed, by whom, when, in whose words. */
export function claimedSection(parts: readonly ReportPart[], claims: readonly NumberedClaim[], naming: Naming): Markup {
  const { words } = naming;
  if (claims.length === 0) return el('p', {}, words.claims.none);
  return fragment(
    parts.map((part) => {
      const own = claims.filter((claim) => claim.part === part);
      return own.length > 0 && fragment(partHeading(parts, part, naming), own.map((claim) => el('article', { class: 'item' }, el('h3', {}, words.claim(claim.number)), claimFacts(claim, naming))));
    }),
  );
}

function claimFacts({ claim }: NumberedClaim, naming: Naming): Markup {
  const { words } = naming;
  const { claims: w } = words;
  const { saidAt } = claim;
  return facts([
    [w.claimant, said(claim.claimant)],
    [w.quote, el('blockquote', { lang: claim.language !== undefined && /^[A-Za-z0-9-]{2,35}$/.test(claim.language) ? claim.language : undefined, dir: 'auto' }, claim.quote)],
    [w.language, claim.language === undefined ? undefined : said(claim.language)],
    [w.translation, claim.translation === undefined ? undefined : said(claim.translation)],
    [w.about, w.subjects[claim.about]],
    [w.items, claim.items.map((item) => naming.item(item)).join(', ')],
    [w.saidAt, saidAt === undefined ? words.notStated : said(saidAt.text)],
    [w.saidAtUtc, saidAt === undefined ? undefined : instantText(fromRecordedInstant(saidAt.instant))],
    [w.source, claim.sourceUrl === undefined ? words.notStated : said(claim.sourceUrl)],
    [w.means, meansText(claim)],
    [w.interpreted, claim.means === undefined ? undefined : said(claim.means)],
    [w.confirmed, claim.readingConfirmed ? words.yes : undefined],
    [w.recorded, `${words.entry(claim.entry)}, ${claim.at}`],
  ]);
}

function meansText({ meaning, saidAt }: DocumentedClaim): string {
  try {
    return meaningText(meaning, saidAt === undefined ? undefined : fromRecordedInstant(saidAt.instant));
  } catch (error) {
    // A stranger's predicate can pass its schema and still name no window.
    if (error instanceof RangeError) return '?';
    throw error;
  }
}

/** What the evidence allows to say, claim by claim. Memory: one claim's assessment at a time. */
export async function* allowedSection(claims: readonly NumberedClaim[], naming: Naming): AsyncGenerator<Markup> {
  const { words } = naming;
  if (claims.length === 0) yield el('p', {}, words.claims.none);
  for (const numbered of claims) {
    const { number, claim, part } = numbered;
    yield el(
      'article',
      { class: 'item' },
      el('h3', {}, `${words.claim(number)}: `, said(claim.quote), ` (${words.claims.subjects[claim.about]})`),
      await assessedText(part.listed.part, numbered, naming),
      claimedPlace(numbered, naming),
      evidenceTable(claim, naming),
      claim.judgements.length === 0
        ? el('p', {}, words.claims.noJudgement)
        : tableOf({ caption: words.claims.judgementsCaption, heading: words.claims.judgementsHeading, rows: claim.judgements, cells: (j) => [j.entry, j.at, spaced(j.verdict), said(j.because)] }),
    );
  }
}

async function assessedText(part: DisclosedPart, { number, claim }: NumberedClaim, naming: Naming): Promise<Markup> {
  const { words } = naming;
  const { claims: w } = words;
  const newest = claim.assessments.at(-1);
  if (newest === undefined) return el('p', {}, w.notAssessed);
  const earlier = claim.assessments.slice(0, -1);
  const read = await readAssessment(part, newest.path);
  return fragment(
    el('p', {}, w.assessed(newest.entry, newest.at)),
    outdatedText(claim, words),
    read === undefined
      ? el('p', { class: 'verdict' }, w.unreadable(spaced(newest.verdict)))
      : fragment(
          read.rules !== rulesNumber && el('p', { class: 'warning' }, w.otherRules(read.rules, rulesNumber)),
          read.parts.map((one, n) => partText(one, { id: `claim-${number}-${n}`, named: read.parts.length > 1, claim, newest }, naming)),
        ),
    headed(w.earlierHeading, listOf(earlier.map((one) => w.earlier(one.entry, one.at, spaced(one.verdict)))), earlier.length),
  );
}

/** That a verdict was reached before what it rests on changed. */
export function outdatedText({ outdatedBy }: Pick<DocumentedClaim, 'outdatedBy'>, { claims: w }: ReportWords): Markup {
  if (outdatedBy === undefined) return fragment();
  const shown = outdatedBy.slice(0, 10).map((entry) => `entry ${entry}`).join(', ');
  return el('p', { class: 'warning' }, w.outdated(outdatedBy.length > 10 ? `${shown}, ...` : shown));
}

interface About {
  id: string;
  named: boolean;
  claim: DocumentedClaim;
  newest: DocumentedAssessment;
}

function partText(part: ReadPart, { id, named, claim }: About, naming: Naming): Markup {
  const { words, bound } = naming;
  const { claims: w } = words;
  const sentences = part.kind === 'time' ? timeInWords(part, bound) : placeInWords(part, bound);
  const list = (all: Sentences['restsOn']): Markup => listOf(all.map(({ name, sentence }) => fragment(`${name}: `, said(sentence))));
  return fragment(
    named && el('h4', {}, w.ofItem(naming.item(part.item))),
    el('p', { class: 'verdict' }, said(sentences.sentence)),
    part.recorded !== undefined && el('p', { class: 'warning' }, w.differs(spaced(part.recorded))),
    sentences.corroboration !== undefined && el('p', {}, said(sentences.corroboration)),
    part.kind === 'time' && timeAxis(part, { id, name: bound, words }),
    part.kind === 'place' && fragment(placeFigures(part.claimed, marksOf(part.compared, claim, naming), { id, naming }), agreementTable(part, naming)),
    headed(w.restsOn, list(sentences.restsOn), sentences.restsOn.length),
    headed(w.change, listOf(sentences.whatWouldChange.map((text) => said(text))), sentences.whatWouldChange.length),
    headed(w.missing, listOf(sentences.missing.map((text) => said(text))), sentences.missing.length),
    headed(w.assertions, list(sentences.assertions), sentences.assertions.length),
  );
}

function headed(heading: string, text: Markup, count: number): Markup {
  return count === 0 ? fragment() : fragment(el('h4', {}, heading), text);
}

/** Where each compared place lies: by the evidence that states it, or as the file states it. */
function marksOf(compared: Extract<ReadPart, { kind: 'place' }>['compared'], claim: DocumentedClaim, { bound }: Naming): Mark[] {
  return compared.flatMap(({ id, text, precisionM }): Mark[] => {
    const evidence = claim.evidence.find(({ entry }) => id === `evidence ${entry}`);
    const place = evidence?.limit.kind === 'place' ? evidence.limit.place : undefined;
    const [, latitude, longitude] = /^(-?\d+(?:\.\d+)?), (-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
    const at = place ?? (latitude === undefined || longitude === undefined ? undefined : { latitude, longitude });
    return at === undefined ? [] : [{ label: bound(id), latitude: Number(at.latitude), longitude: Number(at.longitude), precisionM: Number(precisionM) }];
  });
}

/** A claim about a place that was not weighed still has its place. */
function claimedPlace({ number, claim }: NumberedClaim, naming: Naming): Markup | undefined {
  if (claim.meaning.kind !== 'place' || claim.assessments.length > 0) return undefined;
  return placeFigures(claim.meaning.place, [], { id: `claim-${number}-place`, naming });
}

function evidenceTable({ evidence }: DocumentedClaim, naming: Naming): Markup {
  const { words } = naming;
  const { claims: w } = words;
  if (evidence.length === 0) return el('p', {}, w.noEvidence);
  return tableOf<DocumentedEvidence>({
    caption: w.evidenceCaption,
    heading: w.evidenceHeading,
    rows: evidence,
    cells: (one) => [
      one.entry,
      [said(limitText(one)), one.withdrawn === undefined ? '' : el('p', { class: 'warning' }, said(w.withdrawn(one.withdrawn.entry, one.withdrawn.because)))],
      said(weightText(one, words)),
      listOf([one.origin, one.post?.text, one.seenIn === undefined ? undefined : w.seenIn(naming.item(one.seenIn.item)), one.segment].filter((text) => text !== undefined).map((text) => said(text))),
      said([one.stated, one.note, one.override?.reason].filter((text) => text !== undefined).join(' · ')),
    ],
    most: 500,
    more: words.more,
  });
}

function weightText(evidence: DocumentedEvidence, { axis }: Naming['words']): string {
  const weight = weightOf(evidence);
  if (weight === undefined) return '';
  return `${weight.strength === 'decisive' ? axis.decisive : axis.assertion}: ${weight.because}`;
}

export function spaced(code: string): string {
  return code.replaceAll('-', ' ');
}
