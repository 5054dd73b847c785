import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { importAnswersSchema, settingsSchema, type ImportAnswers, type Settings } from '../shared/api/case.ts';
import { choosable, type ToolChoices } from '../shared/api/tool-settings.ts';

const defaults: Settings = {
  theme: 'auto',
  language: 'en',
  greyUntilAsked: true,
  mutedUntilAsked: true,
};

const nothingSaid: ImportAnswers = { receivedFrom: '', how: '', sourceUrl: '', relevance: '' };

const recentSchema = z.array(
  z.object({
    folder: z.string(),
    title: z.string(),
    openedAt: z.string(),
    /** The origin of its log. */
    log: z.string().optional(),
    /** What was said at its last import. */
    answers: importAnswersSchema.optional().catch(undefined),
  }),
);
export type RecentCase = Omit<z.infer<typeof recentSchema>[number], 'answers'>;
const mostRecent = 12;

// Loose: what a newer version has put there stays.
const fileSchema = z.looseObject({ settings: z.unknown().optional(), tools: z.unknown().optional(), recent: recentSchema.catch([]) });

/**
 * What the person chose, which cases were open and what was said of the source at their last imports, in one file of
 * theirs on this computer. A file that cannot be read counts as absent, and is put aside before another is written.
 */
export class SettingsFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  settings(): Settings {
    const read = z.object(settingsSchema.shape).safeParse({ ...defaults, ...(this.#read().settings as object | undefined) });
    return read.success ? read.data : defaults;
  }

  save(settings: Settings): void {
    this.#write({ ...this.#read(), settings });
  }

  /** The outside programs that were chosen; a path that is none counts as not chosen. */
  toolChoices(): ToolChoices {
    const { tools } = this.#read();
    const given = typeof tools === 'object' && tools !== null ? (tools as Record<string, unknown>) : {};
    return Object.fromEntries(choosable.map((name) => [name, typeof given[name] === 'string' && given[name] !== '' ? given[name] : null])) as ToolChoices;
  }

  saveToolChoices(tools: ToolChoices): void {
    this.#write({ ...this.#read(), tools });
  }

  recent(): RecentCase[] {
    return this.#read().recent.map(({ answers: _answers, ...one }) => one);
  }

  /** What was said at the last import into the case with this log. */
  importAnswers(log: string): ImportAnswers {
    return this.#read().recent.find((one) => one.log === log)?.answers ?? nothingSaid;
  }

  keepImportAnswers(log: string, answers: ImportAnswers): void {
    const content = this.#read();
    this.#write({ ...content, recent: content.recent.map((one) => (one.log === log ? { ...one, answers } : one)) });
  }

  /** Put a case first in the list. Where the file cannot be written, the list stays as it was. */
  tryToNoteRecent(opened: RecentCase): void {
    const content = this.#read();
    // Also where the case was moved, or is a copy: a log has one origin.
    const { answers } = content.recent.find(({ log }) => log !== undefined && log === opened.log) ?? {};
    const others = content.recent.filter(({ folder }) => folder !== opened.folder);
    try {
      this.#write({ ...content, recent: [{ ...opened, ...(answers && { answers }) }, ...others].slice(0, mostRecent) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }

  forget(folder: string): void {
    const content = this.#read();
    this.#write({ ...content, recent: content.recent.filter((one) => one.folder !== folder) });
  }

  #read(): z.infer<typeof fileSchema> {
    return this.#tryToRead() ?? { settings: undefined, recent: [] };
  }

  #tryToRead(): z.infer<typeof fileSchema> | undefined {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch {
      return undefined;
    }
  }

  #write(content: z.infer<typeof fileSchema>): void {
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    if (this.#tryToRead() === undefined && lstatSync(this.#path, { throwIfNoEntry: false })?.isFile() === true) renameSync(this.#path, `${this.#path}.unreadable`);
    // Several windows may write at the same time.
    const temporary = `${this.#path}.${randomUUID()}.new`;
    try {
      writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
      renameSync(temporary, this.#path);
    } finally {
      rmSync(temporary, { force: true });
    }
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
