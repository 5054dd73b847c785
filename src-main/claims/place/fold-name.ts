/** Letters that no decomposition takes apart. */
const letters: Readonly<Record<string, string>> = {
  ø: 'o', œ: 'oe', æ: 'ae', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ə: 'a',
  // Cyrillic by BGN/PCGN, as GeoNames has it, with the letters of Ukrainian and Belarusian.
  а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', є: 'ye', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'yi', й: 'y', к: 'k', л: 'l',
  м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ў: 'w', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch',
  ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
};

/** What transliterations disagree about, brought to one writing. */
const similar: readonly [RegExp, string][] = [
  [/shch|sch/g, 'sh'],
  [/kh/g, 'h'],
  [/tz/g, 'ts'],
  [/w/g, 'v'],
  [/j/g, 'y'],
  [/ye|yo|ie/g, 'e'],
  [/iy|yy|yi|y/g, 'i'],
  [/([aou])e/g, '$1'],
  [/(.)\1/g, '$1'],
];

/** A name without accents, case, punctuation and script (Latin and Cyrillic): names that differ in these are one. */
export function foldName(name: string): string {
  // Most names are plain; taking letters apart is slow.
  if (/^[\x20-\x7e]*$/.test(name)) return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
  const bare = name.toLowerCase().normalize('NFD').replace(/и\u0306/g, 'й').replace(/е\u0308/g, 'е').replace(/\p{M}/gu, '');
  return bare.replace(/[^\x20-\x7e]/gu, (letter) => letters[letter] ?? letter).replace(/[^\p{L}\p{N}]/gu, '');
}

/** A coarser key of a folded name: sergeevka and sergeyevka share it. What it finds is a suggestion, and is said to be one. */
export function similarKey(folded: string): string {
  return similar.reduce((so, [from, to]) => so.replace(from, to), folded);
}
