import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printMeasurements, saveMeasurements, type Measurement } from './side-by-side.ts';

// npm run bench [-- NAME...]: every *.bench.ts in a process of its own, so that memory high-water marks are its own.
// Sizes can be made smaller for a quick look: POSTQUEM_BENCH_SCALE=0.1
const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((w) => file.startsWith(w))));
const measurements: Measurement[] = [];
for (const file of files.sort()) {
  process.stderr.write(`${file} ...\n`);
  const run = spawnSync(process.execPath, ['--no-memory-protection-keys', join(import.meta.dirname, file)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    // As the command line has them (src-main/cli/main.ts).
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', NODE_COMPILE_CACHE: join(tmpdir(), 'postquem-bench-code') },
  });
  if (run.status !== 0) process.stdout.write(`${file} ended with ${run.status ?? run.signal}\n`);
  for (const line of run.stdout.split('\n').filter((text) => text.startsWith('{'))) measurements.push(JSON.parse(line) as Measurement);
}
process.stdout.write('\n');
printMeasurements(measurements);
await saveMeasurements(measurements);
