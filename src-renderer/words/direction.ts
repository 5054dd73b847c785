/** Languages that are written from right to left. */
const fromRight = new Set(['ar', 'fa', 'he', 'ur']);

export function directionOf(language: string): 'ltr' | 'rtl' {
  return fromRight.has(language.split('-', 1)[0] ?? '') ? 'rtl' : 'ltr';
}
