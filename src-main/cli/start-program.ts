import { spawn } from 'node:child_process';

/**
 * Start a program of the person's own (a browser, the desktop window) that lives on by itself, with an argument list and no
 * shell. Resolves to whether it could be started; what becomes of it is not awaited.
 */
export function startAndForget(file: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: 'ignore', detached: true, shell: false });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** Run a program of ours in this terminal to its end. Resolves to its exit status; rejects when it could not be started. */
export function runHere(file: string, args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', shell: false, cwd });
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? (signal === null ? 0 : 1)));
  });
}
