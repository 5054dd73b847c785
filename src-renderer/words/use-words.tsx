import { createContext, useContext } from 'react';
import { english } from './en/index.ts';

export type Words = typeof english;

/** By language, as the settings name it. */
export const catalogues = { en: english } satisfies Record<string, Words>;

const WordsContext = createContext<Words>(english);
export const WordsProvider = WordsContext.Provider;

/** The words of the window in the person's language. */
export const useWords = (): Words => useContext(WordsContext);
