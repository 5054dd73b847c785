/**
 * A path as it stands in a manifest of BagIt 1.0: CR, LF and % percent-encoded, nothing else (RFC 8493, section
 * 2.1.3). Inverse: decodeBagPath.
 */
export function encodeBagPath(path: string): string {
  return path.replaceAll(/[%\r\n]/g, (character) => encoded[character as keyof typeof encoded]);
}

const encoded = { '%': '%25', '\r': '%0D', '\n': '%0A' } as const;

/** The path that a line of BagIt 1.0 means. Any other % stands for itself: much software does not encode it. Inverse: encodeBagPath. */
export function decodeBagPath(text: string): string {
  return text.replaceAll(/%(?:25|0D|0A)/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

/** Drafts do not encode; some of their software wrote line ends so, and % as it is. */
export function decodeDraftPath(text: string): string {
  return text.replaceAll(/%0[DA]/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

/** Why a path must not be followed. */
export type PathFault = 'empty' | 'absolute' | 'parent-folder' | 'home-folder' | 'drive' | 'network' | 'control-character';

/**
 * Why a path that a stranger wrote must not be followed on any system: it leads, or could lead, out of the bag
 * (RFC 8493, section 5.1). The system that reads today is not the one that reads tomorrow, so all rules hold everywhere.
 */
export function pathFault(path: string): PathFault | undefined {
  // Both: what stands for "here" may hide what a path begins with.
  return faultAsWritten(path) ?? faultAsWritten(plainPath(path));
}

function faultAsWritten(path: string): PathFault | undefined {
  if (path === '') return 'empty';
  // oxlint-disable-next-line eslint/no-control-regex -- NUL ends a name for the system
  if (/\u0000/.test(path)) return 'control-character';
  if (/^[\\/]{2}/.test(path)) return 'network';
  if (/^[\\/]/.test(path)) return 'absolute';
  if (/^[A-Za-z]:/.test(path)) return 'drive';
  if (path.startsWith('~')) return 'home-folder';
  return path.split(/[\\/]/).includes('..') ? 'parent-folder' : undefined;
}

/** A path without what stands for "here": `./data//a` is `data/a`. */
export function plainPath(path: string): string {
  return path.split('/').filter((part, n, parts) => part !== '.' && (part !== '' || n === parts.length - 1)).join('/');
}

const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
// oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
const unportable = /[\u0001-\u001f\u007f<>:"|?*\\]|[. ]$/;

/** Why a name cannot be written everywhere as it is (Windows: "Naming Files, Paths, and Namespaces"). */
export function portabilityFault(path: string): string | undefined {
  for (const part of path.split('/')) {
    if (deviceName.test(part)) return `"${part}" is the name of a device on Windows`;
    if (unportable.test(part)) return `"${part}" cannot be a name on Windows`;
  }
  return undefined;
}

const lowerAscii = /^[\u0020-\u0040\u005b-\u007e]*$/;

/** What a file system without case, or one that normalises names, takes for the same name. */
export function foldBagPath(path: string): string {
  // The very same string: a million of our own names cost no second copy.
  if (lowerAscii.test(path)) return path;
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
