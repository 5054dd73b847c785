import { placeInWords, timeInWords } from '../claims/assessment-words.ts';
import { readAssessment } from './assessed-part.ts';
import { outdatedText, type NumberedClaim } from './claims-section.ts';
import { el, fragment, said, type Markup } from './markup.ts';
import type { Naming } from './naming.ts';
import { isSelected, type ReportPart } from './report-part.ts';
import { code, listOf, tableOf } from './table.ts';

/** In plain words: what this report is, what came out, and what it does not say. */
export async function summarySection(parts: readonly ReportPart[], claims: readonly NumberedClaim[], { words, bound, items }: Naming): Promise<Markup> {
  const { summary: w } = words;
  const [own] = parts;
  if (own === undefined) return fragment();
  const { listed, survey, checkpoint, custodian } = own;
  const itemCount = new Set(parts.flatMap((part) => part.listed.items.map(({ sha256 }) => sha256))).size;
  const outcomes: { claim: NumberedClaim; sentences: string[] }[] = [];
  for (const claim of claims.slice(0, 200)) {
    const newest = claim.claim.assessments.at(-1);
    const read = newest && (await readAssessment(claim.part.listed.part, newest.path));
    const sentences = (read?.parts ?? []).map((part) => (part.kind === 'time' ? timeInWords(part, bound) : placeInWords(part, bound)).sentence);
    outcomes.push({ claim, sentences: newest !== undefined && sentences.length === 0 ? [newest.verdict.replaceAll('-', ' ')] : [...new Set(sentences)] });
  }
  return fragment(
    el('p', {}, w.extent(itemCount, claims.length, listed.part.seqs.length, checkpoint?.size)),
    checkpoint !== undefined && el('p', {}, `${w.root} `, code(checkpoint.root), '.'),
    el('p', {}, said(w.kept(custodian))),
    survey.last !== undefined && el('p', {}, w.until(survey.last.at)),
    el('p', {}, isSelected(own) ? w.selected : w.whole),
    el('h3', {}, w.outcomes),
    claims.length === 0 && el('p', {}, w.noClaims),
    tableOf({
      class: 'wide',
      heading: [w.claim, words.claims.claimant, words.claims.quote, words.claims.items, w.outcomes],
      rows: outcomes,
      cells: ({ claim: { number, claim }, sentences }) => [
        words.claim(number),
        said(claim.claimant),
        said(claim.quote),
        items(claim.items.flatMap((item) => parts.flatMap((part) => part.listed.items.filter(({ sha256 }) => sha256 === item).map(({ number: n }) => n)))),
        sentences.length === 0 ? w.noOutcome : fragment(outdatedText(claim, words), sentences.map((sentence) => el('p', {}, said(sentence)))),
      ],
    }),
    el('h3', {}, w.saysNot),
    listOf(w.limits),
  );
}
