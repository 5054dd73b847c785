/** The forms of a word beside a number, by the plural rules of its language (Unicode CLDR). `#` stands for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** How a language counts: `count({ one: '# item', other: '# items' })(2)` is "2 items". */
export function countingIn(language: string): (forms: Forms) => (count: number) => string {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (forms) => (count) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', number.format(count));
}
