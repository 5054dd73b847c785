import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../shared/clock.ts';

/** Where main process and engine meet. */
export interface PrivatePlace {
  /** Path of a Unix socket, or name of a pipe. */
  socket: string;
  remove(): void;
}

export interface WhoAsks {
  environment: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  random: Random;
}

/** The shortest of the limits of a socket's path: macOS, 104 bytes with the one that ends it (sys/un.h). */
const longestSocketPath = 103;

/**
 * A fresh place that nobody else can open: a folder of mode 0700 for a Unix socket. Windows knows no folders for pipes;
 * there the name cannot be guessed.
 */
export function makePrivatePlace({ environment, platform, random }: WhoAsks): PrivatePlace {
  if (platform === 'win32') {
    const word = Buffer.from(random.bytes(32)).toString('hex');
    return { socket: `\\\\.\\pipe\\postquem-${word}`, remove: () => {} };
  }
  const folder = makePrivateFolder([environment['XDG_RUNTIME_DIR'], tmpdir(), '/tmp']);
  return { socket: join(folder, 'engine'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** In the first of these that exists, can be written and leaves a path short enough. `mkdtemp` makes folders of mode 0700. */
function makePrivateFolder(places: readonly (string | undefined)[]): string {
  let problem: unknown;
  for (const place of places) {
    if (!place || Buffer.byteLength(join(place, 'postquem-123456', 'engine')) > longestSocketPath) continue;
    try {
      const folder = mkdtempSync(join(place, 'postquem-'));
      if ((statSync(folder).mode & 0o077) === 0) return folder;
      // A file system without modes (an old network drive) keeps no secret.
      rmSync(folder, { recursive: true });
    } catch (error) {
      problem = error;
    }
  }
  throw problem ?? new Error('There is no folder for temporary files in which a private folder can be made.');
}
