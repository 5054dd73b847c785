/** How a path of this computer is divided: `C:\\Users` or `/home`. */
const separatorOf = (path: string): string => (/^[A-Za-z]:|^\\\\/.test(path) ? '\\' : '/');

/** Every folder on the way to one, from the top. */
export function crumbsOf(path: string): { name: string; path: string }[] {
  const separator = separatorOf(path);
  const names = path.split(separator).filter((name) => name !== '');
  if (separator === '/') return [{ name: '/', path: '/' }, ...names.map((name, n) => ({ name, path: `/${names.slice(0, n + 1).join('/')}` }))];
  const share = path.startsWith('\\\\') ? '\\\\' : '';
  // A drive alone is its top folder only with the separator: `C:` is where a program stands in it.
  return names.map((name, n) => ({ name, path: n === 0 ? `${share}${name}\\` : share + names.slice(0, n + 1).join('\\') }));
}

/** The path of something in a folder. */
export function pathInside(folder: string, name: string): string {
  const separator = separatorOf(folder);
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}

/** Whether a folder can be called that anywhere. */
export function isFolderName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name);
}
