/** Arguments as a person would type them into a POSIX shell: quoted where they hold anything but plain characters. */
export function commandText(args: readonly string[]): string {
  return args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", String.raw`'\''`)}'`)).join(' ');
}
