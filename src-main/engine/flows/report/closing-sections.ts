import { documentItem } from '../../../format/bundle/documented-item.ts';
import { mostDetailed } from './about-items.ts';
import { mostFrames, secondsText } from './found-section.ts';
import { el, fragment, said, type Markup } from './markup.ts';
import type { Naming } from './naming.ts';
import { partHeading, type ReportPart } from './report-part.ts';
import { code, tableOf } from './table.ts';

/** The disclosed entries as sentences, with their times. */
export function logSection(parts: readonly ReportPart[], naming: Naming): Markup {
  const { words } = naming;
  const { log: w } = words;
  return fragment(
    el('p', {}, w.note),
    parts.map((part) => {
      const { survey, listed } = part;
      const left = listed.part.seqs.length - survey.log.length;
      return fragment(
        partHeading(parts, part, naming),
        tableOf({ heading: w.heading, rows: survey.log, cells: (line) => [line.entry, line.at, said(line.sentence ?? w.unknownAct(line.type))], class: 'log' }),
        left > 0 && el('p', { class: 'more' }, w.more(left)),
      );
    }),
  );
}

/** SHA-256 of the evidentiary copies, and of the frames that were decoded. Memory: one item at a time. */
export async function* digestsSection(parts: readonly ReportPart[], naming: Naming): AsyncGenerator<Markup> {
  const { words } = naming;
  const { digests: w } = words;
  for (const part of parts) {
    const { items, part: disclosed, outline } = part.listed;
    yield partHeading(parts, part, naming);
    yield tableOf({
      caption: w.itemsCaption,
      heading: w.itemsHeading,
      rows: items,
      cells: (item) => [words.item(item.number), said(item.name), item.bytes, [el('p', {}, 'SHA-256 ', code(item.sha256)), otherDigests(item.receipts).map(([name, digest]) => el('p', {}, `${name.toUpperCase()} `, code(digest)))]],
    });
    for (const listed of items.slice(0, mostDetailed)) {
      const item = await documentItem(disclosed, outline, listed.sha256);
      const keyframes = item?.keyframes;
      if (keyframes === undefined || 'noneBecause' in keyframes) continue;
      yield tableOf({
        caption: w.framesCaption(words.item(listed.number)),
        heading: w.framesHeading,
        rows: keyframes.frames,
        cells: (frame) => [frame.pts, secondsText(frame.pts, keyframes.timeBase), code(frame.frameSha256), [code(frame.pdq), ` (${frame.pdqQuality})`]],
        most: mostFrames,
        more: () => w.framesNote,
      });
    }
  }
}

function otherDigests(receipts: readonly { otherDigests?: Readonly<Record<string, string | undefined>> | undefined }[]): [string, string][] {
  const all = new Map(receipts.flatMap(({ otherDigests: digests = {} }) => Object.entries(digests)));
  return [...all].flatMap(([name, digest]): [string, string][] => (digest === undefined ? [] : [[name, digest]]));
}
