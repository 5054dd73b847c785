import { InvalidArgumentError } from 'commander';

/** A presentation time as `postquem keyframes` lists it: a whole number, which may be negative. */
export function parsePts(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw new InvalidArgumentError('A pts is a whole number, as "postquem keyframes" lists it.');
  // Without the sign of a negative zero, which has no canonical form.
  return Number(text) + 0;
}

/** The number of an entry, as `postquem log` lists it. */
export function parseEntryNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('An entry is a whole number, as "postquem log" lists it.');
  return Number(text);
}
