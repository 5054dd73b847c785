/** A text as the record holds it: well-formed Unicode in normalisation form C (FORMAT.md, section 1). */
export function toRecordText(text: string): string {
  return text.toWellFormed().normalize('NFC');
}
