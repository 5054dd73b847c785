import type { Frame, FrameIndex } from '../frames/frame-index.ts';
import { mediaSeconds, nearestPts } from '../frames/times.ts';

/** What is on the screen. */
export interface Shown {
  /** The place the media element names, in seconds of its own. */
  mediaTime: number;
  /** The time of the frame in the footage, where it is known. */
  pts: number | null;
  /** Counted from 0. */
  number: number | null;
  /** The element said itself which frame it shows, and that frame is in the packet index by its time of display. */
  isConfirmed: boolean;
  /** The frame that was asked for, where the element could not be brought to show it. */
  missed: number | null;
}

export interface Loop {
  kind: 'off' | 'whole' | 'part';
  from: number | null;
  to: number | null;
}

export interface ProjectorState {
  shown: Shown;
  isSeeking: boolean;
  isPlaying: boolean;
  /** Speed of playing forwards; `reverse` is the speed of stepping backwards, 0 when it does not. */
  speed: number;
  reverse: number;
  durationS: number;
  loop: Loop;
}

const nothingShown: Shown = { mediaTime: 0, pts: null, number: null, isConfirmed: false, missed: null };
/** A media element counts in microseconds, a playback copy in no less than milliseconds. */
const roundingS = { original: 0.000_01, copy: 0.000_6 };
/** A frame that is on the screen already is not presented again: after so long without one, it stands. */
const presentedWithinMs = 250;
const seekedWithinMs = 15_000;
/** How many frames back a run-up begins, and how long each frame of it lasts: more slowly where a busy computer ran past. */
const runUps = [{ back: 1, frameS: 0.15 }, { back: 2, frameS: 0.5 }, { back: 8, frameS: 0.3 }, { back: 2, frameS: 1 }];
/** What was on its way to the screen when the element was stopped is there by then. */
const settledWithinMs = 120;

/** Brings a media element to exact frames of the footage, and tells which frame is on its screen. */
export class Projector {
  #video: HTMLMediaElement | undefined;
  #frames: FrameIndex | undefined;
  #offsetS: number | null = 0;
  #rounding = roundingS.original;
  #state: ProjectorState = { shown: nothingShown, isSeeking: false, isPlaying: false, speed: 1, reverse: 0, durationS: 0, loop: { kind: 'off', from: null, to: null } };
  readonly #listeners = new Set<() => void>();
  #presented = 0;
  #wanted: Promise<void> = Promise.resolve();
  #newest = 0;
  /** Counts what was asked last: to play, or to stop. */
  #asked = 0;
  /** The frame that is asked for and not shown yet: steps count from it, however fast keys come. */
  #target: number | null = null;
  #detach: () => void = () => undefined;

