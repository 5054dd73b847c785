import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile, cp } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const root = resolve(import.meta.dirname, '..');
const { default: configuration } = (await import(join(root, '.dependency-cruiser.mjs'))) as { default: Required<IConfiguration> };

async function brokenRules(folder: string): Promise<{ rules: string[]; modules: number; inPage: number }> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const told = await cruise(['src-main', 'src-renderer'].filter((room) => existsSync(room)), { ...configuration.options, validate: true, ruleSet: { forbidden: configuration.forbidden } });
    const { summary, modules } = told.output as ICruiseResult;
    const howMany = (room: string): number => modules.filter((m) => m.source.startsWith(room)).length;
    return { rules: summary.violations.map((v) => v.rule.name), modules: howMany('src-main/'), inPage: howMany('src-renderer/verifier/') };
  } finally {
    process.chdir(before);
  }
}

/** A tree with the given files, each importing what it names, and every target present. */
async function plant(files: Record<string, string[]>): Promise<string> {
  const folder = await temporaryFolder();
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  for (const [file, imports] of Object.entries(files)) {
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `${imports.map((name, n) => `import * as m${n} from '${name}';\n`).join('')}export const used = [${imports.map((_, n) => `m${n}`).join()}];\n`);
  }
  return folder;
}

const leaf: string[] = [];

/** From where, importing what, breaks which rule. */
const planted: [rule: string, from: string, imports: string][] = [
  ['shared-stands-alone', 'src-main/shared/x.ts', 'src-main/format/y.ts'],
  ['shared-knows-zod-only', 'src-main/shared/x.ts', 'node:fs'],
  ['shared-knows-zod-only', 'src-main/shared/x.ts', 'commander'],
  ['format-knows-shared', 'src-main/format/x.ts', 'src-main/engine/db/y.ts'],
  ['pure-rooms-have-no-system', 'src-main/format/x.ts', 'node:crypto'],
  ['pure-rooms-have-no-system', 'src-main/claims/x.ts', 'node:fs'],
  ['claims-know-shared', 'src-main/claims/x.ts', 'src-main/format/y.ts'],
  ['verifier-knows-format', 'src-main/verifier/x.ts', 'src-main/engine/index.ts'],
  ['media-stands-apart', 'src-main/engine/media/x.ts', 'src-main/engine/vault/y.ts'],
  ['vault-stands-apart', 'src-main/engine/vault/x.ts', 'src-main/engine/db/y.ts'],
  ['db-stands-apart', 'src-main/engine/db/x.ts', 'src-main/engine/custody/y.ts'],
  ['custody-stands-apart', 'src-main/engine/custody/x.ts', 'src-main/engine/vault/y.ts'],
  ['flows-know-the-engine', 'src-main/engine/flows/x.ts', 'src-main/cli/y.ts'],
  ['engine-door', 'src-main/engine/index.ts', 'src-main/server/y.ts'],
  ['server-knows-the-door', 'src-main/server/x.ts', 'src-main/engine/flows/y.ts'],
  ['desktop-knows-the-server', 'src-main/desktop/x.ts', 'src-main/engine/index.ts'],
  ['cli-knows-the-door', 'src-main/cli/x.ts', 'src-main/engine/flows/y.ts'],
  ['page-knows-the-verifier', 'src-renderer/verifier/x.ts', 'src-main/engine/index.ts'],
  ['page-knows-the-verifier', 'src-renderer/verifier/x.ts', 'src-main/claims/y.ts'],
  ['page-has-no-system', 'src-renderer/verifier/x.ts', 'node:fs'],
  ['window-asks-through-its-client', 'src-renderer/api/x.ts', 'src-main/engine/index.ts'],
  ['words-stand-apart', 'src-renderer/words/x.ts', 'src-renderer/ui/y.ts'],
  ['ui-knows-no-feature', 'src-renderer/ui/x.ts', 'src-renderer/features/item/y.ts'],
  ['features-stand-apart', 'src-renderer/features/item/x.ts', 'src-renderer/features/library/y.ts'],
  ['features-stand-apart', 'src-renderer/features/item/x.ts', 'src-renderer/app/y.ts'],
  ['features-stand-apart', 'src-renderer/features/item/x.ts', 'src-main/server/y.ts'],
  ['app-puts-features-together', 'src-renderer/app/x.ts', 'src-main/engine/index.ts'],
  ['window-has-no-system', 'src-renderer/ui/x.ts', 'node:fs'],
  ['child-processes-in-one-place', 'src-main/engine/media/x.ts', 'node:child_process'],
  ['child-processes-in-one-place', 'src-main/cli/x.ts', 'child_process'],
  ['sqlite-in-db', 'src-main/engine/custody/x.ts', 'better-sqlite3'],
  ['fluent-ffmpeg-in-one-file', 'src-main/engine/media/x.ts', 'fluent-ffmpeg'],
  ['electron-in-desktop', 'src-main/cli/x.ts', 'electron'],
  ['no-unresolvable', 'src-main/cli/x.ts', './nowhere.ts'],
];

describe('the import rules', () => {
  it('read this project, and it keeps them', async () => {
    const { rules, modules, inPage } = await brokenRules(root);
    expect(rules).toEqual([]);
    expect(modules).toBeGreaterThan(80);
    expect(inPage).toBeGreaterThan(20);
  });

  it.each(planted)('%s: fires for %s importing %s', async (rule, from, imported) => {
    const inTree = /^src-(main|renderer)\//.test(imported);
    const name = inTree ? join(...dirname(from).split('/').map(() => '..'), imported) : imported;
    const folder = await plant({ [from]: [name], ...(inTree ? { [imported]: leaf } : {}) });
    expect((await brokenRules(folder)).rules).toContain(rule);
  });

  it('no-cycles: fires for two files that import each other', async () => {
    const folder = await plant({ 'src-main/cli/x.ts': ['./y.ts'], 'src-main/cli/y.ts': ['./x.ts'] });
    expect((await brokenRules(folder)).rules).toContain('no-cycles');
  });

  it('lets the one place that may do each thing do it', async () => {
    const folder = await plant({
      'src-main/engine/media/run-tool.ts': ['node:child_process'],
      'src-main/engine/media/ffmpeg-command.ts': ['fluent-ffmpeg'],
      'src-main/engine/db/x.ts': ['better-sqlite3'],
      'src-main/engine/custody/x.ts': ['../db/x.ts'],
      'src-main/shared/x.ts': ['zod'],
    });
    expect((await brokenRules(folder)).rules).toEqual([]);
  });
});
