import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Hono } from 'hono';
import { findTools, integrityOfCase } from '../engine/index.ts';
import { CaseError, toCaseError } from '../shared/errors.ts';
import { tellError } from './answer.ts';
import { CaseHolder, type Means } from './case-holder.ts';
import { Events } from './events.ts';
import { enter, guard, headers, type Door } from './guard.ts';
import { Jobs } from './jobs.ts';
import { answerAboutCase } from './routes/case-answers.ts';
import { answerAboutItems } from './routes/item-answers.ts';
import { answerAboutJobs } from './routes/job-answers.ts';
import { giveAsset, type Assets } from './assets.ts';
import { SettingsFile } from './settings-file.ts';
import type { Surface } from './surface.ts';

export interface NewSurface {
  door: Door;
  means: Means;
  settingsFile: string;
  /** The window's own page, scripts and styles. */
  assets: Assets;
  /** Hears of every error that nobody foresaw; the window is told only that there was one. */
  onUnforeseen?(error: unknown): void;
  /** How often the window is told that the engine lives. */
  healthEveryMs?: number;
}

export interface OpenSurface {
  fetch(request: Request): Promise<Response>;
  surface: Surface;
  /** Cancel what runs and close the case; nothing is answered after it. */
  close(): Promise<void>;
}

/** The application's one surface: a handler from Request to Response, whatever door it stands behind. */
export function createSurface({ door, means, settingsFile, assets, onUnforeseen, healthEveryMs = 3000 }: NewSurface): OpenSurface {
  const events = new Events(Buffer.from(means.random.bytes(6)).toString('hex'));
  const jobs = new Jobs(events, () => means.clock.now());
  const settings = new SettingsFile(settingsFile);
  const cases = new CaseHolder({ means, events, jobs, settings });
  const surface: Surface = { door, cases, jobs, events, settings, means: { ...means, findTools: () => findTools(means.tools) } };
  const app = new Hono();
  app.onError((error, context) => {
    if (toCaseError(error).code === 'internal') onUnforeseen?.(error);
    return tellError(context, error);
  });
  app.use(headers);
  app.get('/enter', enter(door));
  app.use(guard(door));
  answerAboutCase(app, surface);
  answerAboutItems(app, surface);
  answerAboutJobs(app, surface);
  app.all('/api/*', (context) => {
    throw new CaseError('no-such-question', { question: `${context.req.method} ${context.req.path}`.slice(0, 200) });
  });
  app.get('*', (context) => giveAsset(context, { ...assets, nonce: Buffer.from(means.random.bytes(16)).toString('base64') }));
  const stop = watchHealth(surface, healthEveryMs);
  return {
    fetch: async (request) => app.fetch(request),
    surface,
    close: async () => {
      stop();
      await cases.close().catch(() => undefined);
    },
  };
}

/** Tell the window every few seconds that the engine lives, how the log has grown, and that the case is gone when it is. */
function watchHealth({ cases, events }: Surface, everyMs: number): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let [entries, isLost] = [-1, false];
  const tick = async (): Promise<void> => {
    events.tell({ event: 'health', pauseMs: Math.max(0, Math.round(delay.max / 1e6) - 10) });
    delay.reset();
    if (!cases.isOpen) return;
    const isThere = await cases.isThere();
    if (isThere === isLost) events.tell({ event: 'case', state: isThere ? 'opened' : 'lost' });
    isLost = !isThere;
    if (isLost || !cases.isOpen) return;
    const integrity = integrityOfCase(cases.readable);
    if (integrity.entries !== entries) events.tell({ event: 'log', entries: integrity.entries, signedSize: integrity.signedSize });
    ({ entries } = integrity);
  };
  const timer = setInterval(() => void tick().catch(() => undefined), everyMs);
  return () => {
    clearInterval(timer);
    delay.disable();
  };
}
