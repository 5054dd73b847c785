/** The first digit of each script whose digits are read: a digit's value is certain whatever its script (Unicode, general category Nd). */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = zeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}

/**
 * People's writing made comparable without changing what it says: NFC, single ordinary spaces, ASCII digits, one kind
 * of apostrophe and minus, no marks on Latin letters, lower case. Letters of one script are never taken for another's
 * (a Cyrillic "о" in "оctober" stays), and invisible characters other than direction marks stay and so match nothing.
 */
export function comparable(text: string): string {
  return withOrdinarySigns(text)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll('ё', 'е');
}

/** The part of `comparable` that is harmless to notations: spaces, digits, minus signs and apostrophes, not letters. */
export function withOrdinarySigns(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u200e\u200f\u061c]/g, '')
    .replaceAll(/\p{Nd}/gu, asciiDigit)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[’ʼ‘´`]/g, "'")
    .replaceAll(/[−‐‑]/g, '-')
    .trim();
}

/** Whether digits of another script than ASCII were read: worth a second look by a person. */
export function hasOtherDigits(text: string): boolean {
  return /(?![0-9])\p{Nd}/u.test(text);
}
