import { Buffer } from 'node:buffer';
import { documentItem, type DocumentedExamination, type DocumentedItem, type DocumentedKeyframes } from '../../../format/bundle/documented-item.ts';
import type { DisclosedPart } from '../../../format/bundle/part.ts';
import { factFields, type Observation } from '../../../shared/facts.ts';
import { secondsOf } from '../../../shared/pts.ts';
import { mostDetailed } from './about-items.ts';
import { factText } from './fact-words.ts';
import { el, fragment, said, type Markup } from './markup.ts';
import type { ListedItem } from './listed-item.ts';
import type { Naming } from './naming.ts';
import { partHeading, type ReportPart } from './report-part.ts';
import { facts, listOf, tableOf } from './table.ts';

/** A report holds so many pictures of one item, and so many in all: a browser has to hold them at once. */
export const mostFrames = 24;
const mostPictures = 3000;
const mostPictureBytes = 400_000;

/** What was found, item by item. Memory: one item with its pictures at a time. */
export async function* foundSection(parts: readonly ReportPart[], naming: Naming): AsyncGenerator<Markup> {
  const shown = parts.reduce((sum, { listed }) => sum + Math.min(listed.items.length, mostDetailed), 0);
  const framesEach = Math.min(mostFrames, Math.floor(mostPictures / Math.max(shown, 1)));
  for (const part of parts) {
    yield partHeading(parts, part, naming);
    const { items, part: disclosed, outline } = part.listed;
    for (const listed of items.slice(0, mostDetailed)) {
      const item = await documentItem(disclosed, outline, listed.sha256);
      if (item !== undefined) yield await itemFound(disclosed, { item, listed, framesEach }, naming);
    }
    const left = items.length - mostDetailed;
    if (left > 0) yield el('p', { class: 'more' }, naming.words.found.tooMany(mostDetailed, left));
  }
}

interface Found {
  item: DocumentedItem;
  listed: ListedItem;
  framesEach: number;
}

async function itemFound(part: DisclosedPart, { item, listed, framesEach }: Found, naming: Naming): Promise<Markup> {
  const { words } = naming;
  const { found: w } = words;
  return el(
    'article',
    { class: 'item', id: `${part.prefix.replaceAll('/', '-')}item-${listed.number}` },
    el('h3', {}, `${words.item(listed.number)}: `, said(item.name)),
    item.examination === undefined ? el('p', {}, w.notExamined) : examinationFound(item.examination, naming),
    el('h4', {}, w.keyframesHeading),
    item.keyframes === undefined ? el('p', {}, w.notScanned) : await keyframesFound(part, { keyframes: item.keyframes, number: listed.number, framesEach }, naming),
    notesFound(item, naming),
    tableOf({
      caption: w.samenessCaption,
      heading: w.samenessHeading,
      rows: item.sameness,
      cells: (judged) => [judged.entry, judged.at, naming.item(judged.a === item.sha256 ? judged.b : judged.a), w.sameness[judged.verdict], said(judged.because)],
    }),
  );
}

const mostFacts = 400;

function examinationFound({ reports, observations, disagreements }: DocumentedExamination, { words }: Naming): Markup {
  const { found: w } = words;
  const silent = reports.filter(({ outcome }) => outcome === 'nothing').map(({ witness }) => witness);
  const credentials = observations.flatMap(({ observation }) => (observation.field === 'content-credentials' ? [observation] : []));
  return fragment(
    tableOf({
      caption: w.factsCaption,
      heading: w.factsHeading,
      rows: statementsOf(observations, words),
      cells: ({ field, text, by }) => [w.field(field), said(text), [...new Set(by.map(({ witness }) => witness))].join(', '), said([...new Set(by.map(({ basis }) => basis))].join(', '))],
      most: mostFacts,
      more: words.more,
    }),
    silent.length > 0 && el('p', {}, w.silent(silent.join(', '))),
    tableOf({ caption: w.failedCaption, heading: w.failedHeading, rows: reports.filter(({ outcome }) => outcome === 'failed'), cells: (r) => [r.witness, said(r.version), said(r.problem ?? '')] }),
    disagreements.length === 0
      ? el('p', {}, w.noDisagreement)
      : fragment(
          el('h4', {}, w.disagreementsHeading),
          disagreements.map(({ field, tolerance, statements }) =>
            tableOf({
              caption: w.tolerance(w.field(field), tolerance),
              heading: w.disagreementHeading,
              rows: statements,
              cells: (s) => [said(s.text), said(s.by.map(({ witness, basis }) => `${witness} (${basis})`).join(', '))],
              class: 'disagreement',
            }),
          ),
        ),
    credentials.length > 0 && credentialsFound(credentials, words),
  );
}

