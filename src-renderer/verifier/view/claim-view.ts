import type { DocumentedAssessment, DocumentedClaim, DocumentedEvidence } from '../../../src-main/format/bundle/documented-claim.ts';
import type { DisclosedPart } from '../../../src-main/format/bundle/part.ts';
import type { AssessmentDocument } from '../../../src-main/shared/assessment-document.ts';
import { readAssessment } from '../axis/assessment-document.ts';
import { axisView } from '../axis/axis-view.ts';
import { stretchText } from '../axis/rows.ts';
import { counted } from '../../../src-main/shared/text.ts';
import { el } from './element.ts';
import { pagedList } from './paged-list.ts';
import { exact, said } from './said.ts';

/** One claim: the words, who said them, what the sender's assessment made of them, and on what it rests. */
export async function claimView(claim: DocumentedClaim, part: DisclosedPart): Promise<HTMLElement> {
  const newest = claim.assessments.at(-1);
  const document = newest === undefined ? undefined : await readAssessment(part, newest);
  return el(
    'div',
    {},
    quotation(claim),
    verdictLine(newest, claim.assessments.length),
    outdatedLine(claim.outdatedBy),
    ...axes(document),
    judgements(claim),
    evidenceList(claim.evidence),
  );
}

function quotation({ quote, language, translation, claimant, saidAt, about, sourceUrl, entry }: DocumentedClaim): HTMLElement {
  const when = saidAt === undefined ? 'at a time that is not known' : el('span', {}, said(saidAt.text), ` (UTC: ${stretchText({ from: saidAt.instant.earliest, to: saidAt.instant.latest })})`);
  return el(
    'div',
    {},
    el('blockquote', {}, said(quote)),
    translation === undefined ? undefined : el('p', {}, 'Translated: ', said(translation)),
    el('p', { class: 'quiet' }, 'Said by ', said(claimant), ', ', when, `; about: ${about}${language === undefined ? '' : '; language: '}`, language === undefined ? undefined : said(language), sourceUrl === undefined ? undefined : el('span', {}, '; source ', exact(sourceUrl)), ` (entry ${entry})`),
  );
}

function outdatedLine(entries: readonly number[] | undefined): HTMLElement | undefined {
  if (entries === undefined) return undefined;
  const shown = entries.slice(0, 10).map((entry) => `entry ${entry}`).join(', ');
  return el('p', {}, el('strong', {}, 'Not up to date: '), `what the verdict rests on has changed since (${shown}${entries.length > 10 ? ', ...' : ''}). It does not stand until the claim is weighed again.`);
}

function verdictLine(newest: DocumentedAssessment | undefined, count: number): HTMLElement {
  if (newest === undefined) return el('p', {}, 'The sender has not weighed this claim.');
  const { verdict, at, entry } = newest;
  return el('p', {}, 'By the rules of the program that the sender used: ', el('strong', {}, words(verdict)), ` (entry ${entry}, ${at}${count > 1 ? `, the newest of ${count} assessments` : ''}). This page does not weigh it again.`);
}

function axes(document: AssessmentDocument | undefined): HTMLElement[] {
  if (document === undefined) return [];
  const mostDrawn = 4;
  const parts = document.parts.filter((one) => one.kind === 'time');
  return [
    ...parts.slice(0, mostDrawn).map((one) => el('div', {}, parts.length > 1 ? el('p', {}, 'For item ', exact(one.item.slice(0, 16)), `: ${words(one.assessment.verdict)}`) : undefined, axisView(one))),
    ...(parts.length > mostDrawn ? [el('p', { class: 'more' }, `and ${parts.length - mostDrawn} more items`)] : []),
  ];
}

function judgements({ judgements: told }: DocumentedClaim): HTMLElement | undefined {
  const newest = told.at(-1);
  if (newest === undefined) return undefined;
  return el('p', {}, 'The custodian judged: ', el('strong', {}, words(newest.verdict)), ', because: ', said(newest.because), ` (entry ${newest.entry}, ${newest.at})`);
}

function evidenceList(evidence: readonly DocumentedEvidence[]): HTMLElement | undefined {
  if (evidence.length === 0) return undefined;
  return el('details', {}, el('summary', {}, counted(evidence.length, 'piece'), ' of evidence'), pagedList({ items: evidence, page: 10, show: evidenceItem, into: el('ul', { class: 'plain' }) }));
}

function evidenceItem({ basis, limit, stated, origin, post, note, withdrawn, confirmed, seenIn, entry }: DocumentedEvidence): HTMLElement {
  const parts: (Node | string)[] = [`${words(limit.kind)}, by ${words(basis)} (entry ${entry})`];
  if (stated !== undefined) parts.push('; stated: ', said(stated));
  if (post !== undefined) parts.push('; post: ', exact(post.text));
  if (origin !== undefined) parts.push('; from: ', said(origin));
  if (seenIn !== undefined) parts.push('; seen in ', exact(seenIn.item.slice(0, 16)), seenIn.pts === undefined ? '' : ` at pts ${seenIn.pts}`);
  if (confirmed !== undefined) parts.push(confirmed ? '; confirmed by a person' : '; not confirmed by a person');
  if (note !== undefined) parts.push('; note: ', said(note));
  if (withdrawn !== undefined) parts.push(el('strong', {}, ' withdrawn'), ` in entry ${withdrawn.entry}: `, said(withdrawn.because));
  return el('li', { class: withdrawn === undefined ? undefined : 'withdrawn' }, ...parts);
}

function words(code: string): string {
  return code.replaceAll('-', ' ');
}
