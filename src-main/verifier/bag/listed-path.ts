import { decodeBagPath, decodeDraftPath, pathFault, plainPath } from '../../format/bag/path.ts';
import { tableOf, type DeclaredBag } from './bag.ts';
import { pathFaultWords } from './list-files.ts';

/**
 * The file that a line of a manifest or of fetch.txt means, or undefined when the path must not be followed, which is
 * then told. `where` names the line.
 *
 * 1.0 encodes CR, LF and % (RFC 8493, section 2.1.3), the drafts nothing; much software does it the other way around
 * (issue 157 of bagit-python). So the name that the version means comes first, and the other only where a file of the
 * first name is not there and one of the other is.
 */
export function listedPath(bag: DeclaredBag, text: string, where: string): string | undefined {
  const { remarks } = bag;
  const fault = pathFault(text);
  if (fault !== undefined) {
    remarks.find('name-refused', where, 'a path within the bag', `${pathFaultWords[fault]}: "${text}"`);
    return undefined;
  }
  const plain = plainPath(text);
  if (plain.endsWith('/')) {
    remarks.find('names-a-folder', where, 'the path of a file', `"${text}"`);
    return undefined;
  }
  if (plain !== text) remarks.warn(`./${plain}` === text ? 'leading-dot-slash' : 'path-not-plain', where, `"${plain}"`, `"${text}"`);
  return meantName(bag, plain, where);
}

function meantName(bag: DeclaredBag, plain: string, where: string): string {
  if (!plain.includes('%')) return plain;
  const [meant, other] = bag.rules.percentEncodedPaths ? [decodeBagPath(plain), plain] : [plain, decodeDraftPath(plain)];
  if (meant === other || isThere(bag, meant) || !isThere(bag, other)) return meant;
  bag.remarks.warn('path-encoding-differs', where, `the file "${meant}"`, `the file "${other}"`);
  return other;
}

function isThere(bag: DeclaredBag, name: string): boolean {
  const table = tableOf(bag, name);
  const row = table.find(name);
  return row !== undefined && table.isThere(row);
}
