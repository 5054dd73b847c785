import { access } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { OpenedCase } from '../shared/api/case.ts';
import {
  createCase, howManyItems, integrityOfCase, openCase, openCaseForReading, type Opened, type OpenCaseOptions, type ReadableCase, type WritableCase,
} from '../engine/index.ts';
import { CaseError, toCaseError } from '../shared/errors.ts';
import { factsToTell } from './answer.ts';
import type { Events } from './events.ts';
import type { Jobs } from './jobs.ts';
import type { SettingsFile } from './settings-file.ts';

/** What every case is opened with. */
export type Means = Omit<OpenCaseOptions, 'folder' | 'passphrase'>;

interface Held {
  opened: Opened<ReadableCase>;
  writable: WritableCase | undefined;
  because: CaseError | undefined;
}

/** Why a case that cannot be worked on is opened for reading instead of not at all. */
const readInstead = new Set(['case-read-only', 'log-forked', 'key-missing', 'key-unreadable']);

/** The one case that is open in the window. */
export class CaseHolder {
  readonly #means: Means;
  readonly #events: Events;
  readonly #jobs: Jobs;
  readonly #settings: SettingsFile;
  #held: Held | undefined;
  /** Opening and closing follow each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ means, events, jobs, settings }: { means: Means; events: Events; jobs: Jobs; settings: SettingsFile }) {
    this.#means = means;
    this.#events = events;
    this.#jobs = jobs;
    this.#settings = settings;
  }

  /** The open case. Throws CaseError `no-case-open`. */
  get readable(): ReadableCase {
    if (this.#held === undefined) throw new CaseError('no-case-open');
    return this.#held.opened.case;
  }

  /** The open case, for work. Throws CaseError `no-case-open`, or why it can only be read. */
  get writable(): WritableCase {
    const { writable, because } = this.#held ?? {};
    if (writable !== undefined) return writable;
    throw because ?? new CaseError('no-case-open');
  }

  get isOpen(): boolean {
    return this.#held !== undefined;
  }

  open({ folder, passphrase }: { folder: string; passphrase?: string | undefined }): Promise<OpenedCase> {
    return this.#inTurn(async () => {
      const wanted = wholePath(folder);
      // One that could only be read is tried again: the reason may be gone.
      if (this.#held?.opened.case.folder === wanted && this.#held.writable !== undefined) return this.describe();
      const held = await this.#openOne({ folder: wanted, passphrase });
      await this.#release();
      this.#held = held;
      this.#noteOpened();
      return this.describe();
    });
  }

  /** Throws CaseError like `createCase` and `openCase`. */
  create(wanted: { folder: string; title: string; custodian: string; affiliation?: string | undefined; passphrase?: string | undefined }): Promise<OpenedCase> {
    const { clock, random } = this.#means;
    return this.#inTurn(async () => {
      const { folder } = await createCase({ ...wanted, folder: wholePath(wanted.folder), passphrase: wanted.passphrase, clock, random });
      const held = await this.#openOne({ folder, passphrase: wanted.passphrase });
      await this.#release();
      this.#held = held;
      this.#noteOpened();
      return this.describe();
    });
  }

  /** Throws CaseError when the end of the session could not be recorded and signed; the case is closed all the same. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      const problem = await this.#release();
      if (problem !== undefined) throw problem;
    });
  }

  /** What the window shows of the open case. */
  describe(): OpenedCase {
    const { readable } = this;
    const { info, custodian, folder } = readable;
    const because = this.#held?.because;
    return {
      folder,
      title: info.title,
      log: info.log,
      custodian: { name: custodian.name, affiliation: custodian.affiliation ?? null, fingerprint: custodian.fingerprint },
      mode: this.#held?.writable === undefined ? 'read-only' : 'work',
      ...(because === undefined ? {} : { because: { code: because.code, facts: factsToTell(because) } }),
      itemCount: howManyItems(readable),
      integrity: integrityOfCase(readable),
    };
  }

  /** Whether the open case is still where it was: an external drive can be taken away, and leaves an empty folder. */
  async isThere(): Promise<boolean> {
    if (this.#held === undefined) return true;
    return access(join(this.#held.opened.case.folder, 'case.sqlite')).then(() => true, () => false);
  }

  async #openOne({ folder, passphrase }: { folder: string; passphrase: string | undefined }): Promise<Held> {
    try {
      const opened = await openCase({ folder, passphrase, ...this.#means });
      return { opened, writable: opened.case, because: undefined };
    } catch (error) {
      const because = toCaseError(error);
      if (!readInstead.has(because.code)) throw because;
      return { opened: await openCaseForReading({ folder, ...this.#means }), writable: undefined, because };
    }
  }

  #noteOpened(): void {
    const { folder, info } = this.readable;
    // What cannot be remembered for next time is no reason against opening it now.
    this.#settings.tryToNoteRecent({ folder, title: info.title, openedAt: new Date(this.#means.clock.now()).toISOString() });
    this.#events.tell({ event: 'case', state: 'opened' });
  }

  async #release(): Promise<CaseError | undefined> {
    if (this.#held === undefined) return undefined;
    const { opened } = this.#held;
    // First: nothing is to be begun in a case that is about to close.
    this.#held = undefined;
    await this.#jobs.end();
    const problem = await opened.close();
    this.#events.tell({ event: 'case', state: 'closed' });
    return problem;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act, act);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

/** There is no folder that a window is in, from which a path could go on. */
function wholePath(folder: string): string {
  if (!isAbsolute(folder)) throw new CaseError('argument-invalid', { detail: `"${folder}" does not say where it lies: give the whole path` });
  return resolve(folder);
}
