import { join } from 'node:path';
import { writeLicences } from './licences.ts';

// npm run build:licences: what a packaged application cannot read from a lock file and node_modules any more.
await writeLicences(join(import.meta.dirname, '../..'));
