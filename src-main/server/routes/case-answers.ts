import { readdir, stat, statfs } from 'node:fs/promises';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { showKeys } from '../../engine/index.ts';
import { caseRoutes } from '../../shared/api/case.ts';
import { CaseError, toCaseError } from '../../shared/errors.ts';
import { toolVersion } from '../../shared/version.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';

/** The application and the case that is open. */
export function answerAboutCase(app: Hono, { cases, settings, door, means }: Surface): void {
  answer(app, caseRoutes.appState, async () => ({
    version: toolVersion,
    door: door.kind,
    opened: cases.isOpen ? cases.describe() : null,
    recent: await Promise.all(settings.recent().map(async ({ log: _log, ...one }) => ({ ...one, found: await isThere(join(one.folder, 'case.sqlite')) }))),
  }));
  answer(app, caseRoutes.openCase, (wanted) => cases.open(wanted));
  answer(app, caseRoutes.createCase, (wanted) => cases.create(wanted));
  answer(app, caseRoutes.closeCase, async () => {
    await cases.close();
    return {};
  });
  answer(app, caseRoutes.forgetRecent, ({ folder }) => {
    settings.forget(folder);
    return {};
  });
  answer(app, caseRoutes.settings, () => settings.settings());
  answer(app, caseRoutes.saveSettings, (wanted) => {
    settings.save(wanted);
    return wanted;
  });
  answer(app, caseRoutes.importAnswers, ({ log }) => settings.importAnswers(log));
  answer(app, caseRoutes.keepImportAnswers, ({ log, answers }) => {
    if (cases.readable.info.log !== log) throw new CaseError('no-case-open');
    settings.keepImportAnswers(log, answers);
    return answers;
  });
  answer(app, caseRoutes.tools, async () => toolsFound(() => means.findTools()));
  answer(app, caseRoutes.keys, async () =>
    (await showKeys(cases.readable)).map(({ role, signs, fingerprint, verifierKey, sshPublicKey, backedUpAt, file }) => ({
      role, signs, fingerprint, verifierKey, sshPublicKey, backedUpAt, locked: 'locked' in file ? file.locked : null,
    })),
  );
  answer(app, caseRoutes.storage, () => storageOf(cases.readable.folder));
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

type FoundTools = Record<string, { path: string; version: string } | undefined>;

/** The outside tools with their versions; a missing one says how it is installed. */
async function toolsFound(find: () => Promise<object>) {
  try {
    const found = (await find()) as FoundTools;
    return ['ffmpeg', 'ffprobe', 'exiftool'].map((name) => ({ name, version: found[name]?.version ?? null, path: found[name]?.path ?? null, install: null }));
  } catch (error) {
    const problem = toCaseError(error);
    if (!(problem instanceof CaseError) || problem.code === 'internal') throw error;
    return [{ name: String(problem.facts['tool']), version: null, path: null, install: String(problem.facts['install'] ?? '') }];
  }
}

async function storageOf(folder: string): Promise<{ caseBytes: number; freeBytes: number; originals: number; derivatives: number }> {
  const { bavail, bsize } = await statfs(folder);
  const [originals, derivatives, database] = await Promise.all([bytesBelow(join(folder, 'originals')), bytesBelow(join(folder, 'derivatives')), stat(join(folder, 'case.sqlite'))]);
  return { caseBytes: originals + derivatives + database.size, freeBytes: bavail * bsize, originals, derivatives };
}

/** The bytes of all files in the folders of a folder. */
async function bytesBelow(folder: string): Promise<number> {
  let sum = 0;
  for (const shelf of await readdir(folder).catch(() => [])) {
    const names = await readdir(join(folder, shelf)).catch(() => []);
    const sizes = await Promise.all(names.map((name) => stat(join(folder, shelf, name)).then(({ size }) => size, () => 0)));
    sum += sizes.reduce((total, size) => total + size, 0);
  }
  return sum;
}
