import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real tools and a real disk on a small machine: slow is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Most of the time is waited for other programs.
    maxWorkers: 2,
    // As the command line has it (src-main/cli/postquem).
    execArgv: ['--no-memory-protection-keys'],
    reporters: ['default', './test/totals-reporter.ts'],
  },
});
