/** Whether a value is surely what is wanted. It may say no of a value that would do. */
export type Fits = (value: unknown) => boolean;

export const isText: Fits = (value) => typeof value === 'string';
export const isFlag: Fits = (value) => typeof value === 'boolean';
export const isInt: Fits = Number.isSafeInteger;

export function isOneOf(texts: readonly string[]): Fits {
  return (value) => typeof value === 'string' && texts.includes(value);
}

export function isLike(pattern: RegExp): Fits {
  return (value) => typeof value === 'string' && pattern.test(value);
}

/**
 * An object with all members of `required`, any of `optional` and no other. Says of parsed JSON in a fraction of the
 * time what a schema says, for the kinds of which a log holds a million: no more than the schema takes, and that
 * unchanged. A property test holds each shape against its schema.
 */
export function hasShape(required: Readonly<Record<string, Fits>>, optional: Readonly<Record<string, Fits>> = {}): Fits {
  const needed = Object.keys(required).length;
  const members = new Map(Object.entries(optional).map(([key, fits]) => [key, { fits, counts: 0 }]));
  for (const [key, fits] of Object.entries(required)) members.set(key, { fits, counts: 1 });
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let found = 0;
    for (const key of Object.keys(value)) {
      const member = members.get(key);
      if (member === undefined || !member.fits((value as Record<string, unknown>)[key])) return false;
      found += member.counts;
    }
    return found === needed;
  };
}
