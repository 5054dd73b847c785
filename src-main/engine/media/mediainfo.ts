import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MediaInfo } from 'mediainfo.js';
import { failedReport } from './witness-host-failure.ts';
import type { HostReport } from './witness-host-protocol.ts';

/** MediaInfo asks for what it wants to see next; it is given this much at a time, whatever the file's size. */
const chunkBytes = 64 * 1024;

let loaded: Promise<MediaInfo<'JSON'>> | undefined;

/** Loads the WebAssembly module once a process; only the witness host calls this. */
function load(): Promise<MediaInfo<'JSON'>> {
  loaded ??= import('mediainfo.js').then(({ default: mediaInfoFactory }) => mediaInfoFactory({ format: 'JSON', chunkSize: chunkBytes }));
  return loaded;
}

/** What MediaInfo says about one file, read in chunks. Runs inside the witness host. */
export async function readWithMediainfo(path: string): Promise<HostReport> {
  const { version } = createRequire(import.meta.url)('mediainfo.js/package.json') as { version: string };
  const said = { version: `mediainfo.js ${version}`, recipe: ['mediainfo.js', '--format', 'JSON', path] };
  try {
    const report = await analyse(await load(), path);
    const library = /"creatingLibrary":\{[^}]*"version":"([^"]+)"/.exec(report)?.[1];
    const known = { ...said, version: library ? `${library} (${said.version})` : said.version };
    // A file of an unknown kind has a general track with its size and no format.
    return { ...known, outcome: /"Format":"/.test(report) ? 'read' : 'nothing', report };
  } catch (error) {
    // A module that trapped is in no known state.
    loaded = undefined;
    return failedReport(said, 'MediaInfo could not read the file', error);
  }
}

async function analyse(mediainfo: MediaInfo<'JSON'>, path: string): Promise<string> {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = new Uint8Array(chunkBytes);
    return await mediainfo.analyzeData(size, (wanted, offset) => {
      const count = readSync(file, buffer, 0, Math.max(0, Math.min(wanted, chunkBytes)), offset);
      return buffer.subarray(0, count);
    });
  } finally {
    closeSync(file);
  }
}
