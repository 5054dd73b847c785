import { expect } from 'vitest';

/** Vitest's matchers stand where a text is wanted, but say that they are of any type. */
export const containing = (text: string): string => expect.stringContaining(text) as string;
export const matching = (pattern: RegExp): string => expect.stringMatching(pattern) as string;
