import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { OpenCaseOptions } from '../engine/index.ts';
import { CaseError } from '../shared/errors.ts';

/** The settings of the command line: environment variables, each the path of a file. */
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
  const chosen = (name: keyof typeof settingNames): string | undefined => {
    const path = environment[name];
    return path === undefined || path === '' ? undefined : resolve(path);
  };
  const trustListFile = chosen('POSTQUEM_TRUST_LIST');
  if (trustListFile !== undefined) refuseMissing(trustListFile);
  const tools = { ffmpeg: chosen('POSTQUEM_FFMPEG'), ffprobe: chosen('POSTQUEM_FFPROBE'), exiftool: chosen('POSTQUEM_EXIFTOOL') };
  return { tools, trustListFile };
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
  const path = environment['POSTQUEM_BROWSER'];
  return path === undefined || path === '' ? undefined : resolve(path);
}
