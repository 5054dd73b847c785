import { factSchemas, type FactField, type FactValue, type Observation } from '../../../shared/facts.ts';

/** Where a statement stands and how the witness put it. */
export interface Statement {
  basis: string;
  path: string;
  raw: string | undefined;
}

export interface ObservationList {
  /** Adds nothing when the witness said nothing, or nothing that the field can hold. */
  add<F extends FactField>(field: F, statement: Statement, value: FactValue<F> | undefined): void;
  readonly all: Observation[];
}

/**
 * A file with a hundred thousand tracks states nothing more by listing them all; the raw report keeps them. By field,
 * so that no field crowds out another: a reading holds 2,000 observations at most.
 */
const maxObservationsOfField = 100;
const maxRawLength = 4000;

export function collectObservations(): ObservationList {
  const all: Observation[] = [];
  const counts = new Map<FactField, number>();
  return {
    all,
    add(field, { basis, path, raw }, value) {
      const count = counts.get(field) ?? 0;
      if (raw === undefined || value === undefined || count >= maxObservationsOfField) return;
      // What a hostile file puts into a text must not break the log that records it.
      if (!factSchemas[field].safeParse(value).success) return;
      counts.set(field, count + 1);
      all.push({ field, basis, path, raw: cut(raw), value } as Observation);
    },
  };
}

/** A text value: trimmed, no control characters, of bearable length. */
export function cleanText(printed: string | undefined): string | undefined {
  // oxlint-disable-next-line no-control-regex -- handler names begin with a length byte, others hold terminal escapes
  const text = printed?.toWellFormed().replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return text ? cut(text) : undefined;
}

function cut(text: string): string {
  const whole = text.toWellFormed();
  return whole.length <= maxRawLength ? whole : `${whole.slice(0, maxRawLength)}…`.toWellFormed();
}
