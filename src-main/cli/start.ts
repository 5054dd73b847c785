import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFolder, isWindowCurrent } from './built-window.ts';
import { runHere } from './start-program.ts';

// What `npm start` runs: the desktop window where Electron's own program is there, else the same window in a browser.

/** Electron's program, where it was fetched or is named by ELECTRON_OVERRIDE_DIST_PATH (as its package looks for it). Nothing is fetched here. */
export function electronProgram({ root, environment }: { root: string; environment: NodeJS.ProcessEnv }): string | undefined {
  const packaged = join(root, 'node_modules', 'electron');
  const override = environment['ELECTRON_OVERRIDE_DIST_PATH'] || undefined;
  const name = existsSync(join(packaged, 'path.txt')) ? readFileSync(join(packaged, 'path.txt'), 'utf8').trim() : usualName(process.platform);
  const program = join(override ?? join(packaged, 'dist'), name);
  try {
    accessSync(program, constants.X_OK);
    return program;
  } catch {
    return undefined;
  }
}

function usualName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Build the page where it is absent or older than its sources. False when that failed: its words stand above. */
async function buildWindow(root: string): Promise<boolean> {
  if (await isWindowCurrent(root)) return true;
  process.stderr.write('Building the page of the window ...\n');
  return (await runHere(process.execPath, [join(root, 'src-renderer', 'build-window.ts')], root)) === 0;
}

async function start(args: readonly string[]): Promise<void> {
  const root = applicationFolder;
  if (!(await buildWindow(root))) return void (process.exitCode = 2);
  const electron = electronProgram({ root, environment: process.env });
  if (electron !== undefined) return void (process.exitCode = await startDesktop(electron, root, args));
  process.stderr.write("Electron's own program is not on this machine, so the window opens in a browser instead.\n");
  process.argv = [process.execPath, join(import.meta.dirname, 'main.ts'), 'serve', ...args];
  await import('./main.ts');
}

async function startDesktop(electron: string, root: string, args: readonly string[]): Promise<number> {
  const main = join(root, 'out', 'main', 'main.js');
  if (!existsSync(main)) {
    const status = await runHere(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], root);
    if (status !== 0) return status;
  }
  return runHere(electron, [main, ...args], root);
}

if (import.meta.main) await start(process.argv.slice(2));
