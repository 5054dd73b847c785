// Builds the desktop's main process and preload script, and the window that both doors show (out/window). The engine is
// not built: it runs from its sources (resources/decisions). Electron's binary is not needed to build.
import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { windowConfig } from './src-renderer/window-config.ts';

const entry = (name: string): string => join(import.meta.dirname, 'src-main', 'desktop', `${name}.ts`);

/** electron-vite makes addresses relative, for pages from the disk. Ours has an origin, and screens have addresses of several parts. */
const absoluteAddresses: Plugin = { name: 'absolute-addresses', enforce: 'post', config: () => ({ base: '/' }) };

export default defineConfig({
  main: {
    // The packages that the main process uses go into its one file: the archive holds no others.
    build: { externalizeDeps: false, rolldownOptions: { input: { main: entry('main') } } },
  },
  preload: {
    // A sandboxed preload script is one file, and no module.
    build: { externalizeDeps: false, rolldownOptions: { input: { preload: entry('preload') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } } },
  },
  renderer: { ...windowConfig, plugins: [windowConfig.plugins, absoluteAddresses] },
});
