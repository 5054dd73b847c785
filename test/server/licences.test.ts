import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeLicences } from '../../src-main/server/licences.ts';
import { licencesSchema } from '../../src-main/shared/api/licences.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { openWindow } from './open-window.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the licences', () => {
  it('are those of the application and of every package that is part of it, with their texts', async () => {
    const { status, body } = await (await openWindow()).ask('licences', {});
    expect([status, body.application.name, body.application.licence]).toEqual([200, 'postquem', 'Apache-2.0']);
    expect(body.texts[body.application.texts[0] ?? '']).toContain('Apache License');
    const named = new Map(body.packages.map((one) => [one.name, one]));
    // What the engine uses, what those use, and what the page of the window is made of.
    for (const name of ['hono', 'better-sqlite3', 'react', 'react-dom', '@mantine/core', '@noble/hashes', 'scheduler']) expect([name, named.has(name)]).toEqual([name, true]);
    for (const name of ['vitest', 'typescript', 'oxlint']) expect([name, named.has(name)]).toEqual([name, false]);
    expect(named.get('libheif-js')?.licence).toBe('LGPL-3.0');
    expect(body.packages.filter(({ licence, texts }) => licence === null && texts.length === 0)).toEqual([]);
    for (const { texts } of body.packages) for (const text of texts) expect(body.texts[text]?.length).toBeGreaterThan(50);
  });

  it('are written for a package, whose folders are not as npm made them', async () => {
    const file = join(await temporaryFolder(), 'out', 'licences.json');
    await writeLicences(root, file);
    const written = licencesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(written).toEqual((await (await openWindow()).ask('licences', {})).body);
  });
});