  get state(): ProjectorState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): ProjectorState => this.#state;

  /**
   * Which element to move. `offsetS`: seconds of the footage at the element's time 0; null where its times say nothing of the
   * footage's. Chromium keeps the presentation times of a file as they are, so that the offset of a received file is 0.
   */
  attach(video: HTMLMediaElement, { offsetS, isCopy }: { offsetS: number | null; isCopy: boolean }): () => void {
    this.#detach();
    this.#video = video;
    this.#offsetS = offsetS;
    this.#rounding = isCopy ? roundingS.copy : roundingS.original;
    const stop = new AbortController();
    const on = (name: string, act: () => void): void => video.addEventListener(name, act, { signal: stop.signal });
    on('play', () => this.#set({ isPlaying: true }));
    on('pause', () => this.#set({ isPlaying: false }));
    on('ended', () => this.#set({ isPlaying: false }));
    on('durationchange', () => this.#set({ durationS: Number.isFinite(video.duration) ? video.duration : 0 }));
    on('timeupdate', () => {
      if (!('requestVideoFrameCallback' in video) || this.#presented === 0) this.#present(video.currentTime, false);
    });
    const follow = (_now: number, { mediaTime }: { mediaTime: number }): void => {
      if (stop.signal.aborted) return;
      this.#presented++;
      this.#present(mediaTime, true);
      (video as HTMLVideoElement).requestVideoFrameCallback(follow);
    };
    if ('requestVideoFrameCallback' in video) (video as HTMLVideoElement).requestVideoFrameCallback(follow);
    this.#detach = () => {
      stop.abort();
      this.#newest++;
      this.#presented = 0;
      this.#video = undefined;
      this.#set({ shown: nothingShown, isPlaying: false, isSeeking: false, reverse: 0 });
    };
    return this.#detach;
  }

  know(frames: FrameIndex | undefined): void {
    this.#frames = frames;
    if (this.#state.shown.mediaTime > 0 || this.#presented > 0) this.#present(this.#state.shown.mediaTime, this.#presented > 0);
  }

  get frames(): FrameIndex | undefined {
    return this.#offsetS === null ? undefined : this.#frames;
  }

  /** Show the frame that is on the screen at a presentation time. */
  async showPts(pts: number): Promise<void> {
    const frame = await this.frames?.frameAt(pts);
    if (frame !== undefined) await this.show(frame.number);
    else await this.#turn(() => this.#seekTo(this.#mediaTimeOf(pts)));
  }

  /** Go so many frames on or back from the frame on the screen. */
  async step(by: number): Promise<void> {
    const { number, missed } = this.#state.shown;
    if (number !== null) return this.show((this.#target ?? missed ?? number) + by);
    const video = this.#video;
    if (video !== undefined) await this.#turn(() => this.#seekTo(Math.max(0, video.currentTime + by / 25)));
  }

  /** Show the frame of that number, and make sure that it is the one. */
  async show(number: number): Promise<void> {
    this.#halt();
    const { frames } = this;
    if (frames === undefined) return;
    const target = Math.max(0, Math.min(frames.count - 1, number));
    this.#target = target;
    await this.#turn(async (isNewest) => {
      const frame = await frames.frame(target);
      if (isNewest()) await this.#bring(frame, isNewest);
    });
  }

  /** A place of the element itself, where frames are not known. */
  async seek(mediaTime: number): Promise<void> {
    this.#halt();
    await this.#turn(() => this.#seekTo(mediaTime));
  }

  async play(speed = this.#state.speed): Promise<void> {
    const video = this.#video;
    if (video === undefined) return;
    this.#target = null;
    this.#set({ speed, reverse: 0 });
    const mine = ++this.#asked;
    await this.#wanted;
    if (mine !== this.#asked) return;
    video.playbackRate = speed;
    // Chromium refuses to play when nobody asked for it; then it stays as it is.
    await video.play().catch(() => undefined);
  }

  /** Resolves when the screen has come to rest on a frame. */
  async pause(): Promise<void> {
    this.#halt();
    this.#asked++;
    const video = this.#video;
    if (video === undefined || video.paused) return this.#wanted;
    video.pause();
    await this.#turn(async (isNewest) => {
      await pause(settledWithinMs);
      const { number } = this.#state.shown;
      const frame = number === null ? undefined : await this.frames?.frame(number);
      // What came to the screen while it stopped is not always told in time: the frame is asked for by its number.
      if (frame !== undefined && isNewest()) await this.#bring(frame, isNewest);
    });
  }

  toggle(): void {
    if (this.#state.isPlaying || this.#state.reverse > 0) void this.pause();
    else void this.play();
  }

  setSpeed(speed: number): void {
    this.#set({ speed });
    if (this.#video !== undefined) this.#video.playbackRate = speed;
  }

  /** J: backwards, each time twice as fast. */
  shuttleBack(): void {
    const speed = Math.min(4, Math.max(1, this.#state.reverse * 2));
    this.#video?.pause();
    const isRunning = this.#state.reverse > 0;
    this.#set({ reverse: speed });
    if (!isRunning) void this.#runBack();
  }

  /** L: forwards, each time twice as fast. */
  shuttleOn(): void {
    const { isPlaying, speed } = this.#state;
    void this.play(isPlaying ? Math.min(4, speed < 1 ? 1 : speed * 2) : 1);
  }

  setLoop(loop: Loop): void {
    this.#set({ loop });
    if (this.#video !== undefined) this.#video.loop = loop.kind === 'whole';
  }

  #halt(): void {
    if (this.#state.reverse > 0) this.#set({ reverse: 0 });
  }

  async #runBack(): Promise<void> {
    let owed = 0;
    let last = performance.now();
    while (this.#state.reverse > 0 && this.#video !== undefined) {
      const { number } = this.#state.shown;
      const [here, before] = [number === null ? undefined : this.frames?.frameNow(number), number === null ? undefined : await this.frames?.frame(number - 1)];
      if (number === null || number === 0 || here === undefined || before === undefined) break;
      const gapS = Math.max(0.001, mediaSeconds(here.pts - before.pts, this.frames?.timeBase ?? '1/1'));
      const now = performance.now();
      owed += ((now - last) / 1000) * this.#state.reverse;
      last = now;
      const steps = Math.floor(owed / gapS);
      if (steps === 0) {
        await pause(Math.min(200, ((gapS - owed) / this.#state.reverse) * 1000));
        continue;
      }
      owed -= steps * gapS;
      const target = await this.frames?.frame(number - steps);
      if (target !== undefined && this.#state.reverse > 0) await this.#turn((isNewest) => this.#bring(target, isNewest));
    }
    this.#set({ reverse: 0 });
  }

  /** Seeks follow each other; of several that wait, only the newest is made. */
  #turn(act: (isNewest: () => boolean) => Promise<void>): Promise<void> {
    const mine = ++this.#newest;
    const isNewest = (): boolean => mine === this.#newest && this.#video !== undefined;
    this.#set({ isSeeking: true });
    this.#wanted = this.#after(this.#wanted, async () => {
      if (isNewest()) await act(isNewest);
      if (mine !== this.#newest) return;
      this.#target = null;
      this.#set({ isSeeking: false });
    });
    return this.#wanted;
  }

  /** What goes wrong in a turn (times that cannot be read) must not hold up the next one. */
  async #after(before: Promise<void>, act: () => Promise<void>): Promise<void> {
    await before;
    await act().catch(() => this.#set({ isSeeking: false }));
  }

  async #bring(frame: Frame, isNewest: () => boolean): Promise<void> {
    this.#video?.pause();
    await this.#seekTo(await this.#middleOf(frame));
    if (!isNewest() || this.#presented === 0 || this.#state.shown.number === frame.number) return;
    for (const run of runUps) {
      if (await this.#runUp(frame, run)) return;
      if (!isNewest()) return;
    }
    this.#set({ shown: { ...this.#state.shown, missed: frame.number } });
  }

  /** Where a seek cannot land (in front of some key frames of fragmented files), playing slowly from before does. */
  async #runUp(frame: Frame, { back, frameS }: { back: number; frameS: number }): Promise<boolean> {
    const [video, frames] = [this.#video, this.frames];
    if (video === undefined || frames === undefined || frame.number < back) return false;
    const from = await frames.frame(frame.number - back);
    await this.#seekTo(await this.#middleOf(from));
    const { number } = this.#state.shown;
    if (number === null || number >= frame.number) return number === frame.number;
    const gapS = mediaSeconds(frame.pts - from.pts, frames.timeBase) / back;
    const [wasMuted, rate] = [video.muted, video.playbackRate];
    video.muted = true;
    video.playbackRate = Math.max(0.0625, Math.min(1, gapS / frameS));
    const arrived = this.#until(() => (this.#state.shown.number ?? 0) >= frame.number, 10_000);
    await video.play().catch(() => undefined);
    await arrived;
    video.pause();
    video.playbackRate = rate;
    video.muted = wasMuted;
    await pause(settledWithinMs);
    return this.#state.shown.number === frame.number;
  }

  /** Half-way to the next frame: no rounding of the element's own leads to a neighbour. */
  async #middleOf({ number, pts }: Frame): Promise<number> {
    const frames = this.frames;
    if (frames === undefined) return this.#mediaTimeOf(pts);
    const other = number + 1 < frames.count ? await frames.frame(number + 1) : await frames.frame(number - 1);
    const half = Math.abs(other.pts - pts) / 2;
    // The last frame of all: what lies behind its middle may be the end.
    return this.#mediaTimeOf(number + 1 < frames.count ? pts + half : pts + half / 2);
  }

  async #seekTo(mediaTime: number): Promise<void> {
    const video = this.#video;
    if (video === undefined) return;
    const before = this.#presented;
    const seeked = new Promise<void>((resolve) => {
      video.addEventListener('seeked', () => resolve(), { once: true });
      setTimeout(resolve, seekedWithinMs);
    });
    video.currentTime = Math.max(0, mediaTime);
    await seeked;
    if (!('requestVideoFrameCallback' in video) || video.readyState < 2) return this.#present(video.currentTime, false);
    const wait = this.#isNear(mediaTime) ? 60 : presentedWithinMs;
    await this.#until(() => this.#presented > before, wait);
  }

  /** Whether the frame on the screen is the one of that time already, so that none may be presented. */
  #isNear(mediaTime: number): boolean {
    const { number } = this.#state.shown;
    const pts = this.#ptsOf(mediaTime);
    return number !== null && pts !== null && this.frames?.frameAtNow(pts)?.number === number;
  }

  #until(holds: () => boolean, withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(end, withinMs);
      const stop = this.subscribe(() => {
        if (holds()) end();
      });
      if (holds()) end();
    });
  }

  #mediaTimeOf(pts: number): number {
    return mediaSeconds(pts, this.#frames?.timeBase ?? '1/1') - (this.#offsetS ?? 0);
  }

  #ptsOf(mediaTime: number): number | null {
    return this.frames === undefined ? null : nearestPts(mediaTime + (this.#offsetS ?? 0), this.frames.timeBase);
  }

  #present(mediaTime: number, isTold: boolean): void {
    const pts = this.#ptsOf(mediaTime);
    const near = pts === null ? undefined : this.frames?.nearestNow(pts);
    const isConfirmed = isTold && near !== undefined && this.frames?.source === 'presentation' && this.#isTheTimeOf(near, mediaTime);
    const frame = isConfirmed || pts === null ? near : this.frames?.frameAtNow(pts);
    this.#set({ shown: { mediaTime, pts: frame?.pts ?? null, number: frame?.number ?? null, isConfirmed, missed: null } });
    this.#goRound(frame);
  }

  /** Within what the element rounds; never so widely that a neighbour would do as well. */
  #isTheTimeOf({ number, pts }: Frame, mediaTime: number): boolean {
    const next = this.frames?.frameNow(number + 1) ?? this.frames?.frameNow(number - 1);
    const gapS = next === undefined ? 1 : Math.abs(mediaSeconds(next.pts - pts, this.frames?.timeBase ?? '1/1'));
    return Math.abs(this.#mediaTimeOf(pts) - mediaTime) <= Math.min(this.#rounding, gapS / 4);
  }

  #goRound(frame: Frame | undefined): void {
    const { loop, isPlaying } = this.#state;
    if (loop.kind !== 'part' || loop.from === null || loop.to === null || frame === undefined || !isPlaying || frame.pts < loop.to) return;
    const { from } = loop;
    this.#video?.pause();
    void this.showPts(from).then(() => this.play());
  }

  #set(news: Partial<ProjectorState>): void {
    this.#state = { ...this.#state, ...news };
    for (const listener of this.#listeners) listener();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(4, ms));
  });
}
