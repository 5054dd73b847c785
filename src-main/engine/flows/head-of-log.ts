const fingerprintLine = /^SHA256:[A-Za-z0-9+/]{43}$/;
const signatureLine = /^— \S+ \S+$/;

/** The head of a log as it is given away: its newest signed note, and under it the fingerprint of the key that signs it. */
export function headText({ note, fingerprint }: { note: string; fingerprint: string }): string {
  return `${note}${fingerprint}\n`;
}

/**
 * What somebody was given: a signed note alone, or a head as `headText` writes it. What copying does to a text is mended
 * (ends of lines, what stands around it); whatever is no note stays as it is and is refused by who checks it.
 */
export function readHeadText(text: string): { note: string; fingerprint?: string } {
  const lines = text.replaceAll('\r', '').trim().split('\n').map((line) => line.trimEnd());
  const last = lines.findLastIndex((line) => signatureLine.test(line));
  if (last === -1) return { note: text };
  const fingerprint = lines.slice(last + 1).find((line) => fingerprintLine.test(line.trim()))?.trim();
  return { note: `${lines.slice(0, last + 1).join('\n')}\n`, ...(fingerprint === undefined ? {} : { fingerprint }) };
}
