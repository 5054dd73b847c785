import { build } from 'vite';
import { windowConfig } from './window-config.ts';

await build(windowConfig);
