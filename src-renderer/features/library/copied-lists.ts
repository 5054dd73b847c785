import type { Picked } from './names-between.ts';

/** Short ids, one a line. */
export const idList = (items: readonly Picked[]): string => items.map(({ id }) => `${id}\n`).join('');

/** SHA-256 digests, one a line. */
export const digestList = (items: readonly Picked[]): string => items.map(({ sha256 }) => `${sha256}\n`).join('');

/**
 * Lines as `sha256sum --check` reads them: the digest, two spaces, the name. A name with a backslash, a line feed or a
 * carriage return is written with these escaped and a backslash before the digest (GNU coreutils, "md5sum invocation").
 */
export const sumList = (items: readonly Picked[]): string => items.map(sumLine).join('');

function sumLine({ sha256, name }: Picked): string {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`;
}
