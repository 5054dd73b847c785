import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { settingsSchema, type Settings } from '../shared/api/case.ts';

const defaults: Settings = {
  theme: 'auto',
  language: 'en',
  greyUntilAsked: true,
  mutedUntilAsked: true,
  collection: { receivedFrom: '', how: '', sourceUrl: '', relevance: '' },
};

const recentSchema = z.array(z.strictObject({ folder: z.string(), title: z.string(), openedAt: z.string() }));
export type RecentCase = z.infer<typeof recentSchema>[number];
const mostRecent = 12;

const fileSchema = z.object({ settings: z.unknown().optional(), recent: recentSchema.catch([]) });

/**
 * What the person chose and which cases were open, in one file of theirs on this computer. A file that cannot be read
 * counts as absent: nothing of a case is in it.
 */
export class SettingsFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  settings(): Settings {
    const read = settingsSchema.safeParse({ ...defaults, ...(this.#read().settings as object | undefined) });
    return read.success ? read.data : defaults;
  }

  save(settings: Settings): void {
    this.#write({ ...this.#read(), settings });
  }

  recent(): RecentCase[] {
    return this.#read().recent;
  }

  /** Put a case first in the list. Where the file cannot be written, the list stays as it was. */
  tryToNoteRecent(opened: RecentCase): void {
    const others = this.recent().filter(({ folder }) => folder !== opened.folder);
    try {
      this.#write({ ...this.#read(), recent: [opened, ...others].slice(0, mostRecent) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }

  forget(folder: string): void {
    this.#write({ ...this.#read(), recent: this.recent().filter((one) => one.folder !== folder) });
  }

  #read(): z.infer<typeof fileSchema> {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return { settings: undefined, recent: [] };
    }
  }

  #write(content: z.infer<typeof fileSchema>): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const temporary = `${this.#path}.new`;
    writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, this.#path);
  }
}

/** Where the file lies for this user (XDG Base Directory; `%APPDATA%`; `~/Library/Application Support`). */
export function settingsPath(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const base =
    // Empty counts as not set, as the specification has it.
    (environment['XDG_CONFIG_HOME'] || undefined) ??
    (platform === 'win32' ? environment['APPDATA'] : undefined) ??
    (platform === 'darwin' ? join(homedir(), 'Library', 'Application Support') : join(homedir(), '.config'));
  return join(base, 'postquem', 'settings.json');
}
