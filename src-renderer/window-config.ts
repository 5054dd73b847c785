import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import type { UserConfig } from 'vite';

/** Where the built window lies, for both doors. */
export const builtWindow = join(import.meta.dirname, '..', 'out', 'window');

/** How the window is built: one page, a script for each screen, nothing from elsewhere. */
export const windowConfig: UserConfig = {
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: builtWindow,
    emptyOutDir: true,
    target: 'chrome137',
    modulePreload: { polyfill: false },
    // A picture inside a style would be a data: address; files are cached and counted.
    assetsInlineLimit: 0,
    rolldownOptions: { input: join(import.meta.dirname, 'index.html') },
  },
} as UserConfig;
