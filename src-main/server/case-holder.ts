import { isAbsolute, resolve } from 'node:path';
import type { OpenedCase } from '../shared/api/case.ts';
import {
  createCase, howManyItems, integrityOfCase, openCase, openCaseForReading, type Opened, type OpenCaseOptions, type ReadableCase, type WritableCase,
} from '../engine/index.ts';
import { CaseError, toCaseError } from '../shared/errors.ts';
import { factsToTell } from './answer.ts';
import type { Events } from './events.ts';
import type { Jobs } from './jobs.ts';
import type { SettingsFile } from './settings-file.ts';
import type { EnvironmentChoices } from './tool-choices.ts';

/** What every case is opened with. */
export type Means = Omit<OpenCaseOptions, 'folder' | 'passphrase'> & {
  /** What environment variables choose: it counts before the settings file. */
  chosen?: EnvironmentChoices | undefined;
};

interface Held {
  opened: Opened<ReadableCase>;
  writable: WritableCase | undefined;
  because: CaseError | undefined;
}

/** Why a case that cannot be worked on is opened for reading instead of not at all. */
const readInstead = new Set(['case-read-only', 'log-forked', 'key-missing', 'key-unreadable']);

/** What is said of a failure when the folder of the case was taken away meanwhile, by whoever met it first. */
const mayComeOfAbsence = new Set(['internal', 'vault-write-failed', 'writer-stopped', 'file-missing', 'file-damaged', 'case-damaged', 'tool-failed', 'proxy-not-made', 'nothing-to-play', 'key-missing', 'entry-invalid']);

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

  /** Whether this is the case that is open for work. */
  holds(target: WritableCase): boolean {
    return this.#held?.writable === target;
  }

  open({ folder, passphrase, readOnly }: { folder: string; passphrase?: string | undefined; readOnly?: boolean | undefined }): Promise<OpenedCase> {
    return this.#inTurn(async () => {
      const wanted = wholePath(folder);
      // One that could only be read is tried again: the reason may be gone.
      const isAtWork = this.#held?.opened.case.folder === wanted && this.#held.writable !== undefined && this.isThere();
      if (isAtWork && readOnly !== true) return this.describe();
      if (isAtWork) await this.#releaseIdle();
      // One that was moved is opened where it lies now: the lock on it is ours.
      if (!this.isThere()) await this.#release();
      const held = readOnly === true ? await this.#read(wanted, new CaseError('opened-for-reading')) : await this.#openOne({ folder: wanted, passphrase });
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
      const { folder } = await createCase({ ...wanted, folder: wholePath(wanted.folder), passphrase: wanted.passphrase?.normalize('NFC'), clock, random });
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
      const gone = this.gone;
      const problem = await this.#release();
      if (problem !== undefined) throw gone ?? problem;
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
      ...(this.#held?.writable?.tookOver === undefined ? {} : { tookOver: this.#held.writable.tookOver }),
      itemCount: howManyItems(readable),
      integrity: integrityOfCase(readable),
    };
  }

  /** Whether the open case is still where it was: an external drive can be taken away, and another can come in its place. */
  isThere(): boolean {
    return this.#held === undefined || this.#held.opened.case.isThere();
  }

  /** Throws CaseError `case-gone` when the open case is not where it was. */
  refuseGone(): void {
    if (this.gone !== undefined) throw this.gone;
  }

  /** Why something failed: that the case is gone explains whatever failed because of it. */
  explain(error: unknown): CaseError {
    const known = toCaseError(error);
    if (!mayComeOfAbsence.has(known.code)) return known;
    return this.gone ?? known;
  }

  /** That the open case is not where it was, as the error to be told. */
  get gone(): CaseError | undefined {
    const folder = this.#held?.opened.case.folder;
    return folder === undefined || this.isThere() ? undefined : new CaseError('case-gone', { folder });
  }

  async #openOne({ folder, passphrase }: { folder: string; passphrase: string | undefined }): Promise<Held> {
    try {
      const opened = await openCase({ folder, passphrase: passphrase?.normalize('NFC'), ...this.#means });
      return { opened, writable: opened.case, because: undefined };
    } catch (error) {
      const because = toCaseError(error);
      if (!readInstead.has(because.code)) throw because;
      return this.#read(folder, because);
    }
  }

  async #read(folder: string, because: CaseError): Promise<Held> {
    return { opened: await openCaseForReading({ folder, ...this.#means }), writable: undefined, because };
  }

  #noteOpened(): void {
    const { folder, info } = this.readable;
    // What cannot be remembered for next time is no reason against opening it now.
    this.#settings.tryToNoteRecent({ folder, log: info.log, title: info.title, openedAt: new Date(this.#means.clock.now()).toISOString() });
    this.#events.tell({ event: 'case', state: 'opened' });
  }

  /** Throws CaseError `case-at-work`: what nobody asked to stop goes on. */
  async #releaseIdle(): Promise<void> {
    if (this.#jobs.list().some(({ state }) => state === 'running')) throw new CaseError('case-at-work');
    const problem = await this.#release();
    if (problem !== undefined) throw problem;
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
