import { english } from './english.ts';

type Words<T> = T extends (...args: infer A) => string ? (...args: A) => string : T extends string ? string : { readonly [K in keyof T]: Words<T[K]> };

/** The words of a report in one language. `english.ts` holds the English ones. */
export type ReportWords = Words<typeof english>;

export const reportLanguages = ['en'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

const catalogues: Readonly<Record<ReportLanguage, ReportWords>> = { en: english };

export function reportWords(language: ReportLanguage): ReportWords {
  return catalogues[language];
}

/** Whether a report can be had in this language (BCP 47, the language alone). */
export function isReportLanguage(tag: string): tag is ReportLanguage {
  return (reportLanguages as readonly string[]).includes(tag);
}
