import type { QueryClient } from '@tanstack/react-query';
import { eventSchema, eventsPath, type Job, type ServerEvent } from '../../src-main/shared/api/jobs.ts';
import { ask, type RouteName } from './client.ts';
import { keyOf } from './use-ask.ts';
import { keyed } from './window-key.ts';

/** What the window knows of the engine. */
export interface EngineState {
  /** `away` when its stream of events was cut and has not come back. */
  connection: 'connecting' | 'here' | 'away';
  /** The open case's folder cannot be found: a drive was taken away. */
  caseIsLost: boolean;
  /** The longest pause of the engine in its last few seconds, in ms. */
  pauseMs: number;
}

/** Answers that change with items, and those that change with the log. */
const aboutItems: readonly RouteName[] = ['library', 'libraryFacets', 'libraryCounts', 'item', 'keyframes', 'itemLog', 'itemProvenance', 'itemClaims', 'appState', 'storage', 'claims', 'claim', 'itemsOnMap', 'claimsOnMap', 'custodyChain'];
const aboutTheLog: readonly RouteName[] = ['appState', 'handOvers', 'previewHandOver', 'custodyChain', 'custody', 'checkpoints', 'itemLog', 'itemProvenance', 'itemClaims'];

/** Listen to the engine for as long as the window is open, and let go of what is stale. Returns how to stop. */
export function listenToEngine(client: QueryClient, tell: (state: Partial<EngineState>) => void): () => void {
  let stop = (): void => {};
  const listen = (isAnew: boolean): void => {
    const source = streamOfEngine(client, tell, isAnew);
    const silence = watchForSilence(tell);
    for (const news of ['open', 'message']) source.addEventListener(news, silence.heard);
    source.addEventListener('error', () => {
      silence.stop();
      tell({ connection: 'away' });
      // A stream that was refused is not tried again by the browser. The window stays: it may hold files that are being sent.
      if (source.readyState !== EventSource.CLOSED) return;
      const timer = setTimeout(() => listen(true), tryAgainMs);
      stop = () => clearTimeout(timer);
    });
    stop = () => {
      silence.stop();
      source.close();
    };
  };
  // Browsers open six connections to one address, for all tabs together: a tab that nobody sees holds none.
  const onSeen = (): void => {
    stop();
    if (!document.hidden) listen(true);
  };
  document.addEventListener('visibilitychange', onSeen);
  if (!document.hidden) listen(false);
  return () => {
    document.removeEventListener('visibilitychange', onSeen);
    stop();
  };
}

const tryAgainMs = 2000;

/** The engine tells every three seconds that it lives (`health`): where nothing comes through an open stream, it hangs. */
const silenceMs = 10_000;

function watchForSilence(tell: (state: Partial<EngineState>) => void): { heard(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSilent = false;
  const stop = (): void => clearTimeout(timer);
  const heard = (): void => {
    stop();
    if (isSilent) tell({ connection: 'here' });
    isSilent = false;
    timer = setTimeout(() => {
      isSilent = true;
      tell({ connection: 'away' });
    }, silenceMs);
  };
  return { heard, stop };
}

/** `isAnew`: what was missed is not told by it, so everything may be stale. */
function streamOfEngine(client: QueryClient, tell: (state: Partial<EngineState>) => void, isAnew: boolean): EventSource {
  const source = new EventSource(keyed(eventsPath));
  source.addEventListener('open', () => {
    tell({ connection: 'here' });
    if (isAnew) return void client.invalidateQueries();
    void client.invalidateQueries({ queryKey: ['jobs'] });
    void client.invalidateQueries({ queryKey: ['appState'] });
  });
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const event = eventSchema.safeParse(JSON.parse(data));
    if (event.success) take(event.data, client, tell);
  });
  return source;
}

function take(event: ServerEvent, client: QueryClient, tell: (state: Partial<EngineState>) => void): void {
  const letGo = (names: readonly RouteName[]): void => {
    for (const name of names) void client.invalidateQueries({ queryKey: [name] });
  };
  switch (event.event) {
    case 'job':
      if (event.job.kind === 'verify' && event.job.state !== 'running') letGo(['check']);
      if (event.job.state !== 'running') letGo(['handedOver', 'receiving', 'writtenReport']);
      return setJobs(client, (jobs) => (jobs.some(({ id }) => id === event.job.id) ? jobs.map((job) => (job.id === event.job.id ? event.job : job)) : [...jobs, event.job]));
    case 'job-dismissed':
      return setJobs(client, (jobs) => jobs.filter(({ id }) => id !== event.job));
    case 'items':
      return letGo(aboutItems);
    case 'log':
      return letGo(aboutTheLog);
    case 'health':
      return tell({ pauseMs: event.pauseMs });
    case 'case':
      tell({ caseIsLost: event.state === 'lost' });
      // Of a case that is closed nothing can be asked: its screens go once that is known.
      if (event.state === 'closed') void client.invalidateQueries({ refetchType: 'none' });
      return void client.invalidateQueries(event.state === 'closed' ? { queryKey: ['appState'] } : {});
    case 'reset':
      return void client.invalidateQueries();
  }
}

function setJobs(client: QueryClient, change: (jobs: Job[]) => Job[]): void {
  const key = keyOf('jobs', {});
  const jobs = client.getQueryData<Job[]>(key);
  if (jobs === undefined) void client.prefetchQuery({ queryKey: key, queryFn: () => ask('jobs', {}) });
  else client.setQueryData<Job[]>(key, change(jobs));
}
