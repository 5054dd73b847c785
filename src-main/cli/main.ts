import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// Before anything touches the thread pool: sixteen files may be on their way to the disk at once.
process.env['UV_THREADPOOL_SIZE'] ??= '16';
// Compiled code is kept where only this user writes, never in a temporary folder that others share; threads find it by the
// environment alone, and start in half the time.
const codeCache = join(process.env['XDG_CACHE_HOME'] ?? process.env['LOCALAPPDATA'] ?? join(homedir(), '.cache'), 'postquem', 'code');
enableCompileCache(codeCache);
process.env['NODE_COMPILE_CACHE'] ??= codeCache;
// A reader that has seen enough (`| head`) closes the pipe: the work goes on, its words are dropped.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
// What nobody foresaw is no finding: one sentence, and "could not be done".
process.on('uncaughtException', (error) => {
  process.stderr.write(`postquem: Something went wrong inside Postquem: ${error.message}. Everything reported as kept is safe.\n`);
  process.exit(2);
});
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
