import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { CaseError } from '../../shared/errors.ts';
import { runTool } from './run-tool.ts';

export interface Tool {
  /** Absolute path of the program. */
  path: string;
  /** The tool's own version text, e.g. `5.1.9-0+deb12u1`. */
  version: string;
}

export interface Tools {
  ffmpeg: Tool;
  ffprobe: Tool;
  /** A further witness where it is installed; nothing depends on it. */
  exiftool?: Tool;
}

export type ToolName = keyof Tools;

/** Paths chosen by the user, and the folder of tools that ships with the app. */
export interface ToolSettings {
  ffmpeg?: string | undefined;
  ffprobe?: string | undefined;
  exiftool?: string | undefined;
  /** Holds `<platform>-<arch>/`; `resources/bin` of this tree when absent. */
  bundledFolder?: string | undefined;
}

/** 5.1 is the oldest that the exactness of keyframe times was tested with. */
const neededFfmpeg = '5.1';
const versionArguments: Record<ToolName, string[]> = { ffmpeg: ['-version'], ffprobe: ['-version'], exiftool: ['-ver'] };

/**
 * Find the outside tools: the setting, then the tools shipped with the app, then PATH.
 * Versions are asked once per process and program.
 * @throws CaseError `tool-missing` or `tool-too-old` for ffmpeg and ffprobe; a missing exiftool is no error.
 */
export async function findTools(settings: ToolSettings = {}): Promise<Tools> {
  const [ffmpeg, ffprobe, exiftool] = await Promise.all([
    findFfmpegPart('ffmpeg', settings),
    findFfmpegPart('ffprobe', settings),
    findOptional('exiftool', settings),
  ]);
  return { ffmpeg, ffprobe, ...(exiftool ? { exiftool } : {}) };
}

async function findFfmpegPart(name: 'ffmpeg' | 'ffprobe', settings: ToolSettings): Promise<Tool> {
  const path = locate(name, settings);
  if (path === undefined) throw new CaseError('tool-missing', { tool: settings[name] ?? name, install: installCommand('ffmpeg') });
  const tool = await askVersion(name, path);
  if (!isNewEnough(tool.version)) {
    throw new CaseError('tool-too-old', {
      tool: name,
      version: tool.version,
      needed: neededFfmpeg,
      install: installCommand('ffmpeg'),
    });
  }
  return tool;
}

async function findOptional(name: 'exiftool', settings: ToolSettings): Promise<Tool | undefined> {
  const path = locate(name, settings);
  if (path === undefined) return undefined;
  return askVersion(name, path).catch(() => undefined);
}

/** A path that the user chose is taken or missed, never silently replaced by another program. */
function locate(name: ToolName, settings: ToolSettings): string | undefined {
  const chosen = settings[name];
  if (chosen !== undefined) return isProgram(chosen) ? resolve(chosen) : undefined;
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const bundled = settings.bundledFolder ?? join(import.meta.dirname, '../../../resources/bin');
  const folders = [join(bundled, `${process.platform}-${process.arch}`), ...searchPath()];
  return folders.map((folder) => join(folder, file)).find(isProgram);
}

/** Relative folders of PATH are passed over: they would name another program in every case folder. */
function searchPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const asked = new Map<string, Promise<Tool>>();

function askVersion(name: ToolName, path: string): Promise<Tool> {
  let answer = asked.get(path);
  if (answer === undefined) {
    answer = readVersion(name, path);
    asked.set(path, answer);
    // A tool that could not be started may be mended while the app runs.
    answer.catch(() => asked.delete(path));
  }
  return answer;
}

async function readVersion(name: ToolName, path: string): Promise<Tool> {
  const end = await runTool({
    file: path,
    args: versionArguments[name],
    cwd: process.cwd(),
    timeoutMs: 20_000,
    maxOutputBytes: 1 << 20,
    maxMemoryBytes: 2 ** 32,
  });
  const version = parseVersion(name, end.stdout.toString('utf8'));
  if (end.exitCode !== 0 || version === undefined) {
    const detail = end.stderr.trim().split('\n').at(-1) || `exit code ${end.exitCode}`;
    throw new CaseError('tool-failed', { tool: path, detail });
  }
  return { path, version };
}

/** `ffmpeg version n6.0 Copyright ...` -> `n6.0`; exiftool prints its number alone. */
export function parseVersion(name: ToolName, printed: string): string | undefined {
  const pattern = name === 'exiftool' ? /^\s*(\d+\.\d+\S*)/ : /^\S+ version (\S+)/;
  return pattern.exec(printed)?.[1];
}

/** A build from the repository (`N-109468-g...`, `2024-01-01-git-...`, `git-...`) has no number and counts as new. */
export function isNewEnough(version: string): boolean {
  const numbered = /^[a-z]?(\d+)\.(\d+)/.exec(version);
  if (numbered === null) return true;
  const [major, minor] = [Number(numbered[1]), Number(numbered[2])];
  const [neededMajor = 0, neededMinor = 0] = neededFfmpeg.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** The command that installs a package on this system, by the package manager that is there. */
export function installCommand(packageName: string): string {
  if (process.platform === 'darwin') return `brew install ${packageName}`;
  if (process.platform === 'win32') return packageName === 'ffmpeg' ? 'winget install Gyan.FFmpeg' : `winget install ${packageName}`;
  const managers = [
    ['apt-get', 'sudo apt-get install'],
    ['dnf', 'sudo dnf install'],
    ['pacman', 'sudo pacman -S'],
    ['zypper', 'sudo zypper install'],
    ['apk', 'sudo apk add'],
  ] as const;
  const found = managers.find(([program]) => searchPath().some((folder) => isProgram(join(folder, program))));
  return `${(found ?? managers[0])[1]} ${packageName}`;
}
