import { bundleOfPart } from '../../../format/bundle/layout.ts';
import { el, fragment, said, type Markup } from './markup.ts';
import type { ListedPart } from './listed-item.ts';
import type { Naming } from './naming.ts';
import type { Survey } from './survey.ts';

/** One log's records as a report tells of them. */
export interface ReportPart {
  listed: ListedPart;
  survey: Survey;
  /** Name and affiliation, as the log says. */
  custodian: string;
  /** What the log's checkpoint covers, where it is there. */
  checkpoint: { size: number; root: string } | undefined;
}

export function custodianText({ outline }: ListedPart, unknown: string): string {
  const { custodian } = outline;
  if (custodian === undefined) return unknown;
  return custodian.affiliation === undefined ? custodian.name : `${custodian.name} (${custodian.affiliation})`;
}

/** Whose records follow, where there are records of several. */
export function partHeading(parts: readonly ReportPart[], { listed, custodian }: ReportPart, { words }: Naming): Markup {
  if (parts.length < 2) return fragment();
  const bundle = bundleOfPart(listed.part.prefix);
  return fragment(el('h3', {}, said(words.part(custodian, listed.outline.log))), bundle !== undefined && el('p', {}, words.receivedPart(bundle)));
}

/** Whether entries of the log are missing from the records: those that were not chosen, or cannot be read. */
export function isSelected({ listed, checkpoint }: ReportPart): boolean {
  const { seqs } = listed.part;
  const last = seqs.at(-1) ?? -1;
  return seqs.length < Math.max(last + 1, checkpoint?.size ?? 0);
}
