import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import type { FactField } from '../../../../../src-main/shared/facts.ts';
import type { english } from '../../../../words/en/index.ts';

// The type of the words comes from the catalogue: this file holds no markup, and is tested without any.
type Words = typeof english;

export type Fact = ItemDetail['facts'][number];
export type FactGroup = 'when' | 'where' | 'device' | 'picture' | 'sound' | 'file';

/** Fields of the table by group, in the order in which people ask. Credentials, signs of a platform and damage stand above it. */
export const factGroups: readonly (readonly [FactGroup, readonly FactField[]])[] = [
  ['when', ['recorded-at']],
  ['where', ['position']],
  ['device', ['device-make', 'device-model', 'software']],
  ['picture', ['video-codec', 'display-size', 'rotation', 'frame-rate']],
  ['sound', ['audio-codec', 'audio']],
  ['file', ['media-kind', 'container-format', 'duration', 'encoder', 'edit-list', 'live-photo-id']],
];

/** One row: what each witness states of one field. */
export interface FactRow {
  field: FactField;
  /** By witness, in the order of the columns. */
  cells: readonly (readonly Fact[])[];
}

export interface FactTable {
  /** Those that answered. */
  witnesses: readonly string[];
  groups: readonly { group: FactGroup; rows: readonly FactRow[] }[];
}

/** Facts as a table: fields by group, witnesses beside each other. Groups and fields of which nothing is stated are left out. */
export function toTable(detail: Pick<ItemDetail, 'witnesses'>, facts: readonly Fact[]): FactTable {
  const witnesses = detail.witnesses.filter(({ outcome }) => outcome === 'read').map(({ witness }) => witness);
  const rowsOf = (fields: readonly FactField[]): FactRow[] =>
    fields.map((field) => ({ field, cells: witnesses.map((witness) => facts.filter((fact) => fact.field === field && fact.witness === witness)) })).filter(({ cells }) => cells.some((cell) => cell.length > 0));
  return { witnesses, groups: factGroups.map(([group, fields]) => ({ group, rows: rowsOf(fields) })).filter(({ rows }) => rows.length > 0) };
}

/** The facts that hold every word, in their name, value, raw text, place or witness. */
export function searchFacts(facts: readonly Fact[], search: string, { itemTabs: { facts: w } }: Pick<Words, 'itemTabs'>): readonly Fact[] {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return facts;
  return facts.filter((fact) => {
    const text = [w.fields[fact.field], fact.field, w.value(fact), w.remark(fact) ?? '', fact.raw, fact.path, fact.basis, fact.witness].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
