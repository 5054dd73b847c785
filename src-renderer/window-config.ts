import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { UserConfig } from 'vite';
import { townFile } from './town-file.ts';

/** electron-vite bundles this file into its own configuration and leaves only `import.meta.url` as it was. */
const here = fileURLToPath(new URL('.', import.meta.url));

/** Where the built window lies, for both doors. */
export const builtWindow = join(here, '..', 'out', 'window');

/** How the window is built: one page, a script for each screen, nothing from elsewhere. */
export const windowConfig: UserConfig = {
  configFile: false,
  root: here,
  logLevel: 'warn',
  plugins: [react(), townFile],
  build: {
    outDir: builtWindow,
    emptyOutDir: true,
    target: 'chrome137',
    modulePreload: { polyfill: false },
    // MapLibre is one file, and loaded with the map alone.
    chunkSizeWarningLimit: 2000,
    // A picture inside a style would be a data: address; files are cached and counted.
    assetsInlineLimit: 0,
    rolldownOptions: { input: join(here, 'index.html') },
  },
} as UserConfig;