interface Statement {
  field: Observation['field'];
  text: string;
  by: { witness: string; basis: string }[];
}

/** What is stated, each statement once with everybody who makes it; what is stated of one thing stands together. */
function statementsOf(observations: DocumentedExamination['observations'], words: Naming['words']): Statement[] {
  const statements = new Map<string, Statement>();
  for (const { witness, observation } of observations) {
    const text = factText(observation, words);
    const key = JSON.stringify([observation.field, text]);
    const one = statements.get(key) ?? { field: observation.field, text, by: [] };
    statements.set(key, one);
    if (!one.by.some((said) => said.witness === witness && said.basis === observation.basis)) one.by.push({ witness, basis: observation.basis });
  }
  return [...statements.values()].sort((a, b) => factFields.indexOf(a.field) - factFields.indexOf(b.field));
}

function credentialsFound(all: readonly Extract<Observation, { field: 'content-credentials' }>[], { found: w }: Naming['words']): Markup {
  return fragment(
    el('h4', {}, w.credentialsHeading),
    all.map(({ value }) =>
      facts([
        [w.credentialFacts.state, w.credentialState[value.state]],
        [w.credentialFacts.signer, value.signer === undefined ? undefined : said(value.signer)],
        [w.credentialFacts.generator, value.claimGenerator === undefined ? undefined : said(value.claimGenerator)],
        [w.credentialFacts.manifest, value.activeManifest === undefined ? undefined : said(value.activeManifest)],
        [w.credentialFacts.failures, listOf(value.failures.map((failure) => said(failure)))],
      ]),
    ),
    el('p', {}, w.credentialsNote),
  );
}

interface Frames {
  keyframes: DocumentedKeyframes;
  number: number;
  framesEach: number;
}

async function keyframesFound(part: DisclosedPart, { keyframes, number, framesEach }: Frames, { words }: Naming): Promise<Markup> {
  const { found: w, done } = words;
  if ('noneBecause' in keyframes) return el('p', {}, w.noKeyframes(''), said(keyframes.noneBecause));
  const { indexed, pictured, basis, timeBase, stream, remarks, frames } = keyframes;
  const chosen = [...frames.filter(({ distinct }) => distinct), ...frames.filter(({ distinct }) => !distinct)].slice(0, framesEach).sort((a, b) => a.pts - b.pts);
  const pictures: Markup[] = [];
  for (const { pts, poster } of chosen) {
    const seconds = secondsText(pts, timeBase);
    const source = await pictureSource(part, poster);
    if (source !== undefined) pictures.push(el('figure', {}, el('img', { src: source, alt: w.frameAlt(pts, seconds, number) }), el('figcaption', {}, w.frame(pts, seconds))));
  }
  const left = frames.length - pictures.length;
  return fragment(
    el('p', {}, w.keyframesText(indexed, pictured, done.basis[basis], timeBase, stream), basis === 'key-packets' && ` ${w.missesShots}`),
    listOf(remarks.map((remark) => said(remark))),
    pictures.length > 0 && el('div', { class: 'sheet' }, pictures),
    framesEach === 0 ? el('p', { class: 'more' }, w.noPictures) : left > 0 && el('p', { class: 'more' }, w.moreFrames(left)),
  );
}

/** A stranger's time base may be `1/0`. */
export function secondsText(pts: number, timeBase: string): string {
  try {
    return secondsOf(pts, timeBase);
  } catch {
    return '?';
  }
}

/** The picture itself, as the document's own; nothing that is not a JPEG of sensible size. */
async function pictureSource(part: DisclosedPart, path: string): Promise<string | undefined> {
  const bytes = await part.readDocument(path);
  if (bytes === undefined || bytes.length > mostPictureBytes || bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  return `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`;
}

function notesFound({ notes }: DocumentedItem, { words }: Naming): Markup {
  const { found: w } = words;
  return tableOf({
    caption: w.notesCaption,
    heading: w.notesHeading,
    rows: notes.filter(({ stands }) => stands),
    cells: ({ entry, at, label, time, region, text }) => [
      entry,
      at,
      label === undefined ? '' : said(label),
      [time === undefined ? '' : w.noteAt(time.from, time.to, secondsText(time.from, time.timeBase)), ' ', region === undefined ? '' : w.region(region.x, region.y, region.width, region.height)],
      said(text ?? ''),
    ],
    most: 500,
    more: words.more,
  });
}
