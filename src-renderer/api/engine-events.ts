import type { QueryClient } from '@tanstack/react-query';
import { eventSchema, eventsPath, type Job, type ServerEvent } from '../../src-main/shared/api/jobs.ts';
import { ask, type RouteName } from './client.ts';
import { keyOf } from './use-ask.ts';

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
const aboutItems: readonly RouteName[] = ['library', 'libraryFacets', 'item', 'keyframes', 'itemLog', 'appState', 'storage'];
const aboutTheLog: readonly RouteName[] = ['appState', 'itemLog'];

/** Listen to the engine for as long as the window is open, and let go of what is stale. Returns how to stop. */
export function listenToEngine(client: QueryClient, tell: (state: Partial<EngineState>) => void): () => void {
  const source = new EventSource(eventsPath);
  source.addEventListener('open', () => {
    tell({ connection: 'here' });
    void client.invalidateQueries({ queryKey: ['jobs'] });
    void client.invalidateQueries({ queryKey: ['appState'] });
  });
  source.addEventListener('error', () => {
    tell({ connection: 'away' });
    // A stream that was refused is not tried again by the browser: whether the engine answers is asked.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000);
  });
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const event = eventSchema.safeParse(JSON.parse(data));
    if (event.success) take(event.data, client, tell);
  });
  return () => source.close();
}

function take(event: ServerEvent, client: QueryClient, tell: (state: Partial<EngineState>) => void): void {
  const letGo = (names: readonly RouteName[]): void => {
    for (const name of names) void client.invalidateQueries({ queryKey: [name] });
  };
  switch (event.event) {
    case 'job':
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
      return void client.invalidateQueries();
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
