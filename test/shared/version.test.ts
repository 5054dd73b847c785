import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toolVersion } from '../../src-main/shared/version.ts';

it('the version that entries name is the one in package.json', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(toolVersion).toBe(version);
});
