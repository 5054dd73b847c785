/** `npm run build:verifier`: write the page to the path given. */
import { writeFile } from 'node:fs/promises';
import { buildPage } from './build-page.ts';

const [, , path] = process.argv;
if (path === undefined) throw new Error('give the path of the page to write');
await writeFile(path, await buildPage());
