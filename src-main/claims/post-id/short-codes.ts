/** Ids that are written in letters. Each pair is inverse to the other; a text outside the alphabet gives nothing. */

const base64Url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const base62 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The codes of posts on private accounts end in 28 characters of key that belong to no id. */
const privateKeyLength = 28;

/** An Instagram shortcode as its media id: base 64 digits, most significant first. */
export function readInstagramCode(code: string): bigint | undefined {
  const own = code.length > privateKeyLength ? code.slice(0, -privateKeyLength) : code;
  return own.length > 11 ? undefined : fromDigits(own, base64Url);
}

export function writeInstagramCode(id: bigint): string {
  return toDigits(id, base64Url);
}

/** A Weibo code as its number: groups of four base 62 digits from the right, each worth seven decimal digits. */
export function readWeiboCode(code: string): bigint | undefined {
  let id = 0n;
  for (let start = ((code.length - 1) % 4) - 3; start < code.length; start += 4) {
    const group = fromDigits(code.slice(Math.max(start, 0), start + 4), base62);
    if (group === undefined || group >= 10_000_000n) return undefined;
    id = id * 10_000_000n + group;
  }
  return code.length > 12 ? undefined : id;
}

export function writeWeiboCode(id: bigint): string {
  if (id < 10_000_000n) return toDigits(id, base62);
  return writeWeiboCode(id / 10_000_000n) + toDigits(id % 10_000_000n, base62).padStart(4, '0');
}

function fromDigits(text: string, alphabet: string): bigint | undefined {
  let value = 0n;
  for (const digit of text) {
    const worth = alphabet.indexOf(digit);
    if (worth < 0) return undefined;
    value = value * BigInt(alphabet.length) + BigInt(worth);
  }
  return text === '' ? undefined : value;
}

function toDigits(value: bigint, alphabet: string): string {
  const base = BigInt(alphabet.length);
  const rest = value / base;
  return (rest > 0n ? toDigits(rest, alphabet) : '') + alphabet.charAt(Number(value % base));
}
