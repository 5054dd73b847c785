import { lstat, readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * The paths on the command line as bytes. Node decodes arguments as UTF-8 and loses what is not; where that
 * happened, the bytes are looked up: in the system's own record of the command line, else in the folder named.
 */
export async function sourcePaths(args: readonly string[]): Promise<Buffer[]> {
  const raw = args.some(isLossy) ? await readRawArguments() : [];
  return Promise.all(
    args.map(async (text) => {
      const absolute = Buffer.from(resolve(text));
      if (!isLossy(text)) return absolute;
      // Names that differ can read the same: each is taken once, in order.
      const at = raw.findIndex((bytes) => bytes.toString('utf8') === text);
      const [spoken] = at === -1 ? [] : raw.splice(at, 1);
      return spoken === undefined ? lookUp(text) : absoluteBytes(spoken);
    }),
  );
}

function isLossy(text: string): boolean {
  return text.includes('\ufffd');
}

async function readRawArguments(): Promise<Buffer[]> {
  const record = await readFile('/proc/self/cmdline').catch(() => Buffer.alloc(0));
  const parts: Buffer[] = [];
  for (let start = 0; start < record.length; ) {
    const end = record.indexOf(0, start);
    parts.push(record.subarray(start, end));
    start = end + 1;
  }
  return parts;
}

function absoluteBytes(path: Buffer): Buffer {
  return path[0] === 0x2f ? path : Buffer.concat([Buffer.from(`${process.cwd()}/`), path]);
}

/** The one name in its folder that reads like this; the text's own bytes when there is none or more than one. */
async function lookUp(text: string): Promise<Buffer> {
  const absolute = resolve(text);
  const slash = absolute.lastIndexOf('/');
  const [folder, name] = [absolute.slice(0, slash + 1), absolute.slice(slash + 1)];
  const exists = await lstat(absolute).then(() => true, () => false);
  if (exists) return Buffer.from(absolute);
  const names = await readdir(Buffer.from(folder), { encoding: 'buffer' }).catch(() => []);
  const fitting = names.filter((bytes) => bytes.toString('utf8') === name);
  return Buffer.concat([Buffer.from(folder), fitting.length === 1 && fitting[0] ? fitting[0] : Buffer.from(name)]);
}
