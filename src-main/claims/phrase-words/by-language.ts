import type { Language } from '../written-time.ts';
import { english } from './en.ts';
import { french } from './fr.ts';
import { russian } from './ru.ts';
import { ukrainian } from './uk.ts';
import type { PhraseWords } from './words.ts';

const all: readonly PhraseWords[] = [english, french, ukrainian, russian];

/** The words to read with: those of the language named, else of all, so that a text that two languages read differently shows. */
export function wordsOf(language: Language | undefined): readonly PhraseWords[] {
  return all.filter((words) => language === undefined || words.language === language);
}
