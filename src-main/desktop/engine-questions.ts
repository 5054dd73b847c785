import { caseRoutes, type AppState } from '../shared/api/case.ts';
import { apiErrorSchema, type ApiError } from '../shared/api/index.ts';
import { eventsPath, eventSchema, jobRoutes, type Job, type ServerEvent } from '../shared/api/jobs.ts';
import type { Route } from '../shared/api/route.ts';
import { appOrigin } from './app-scheme.ts';
import { passToEngine } from './pass-to-engine.ts';
import type { EngineAddress } from './start-engine.ts';

/** What the main process itself asks the engine, through the same socket and routes as the window. */

export function askAppState(engine: EngineAddress): Promise<AppState> {
  return ask(engine, caseRoutes.appState, undefined, 10_000);
}

/** Short: whoever wants to quit waits for it. */
export async function askRunningJobs(engine: EngineAddress): Promise<Job[]> {
  return (await ask(engine, jobRoutes.jobs, undefined, 3000)).filter(({ state }) => state === 'running');
}

/** Open a case without a passphrase. Gives why it could not be opened. */
export async function askToOpen(engine: EngineAddress, wanted: { folder: string; readOnly: boolean }): Promise<ApiError | undefined> {
  const { method, path } = caseRoutes.openCase;
  const response = await send(engine, { method, path, body: wanted });
  return response.ok ? undefined : apiErrorSchema.parse(await response.json());
}

async function ask<I, O>(engine: EngineAddress, { method, path, output }: Route<I, O>, body: I | undefined, withinMs: number): Promise<O> {
  const response = await send(engine, { method, path, body, withinMs });
  if (!response.ok) throw new Error(`The engine answered ${path} with ${response.status}.`);
  return output.parse(await response.json());
}

interface Question {
  method: string;
  path: string;
  body?: unknown;
  withinMs?: number;
}

function send(engine: EngineAddress, { method, path, body, withinMs }: Question): Promise<Response> {
  const signal = withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) };
  return passToEngine(new Request(`${appOrigin}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...signal }), engine);
}

/** Hear every event of the engine until its stream ends, which it does with the engine. */
export async function hearEvents(engine: EngineAddress, listener: (event: ServerEvent) => void): Promise<void> {
  const utf8 = new TextDecoder();
  let unread = '';
  try {
    const { body } = await send(engine, { method: 'GET', path: eventsPath });
    for await (const piece of body ?? []) {
      const lines = (unread + utf8.decode(piece, { stream: true })).split('\n');
      unread = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('data: ')) listener(eventSchema.parse(JSON.parse(line.slice(6))));
    }
  } catch {
    // It was cut: that the engine has ended is heard elsewhere.
  }
}
