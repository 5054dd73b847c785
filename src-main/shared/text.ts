/** `one file`, `3 files`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

/** A text as the record holds it: well-formed Unicode in normalisation form C (FORMAT.md, section 1). */
export function toRecordText(text: string): string {
  return text.toWellFormed().normalize('NFC');
}
