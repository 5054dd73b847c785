import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import config from '../../electron-builder.config.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the packaging', () => {
  it('follows the schema of electron-builder', () => {
    const schema = JSON.parse(readFileSync(join(root, 'node_modules', 'app-builder-lib', 'scheme.json'), 'utf8')) as object;
    const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
    validate(config);
    expect(validate.errors).toBeNull();
    validate({ ...config, noSuchOption: true });
    expect(validate.errors?.length).toBeGreaterThan(0);
  });

  it('sets every fuse to its closed state', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true, enableCookieEncryption: true, grantFileProtocolExtraPrivileges: false, loadBrowserProcessSpecificV8Snapshot: false,
    });
  });

  it('packs the engine as it lies in this tree, with its own Node and without what development needs', () => {
    const sets = (config.extraResources ?? []) as { from: string; to: string; filter?: string[] }[];
    expect(sets.map(({ from, to }) => to === `engine/${from}`)).not.toContain(false);
    const packages = sets.find(({ from }) => from === 'node_modules')?.filter ?? [];
    expect(packages).toEqual(expect.arrayContaining(['node/**', 'better-sqlite3/**', 'hono/**', 'zod/**']));
    for (const name of ['electron', 'vite', 'typescript', 'vitest']) expect(packages).not.toContain(`${name}/**`);
    const dependencies = Object.keys((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object }).dependencies);
    expect(dependencies.filter((name) => !packages.includes(`${name}/**`))).toEqual([]);
  });

  it('has an icon in every size', () => {
    for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) {
      const png = readFileSync(join(root, 'resources', 'icons', `${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
    expect(existsSync(join(root, 'resources', 'icons', 'icon.svg'))).toBe(true);
  });

  it('publishes and updates nothing by itself', () => {
    expect(config.publish).toBeNull();
  });
});
