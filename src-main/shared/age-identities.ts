/** The keys in a text as `age-keygen` writes it: one on each line, beside empty lines and comments. */
export function identitiesIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
