import { systemClock, systemRandom } from '../../src-main/cli/system.ts';
import { openBrowserDoor } from '../../src-main/server/listen.ts';

// The browser door in a process of its own, so that a test can kill it: `window-door.ts SETTINGS-FILE PAGE-FOLDER PORT`.
// Prints the address on its first line.

const [settingsFile = '', folder = '', port = '0'] = process.argv.slice(2);

const door = await openBrowserDoor({
  means: { clock: systemClock, random: systemRandom },
  random: systemRandom,
  settingsFile,
  assets: { folder },
  port: Number(port),
  healthEveryMs: 500,
  onUnforeseen: (error) => process.stderr.write(`unforeseen: ${error instanceof Error ? error.stack : String(error)}\n`),
});
process.stdout.write(`${door.address}\n`);
// Whoever started it went away without a word.
process.stdin.resume().once('end', () => void door.close().finally(() => process.exit(0)));
