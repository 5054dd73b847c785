import { enableCompileCache } from 'node:module';

// Before anything touches the thread pool: sixteen files may be on their way to the disk at once.
process.env['UV_THREADPOOL_SIZE'] ??= '16';
enableCompileCache();
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
