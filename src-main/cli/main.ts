import { enableCompileCache } from 'node:module';

// Before anything touches the thread pool: sixteen files may be on their way to the disk at once.
process.env['UV_THREADPOOL_SIZE'] ??= '16';
enableCompileCache();
const { runCommandLine } = await import('./command-line.ts');
process.exitCode = await runCommandLine(process.argv.slice(2));
