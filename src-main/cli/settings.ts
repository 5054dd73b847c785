import { accessSync, constants } from 'node:fs';
import type { OpenCaseOptions } from '../engine/index.ts';
import { SettingsFile, settingsPath } from '../server/settings-file.ts';
import { choicesOfEnvironment, effectiveChoices, type EnvironmentChoices } from '../server/tool-choices.ts';
import { CaseError } from '../shared/errors.ts';

/** The settings of the command line that are environment variables, each the path of a file: they count before the window's settings file. */
export const settingNames = {
  POSTQUEM_FFMPEG: 'the ffmpeg to use',
  POSTQUEM_FFPROBE: 'the ffprobe to use',
  POSTQUEM_EXIFTOOL: 'the exiftool to use',
  POSTQUEM_BROWSER: 'the Chromium, Chrome or Edge that prints reports',
  POSTQUEM_PASSPHRASE_FILE: 'the passphrase of the keys, on its first line',
  POSTQUEM_TRUST_LIST: 'certificates (PEM) to which signers of Content Credentials must lead; without it the roots of the C2PA trust list that came with this version (resources/c2pa/trust-list.pem)',
} as const;

export type Settings = Required<Pick<OpenCaseOptions, 'tools' | 'trustListFile'>>;

/** Read the settings. Throws CaseError `source-not-found` for a trust list that is not there; tools are missed when needed. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const { ffmpeg, ffprobe, exiftool, trustList } = chosenPaths(environment);
  if (trustList !== undefined) refuseMissing(trustList);
  return { tools: { ffmpeg, ffprobe, exiftool }, trustListFile: trustList };
}

function refuseMissing(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new CaseError('source-not-found', { path }, { cause: error });
  }
}

/** The browser that prints reports, where one was chosen. */
export function readBrowserSetting(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return chosenPaths(environment).browser;
}

/** What the environment chooses, else what was chosen in the window. */
function chosenPaths(environment: NodeJS.ProcessEnv): EnvironmentChoices {
  return effectiveChoices(choicesOfEnvironment(environment), new SettingsFile(settingsPath(environment, process.platform)));
}
