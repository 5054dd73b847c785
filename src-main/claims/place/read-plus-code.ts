import { fromDegrees, writeAngle } from './angle.ts';
import type { Point } from './distance.ts';
import { lookUp, type Gazetteer, type GazetteerRow } from './gazetteer.ts';
import type { PlaceReading } from './coordinate-pair.ts';
import type { Place, Reference } from './place.ts';
import { completePlusCode, isFullPlusCode, isPlusCode, plusCodeBox } from './plus-code.ts';
import { placeProblem, type PlaceCandidate, type PlaceProblem } from './problem.ts';

interface Surroundings {
  near?: Point;
  gazetteer?: Gazetteer;
}

type Reading = (PlaceReading & Pick<Place, 'plusCode' | 'reference'>) | PlaceProblem;

/**
 * Read a plus code: a full one, a short one with a place name after it (`8MG9+PFR Sergeevka`), or a link of plus.codes.
 * A short one is completed to the nearest cell of that name or, without a name, of `near`. Nothing for other texts.
 */
export function readPlusCode(text: string, surroundings: Surroundings): Reading | undefined {
  const linked = /^(?:https?:\/\/)?(?:www\.)?plus\.codes\/([^/?#]+)/i.exec(text)?.[1]?.replace(/%2B/i, '+').replace(/,|%20/g, ' ');
  const match = /^([2-9A-Z0]{2,9}\+[2-9A-Z]*)(?:[\s,]+(.*))?$/is.exec(linked ?? text);
  if (!match) return undefined;
  const code = (match[1] ?? '').toUpperCase();
  const name = match[2]?.trim() ?? '';
  if (!isPlusCode(code)) return placeProblem('plus-code-invalid', 'plus-code', code);
  if (code.indexOf('+') < 8) return completed(code, name, surroundings);
  if (!isFullPlusCode(code)) return placeProblem('plus-code-invalid', 'plus-code', code);
  return { box: plusCodeBox(code), notation: 'plus-code', plusCode: code };
}

function completed(code: string, name: string, { near, gazetteer }: Surroundings): Reading {
  if (name === '') return near ? nearPoint(code, near) : placeProblem('reference-missing', 'reference', code);
  const found = gazetteer ? lookUp(gazetteer, name, near) : undefined;
  if (found && 'row' in found) return fromRow(code, found.row, found.matched);
  if (found && 'candidates' in found) return ambiguous(code, name, found.candidates);
  return near ? nearPoint(code, near) : placeProblem('reference-unknown', 'reference', name);
}

function nearPoint(code: string, near: Point): Reading {
  return readingAt(code, near, {});
}

function fromRow(code: string, row: GazetteerRow, matched: 'name' | 'similar-name'): Reading {
  return readingAt(code, row, { name: row.name, id: row.id, matched });
}

function readingAt(code: string, point: Point, from: Pick<Reference, 'name' | 'id' | 'matched'>): Reading {
  const [latitude, longitude] = [fromDegrees(point.latitude), fromDegrees(point.longitude)];
  const plusCode = completePlusCode(code, latitude, longitude);
  const reference = { ...from, latitude: writeAngle(latitude), longitude: writeAngle(longitude) };
  return { box: plusCodeBox(plusCode), notation: 'short-plus-code', plusCode, reference };
}

function ambiguous(code: string, name: string, rows: readonly GazetteerRow[]): PlaceProblem {
  const candidates = rows.map((row): PlaceCandidate => {
    const plusCode = completePlusCode(code, fromDegrees(row.latitude), fromDegrees(row.longitude));
    const { latitude, longitude } = plusCodeBox(plusCode);
    return { row, plusCode, latitude: writeAngle(latitude), longitude: writeAngle(longitude) };
  });
  return { ...placeProblem('reference-ambiguous', 'reference', name), candidates };
}
