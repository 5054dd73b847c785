import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Hono } from 'hono';
import { findTools } from '../../engine/index.ts';
import { choosable, toolSettingsRoutes, type ToolChoices, type ToolSettingsAnswer } from '../../shared/api/tool-settings.ts';
import { CaseError } from '../../shared/errors.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';

/** Which outside programs the person chose, and choosing others. */
export function answerAboutTools(app: Hono, surface: Surface): void {
  answer(app, toolSettingsRoutes.toolSettings, () => shown(surface));
  answer(app, toolSettingsRoutes.saveToolSettings, async (choices) => {
    for (const name of choosable) refuseUnusable(choices[name], name !== 'trustList');
    await tryTools(choices);
    surface.settings.saveToolChoices(choices);
    return shown(surface);
  });
}

function shown({ settings, means }: Surface): ToolSettingsAnswer {
  return { choices: settings.toolChoices(), byEnvironment: means.chosen ?? {} };
}

function refuseUnusable(path: string | null, isProgram: boolean): void {
  if (path === null) return;
  // There is no folder that a window is in, from which a path could go on.
  if (!isAbsolute(path)) throw new CaseError('argument-invalid', { detail: `"${path}" does not say where it lies: give the whole path` });
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new CaseError('source-not-found', { path });
  const refuse = (why: string): CaseError => new CaseError('argument-invalid', { detail: `${path} ${why}. Nothing was changed.` });
  if (!found.isFile()) throw refuse('is no file');
  try {
    accessSync(path, isProgram ? constants.X_OK : constants.R_OK);
  } catch {
    throw refuse(isProgram ? 'is no program that may be run' : 'may not be read');
  }
}

/** Run each chosen one of the tools for its version. What was not chosen may be missing: it is missed when it is needed. */
async function tryTools({ ffmpeg, ffprobe, exiftool }: ToolChoices): Promise<void> {
  if (ffmpeg === null && ffprobe === null && exiftool === null) return;
  const tools = { ffmpeg: ffmpeg ?? undefined, ffprobe: ffprobe ?? undefined, exiftool: exiftool ?? undefined };
  const found = await findTools(tools);
  // One that does not answer with a version is passed over by findTools: nothing depends on it.
  if (exiftool !== null && found.exiftool === undefined) throw new CaseError('tool-failed', { tool: exiftool, detail: 'it does not tell the version of an exiftool' });
}
