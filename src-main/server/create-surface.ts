import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Hono, type MiddlewareHandler } from 'hono';
import { integrityOfCase } from '../engine/index.ts';
import { CaseError, toCaseError } from '../shared/errors.ts';
import { tellError } from './answer.ts';
import { CaseHolder, type Means } from './case-holder.ts';
import { Events } from './events.ts';
import { enter, guard, headers, type Door } from './guard.ts';
import { Jobs } from './jobs.ts';
import { answerAboutCase } from './routes/case-answers.ts';
import { answerAboutClaims } from './routes/claim-answers.ts';
import { answerAboutCustody } from './routes/custody-answers.ts';
import { answerAboutFolders } from './routes/folder-answers.ts';
import { answerAboutHandOver } from './routes/hand-over-answers.ts';
import { answerAboutItemClaims } from './routes/item-claim-answers.ts';
import { answerAboutItemJobs } from './routes/item-job-answers.ts';
import { answerAboutFrames } from './routes/frame-answers.ts';
import { answerAboutItems } from './routes/item-answers.ts';
import { answerAboutLibrary } from './routes/library-answers.ts';
import { answerAboutItemRecords } from './routes/item-record-answers.ts';
import { answerAboutJobs } from './routes/job-answers.ts';
import { answerAboutKeys } from './routes/key-answers.ts';
import { answerAboutLicences } from './routes/licence-answers.ts';
import { answerAboutMap } from './routes/map-answers.ts';
import { answerAboutTools } from './routes/tool-answers.ts';
import { giveAsset, type Assets } from './assets.ts';
import { SettingsFile } from './settings-file.ts';
import type { Surface } from './surface.ts';
import { withToolChoices } from './tool-choices.ts';
import { answerUploads } from './uploads.ts';

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
  /** After how long without a byte an upload ends by itself. */
  uploadSilenceMs?: number;
}

export interface OpenSurface {
  fetch(request: Request): Promise<Response>;
  surface: Surface;
  /** Cancel what runs and close the case; nothing is answered after it. Resolves to why the end could not be signed, if it could not. */
  close(): Promise<CaseError | undefined>;
}

/** The application's one surface: a handler from Request to Response, whatever door it stands behind. */
export function createSurface({ door, means: given, settingsFile, assets, onUnforeseen, healthEveryMs = 3000, uploadSilenceMs }: NewSurface): OpenSurface {
  const events = new Events(Buffer.from(given.random.bytes(6)).toString('hex'));
  const jobs: Jobs = new Jobs(events, () => given.clock.now(), (error) => cases.explain(error));
  const settings = new SettingsFile(settingsFile);
  const means = withToolChoices(given, settings);
  const cases = new CaseHolder({ means, events, jobs, settings });
  const surface: Surface = { door, cases, jobs, events, settings, means };
  const app = new Hono();
  app.onError((error, context) => {
    const known = cases.explain(error);
    if (known.code === 'internal') onUnforeseen?.(error);
    return tellError(context, known);
  });
  app.use(headers);
  app.get('/enter', enter(door));
  app.use(guard(door));
  app.use(refuseWithoutCase(cases));
  answerAboutCase(app, surface);
  answerAboutKeys(app, surface);
  answerAboutTools(app, surface);
  answerAboutFolders(app);
  answerAboutLicences(app);
  answerAboutClaims(app, surface);
  answerAboutCustody(app, surface);
  answerAboutHandOver(app, surface);
  answerAboutItems(app, surface);
  answerAboutFrames(app, surface);
  answerAboutLibrary(app, surface);
  answerAboutItemRecords(app, surface);
  answerAboutItemJobs(app, surface);
  answerAboutItemClaims(app, surface);
  answerAboutJobs(app, surface);
  answerAboutMap(app, surface);
  answerUploads(app, surface, uploadSilenceMs);
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
      return cases.close().then(() => undefined, toCaseError);
    },
  };
}

/** Questions that are not about the open case, and go on when its disk was taken away. */
const withoutCase = /^\/api\/(?:app|case\/|recent\/|settings$|tools|folders$|places$|licences$|jobs|events$)/;

/** A database that is open can still be read where its folder is gone: what it says then is no answer about the case. */
function refuseWithoutCase(cases: CaseHolder): MiddlewareHandler {
  return async ({ req }, next) => {
    if (/^\/(?:api|media)\//.test(req.path) && !withoutCase.test(req.path)) cases.refuseGone();
    await next();
  };
}

/** Tell the window every few seconds that the engine lives, how the log has grown, and that the case is gone when it is. */
function watchHealth({ cases, events, jobs }: Surface, everyMs: number): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let [entries, isLost] = [-1, false];
  const tick = async (): Promise<void> => {
    events.tell({ event: 'health', pauseMs: Math.max(0, Math.round(delay.max / 1e6) - 10) });
    delay.reset();
    if (!cases.isOpen) return;
    const isThere = cases.isThere();
    if (isThere === isLost) events.tell({ event: 'case', state: isThere ? 'opened' : 'lost' });
    isLost = !isThere;
    // Whoever works item by item would meet the same failure at each.
    if (cases.gone !== undefined) jobs.stopAll(cases.gone);
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
