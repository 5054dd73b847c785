import { cleanText } from './normalise/observations.ts';

/** A log entry has 65,535 bytes (FORMAT.md, section 1) and lists five witnesses; the raw report keeps every word. */
const maxLength = 500;

/** Why a witness could not read a file, as one line of bearable length: libraries quote the file in their messages. */
export function problemSentence(sentence: string): string {
  const line = cleanText(sentence) ?? '';
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`.toWellFormed();
}
