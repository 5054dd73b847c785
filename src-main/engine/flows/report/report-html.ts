import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentCheckpoint, type OutlinedPart } from '../../../format/bundle/case-document.ts';
import { toolVersion } from '../../../shared/version.ts';
import { accessSection, receivedSection } from './about-items.ts';
import { checklistSection } from './checklist.ts';
import { allowedSection, claimedSection, readClaims, type NumberedClaim } from './claims-section.ts';
import { digestsSection, logSection } from './closing-sections.ts';
import { doneSection } from './done-section.ts';
import { foundSection } from './found-section.ts';
import { listParts } from './listed-item.ts';
import { el, said, styleElement, type Markup } from './markup.ts';
import { namingOf, type Naming } from './naming.ts';
import { custodianText, type ReportPart } from './report-part.ts';
import { summarySection } from './summary.ts';
import { surveyPart } from './survey.ts';
import { unknownSection } from './unknowns.ts';
import { reportWords, type ReportLanguage, type ReportWords } from './words.ts';

export interface ReportOptions {
  language?: ReportLanguage;
}

type Section = keyof ReportWords['headings'] & ('summary' | 'received' | 'access' | 'done' | 'found' | 'claimed' | 'allowed' | 'log' | 'checklist' | 'unknown' | 'digests');
const sections: readonly Section[] = ['summary', 'received', 'access', 'done', 'found', 'claimed', 'allowed', 'log', 'checklist', 'unknown', 'digests'];

/**
 * A report as one HTML file, in pieces: no script, nothing from outside, pictures in the file itself. It rests on the
 * parts and on nothing else, so that what is not disclosed cannot enter; the first part is that of whoever makes it. No
 * time and no chance: the same parts give the same bytes. Memory: the receipts of all items, and one item with its
 * pictures. Throws CaseError `file-missing` or `file-damaged` where a part is read from a case that lacks a document.
 */
export async function* reportHtml(parts: readonly OutlinedPart[], { language = 'en' }: ReportOptions = {}): AsyncGenerator<Uint8Array> {
  const words = reportWords(language);
  const listed = await listParts(parts);
  const naming = namingOf(listed, words);
  const told: ReportPart[] = [];
  for (const part of listed) {
    told.push({ listed: part, survey: await surveyPart(part), custodian: custodianText(part, words.unknown), checkpoint: (await documentCheckpoint(part.part)) ?? undefined });
  }
  const claims = await readClaims(told);
  const title = words.title(told[0]?.listed.outline.title || words.untitled);
  yield bytes(`<!doctype html>\n<html lang="${words.language}" dir="${words.direction}">`);
  yield bytes(head(title).html);
  yield bytes('<body><main>');
  yield bytes(opening(title, words).html);
  for (const section of sections) {
    yield bytes(`<section aria-labelledby="${section}">`);
    yield bytes(el('h2', { id: section }, words.headings[section]).html);
    for await (const piece of contentOf(section, { told, claims, naming })) yield bytes(piece.html);
    yield bytes('</section>\n');
  }
  yield bytes('</main></body></html>\n');
}

interface Told {
  told: readonly ReportPart[];
  claims: readonly NumberedClaim[];
  naming: Naming;
}

function contentOf(section: Section, { told, claims, naming }: Told): AsyncIterable<Markup> {
  switch (section) {
    case 'summary':
      return whole(summarySection(told, claims, naming));
    case 'received':
      return whole(receivedSection(told, naming));
    case 'access':
      return whole(accessSection(told, naming));
    case 'done':
      return whole(doneSection(told, naming));
    case 'found':
      return foundSection(told, naming);
    case 'claimed':
      return whole(claimedSection(told, claims, naming));
    case 'allowed':
      return allowedSection(claims, naming);
    case 'log':
      return whole(logSection(told, naming));
    case 'checklist':
      return whole(checklistSection(told, claims, naming));
    case 'unknown':
      return whole(unknownSection(told, claims, naming));
    case 'digests':
      return digestsSection(told, naming);
  }
}

async function* whole(section: Markup | Promise<Markup>): AsyncGenerator<Markup> {
  yield await section;
}

let sheet: string | undefined;

/** The style sheet may act because its digest is named; scripts, frames, forms and the network may not (CSP Level 3). */
function head(title: string): Markup {
  sheet ??= readFileSync(join(import.meta.dirname, '../../../../resources/report/report.css'), 'utf8');
  const digest = createHash('sha256').update(sheet).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    el('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', { name: 'referrer', content: 'no-referrer' }),
    el('title', {}, title),
    styleElement(sheet),
  );
}

function opening(title: string, words: ReportWords): Markup {
  return el(
    'header',
    {},
    el('h1', {}, said(title)),
    el('p', {}, words.madeBy(toolVersion)),
    el('nav', { 'aria-label': words.headings.contents }, el('ol', {}, sections.map((section) => el('li', {}, el('a', { href: `#${section}` }, words.headings[section]))))),
  );
}

const utf8 = new TextEncoder();

function bytes(html: string): Uint8Array {
  return utf8.encode(html);
}
