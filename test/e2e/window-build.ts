import { build } from 'vite';
import { windowConfig } from '../../src-renderer/window-config.ts';

// Build the window as it is shipped, into a folder of its own: `window-build.ts FOLDER`.

await build({ ...windowConfig, build: { ...windowConfig.build, outDir: process.argv[2] ?? '', emptyOutDir: true } });
