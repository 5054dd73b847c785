import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkpointLog, integrityOfCase } from '../../../src-main/engine/index.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { acts, reading } from './case-reading.ts';
import { anchored } from './lively-case.ts';

it('tells how long a log is, how far it is signed, and since when others know of it', async () => {
  const folder = await temporaryCase();
  const fresh = await reading(folder, integrityOfCase);
  expect(fresh).toEqual({ entries: (await acts(folder)).length, signedSize: fresh.entries - 1 });
  await working(folder, anchored);
  await working(folder, anchored);
  await working(folder, checkpointLog);
  const grown = await reading(folder, integrityOfCase);
  expect(grown).toMatchObject({ entries: (await acts(folder)).length, signedSize: grown.entries - 1 });
  const [first] = await acts(folder, 'anchor-accepted');
  expect(grown.oldestAnchor).toEqual({ size: first?.payload['size'], genTime: first?.payload['genTime'], authority: first?.payload['authority'] });
  rmSync(join(folder, 'checkpoint'));
  expect((await reading(folder, integrityOfCase)).fork).toMatchObject({ reason: 'no-checkpoint', foundSize: grown.entries });
});
