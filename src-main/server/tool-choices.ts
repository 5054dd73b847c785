import { resolve } from 'node:path';
import { findTools, type OpenCaseOptions } from '../engine/index.ts';
import { choosable, type ToolChoices } from '../shared/api/tool-settings.ts';
import type { SettingsFile } from './settings-file.ts';

type Choosable = (typeof choosable)[number];

/** The environment variables of the settings; each is the path of a file. */
const variables: Readonly<Record<Choosable, string>> = {
  ffmpeg: 'POSTQUEM_FFMPEG',
  ffprobe: 'POSTQUEM_FFPROBE',
  exiftool: 'POSTQUEM_EXIFTOOL',
  browser: 'POSTQUEM_BROWSER',
  trustList: 'POSTQUEM_TRUST_LIST',
};

/** What the environment chooses: for this run, before anything in the settings file. */
export type EnvironmentChoices = Partial<Record<Choosable, string>>;

/** Read the choices of the environment. An empty variable counts as none. */
export function choicesOfEnvironment(environment: NodeJS.ProcessEnv): EnvironmentChoices {
  return Object.fromEntries(
    choosable.flatMap((name) => {
      const path = environment[variables[name]];
      return path === undefined || path === '' ? [] : [[name, resolve(path)]];
    }),
  );
}

/** What counts: the environment, then the settings file; absent: the usual places. */
export function effectiveChoices(environment: EnvironmentChoices, settings: SettingsFile): EnvironmentChoices {
  const chosen = Object.entries(settings.toolChoices()).filter((pair): pair is [Choosable, string] => pair[1] !== null);
  return { ...Object.fromEntries(chosen), ...environment };
}

type ToChoose = Pick<OpenCaseOptions, 'tools' | 'trustListFile'> & { chosen?: EnvironmentChoices | undefined };

/** The means with the tools as they are chosen at the time they are asked for, so that a change counts at once. */
export function withToolChoices<M extends ToChoose>(means: M, settings: SettingsFile): M & { findTools(): Promise<object> } {
  const effective = (): EnvironmentChoices => effectiveChoices(means.chosen ?? {}, settings);
  const tools = {
    ...means.tools,
    get ffmpeg() {
      return effective().ffmpeg ?? means.tools?.ffmpeg;
    },
    get ffprobe() {
      return effective().ffprobe ?? means.tools?.ffprobe;
    },
    get exiftool() {
      return effective().exiftool ?? means.tools?.exiftool;
    },
  };
  return {
    ...means,
    tools,
    get trustListFile() {
      return effective().trustList ?? means.trustListFile;
    },
    findTools: () => findTools(tools),
  };
}

/** No choice at all. */
export const noChoices: ToolChoices = { ffmpeg: null, ffprobe: null, exiftool: null, browser: null, trustList: null };
