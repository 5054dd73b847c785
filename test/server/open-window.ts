import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createSurface, type NewSurface, type OpenSurface } from '../../src-main/server/create-surface.ts';
import { routes } from '../../src-main/shared/api/index.ts';
import { eventsPath, eventSchema, type ServerEvent } from '../../src-main/shared/api/jobs.ts';
import type { InputOf, OutputOf } from '../../src-main/shared/api/route.ts';
import { seededRandom, steppingClock } from '../known-system.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export const host = '127.0.0.1:4321';
export const origin = `http://${host}`;
const entrance = { token: 'token-of-the-test', session: 'session-of-the-test', key: 'key-of-the-test' };
export const cookie = `postquem-session-4321=${entrance.session}`;
/** What the window's own page sends with every question. */
export const own = { host, origin, cookie, 'sec-fetch-site': 'same-origin', 'x-postquem-key': entrance.key };

type Routes = typeof routes;
export type RouteName = keyof Routes;

export interface Window extends OpenSurface {
  /** One request as it would come in, with the window's own headers unless others are given. */
  request(path: string, init?: RequestInit & { headers?: Record<string, string> }): Promise<Response>;
  /** Ask a route and read its answer, whatever its status. */
  ask<N extends RouteName>(name: N, input: InputOf<Routes[N]>): Promise<{ status: number; body: OutputOf<Routes[N]> & { code?: string; facts?: Record<string, unknown> } }>;
}

/** A surface as the browser door has it, without the network between. Closed when the test file has ended. */
export async function openWindow(options: Partial<NewSurface> = {}): Promise<Window> {
  const folder = await temporaryFolder();
  const open = createSurface({
    door: { kind: 'browser', hosts: [host], origins: [origin], entrance },
    means: { clock: steppingClock(), random: seededRandom(3) },
    settingsFile: join(folder, 'settings.json'),
    assets: { folder: join(folder, 'page') },
    ...options,
  });
  opened.push(open);
  const request: Window['request'] = (path, { headers = own, ...init } = {}) => open.fetch(new Request(`${origin}${path}`, { ...init, headers }));
  return {
    ...open,
    request,
    ask: async (name, input) => {
      const response = await askRaw(request, name, input);
      return { status: response.status, body: (await response.json()) as never };
    },
  };
}

function askRaw(request: Window['request'], name: RouteName, input: Record<string, unknown>): Promise<Response> {
  const { method, path } = routes[name];
  const filled = path.replaceAll(/:(\w+)/g, (_, field: string) => encodeURIComponent(String(input[field])));
  if (method !== 'GET') return request(filled, { method, body: JSON.stringify(input) });
  const rest = Object.entries(input).filter(([field]) => !path.includes(`:${field}`)).map(([field, value]): [string, string] => [field, String(value)]);
  return request(`${filled}?${new URLSearchParams(rest).toString()}`);
}

const opened: OpenSurface[] = [];
afterAll(async () => {
  for (const { close } of opened.splice(0)) await close();
});

/** Wait until something holds: at most half a minute, for a busy computer. */
export async function until<T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  for (const end = performance.now() + 30_000; performance.now() < end; ) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come to hold');
}

/** Everything that a window is told from now on. */
export async function listen(window: Window): Promise<ServerEvent[]> {
  const told: ServerEvent[] = [];
  const { body } = await window.request(eventsPath);
  const reader = body?.getReader();
  void (async () => {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      const data = /^data: (.*)$/m.exec(new TextDecoder().decode(read.value))?.[1];
      if (data !== undefined) told.push(eventSchema.parse(JSON.parse(data)));
    }
  })();
  return told;
}

/** What a window was told of its case, in order. */
export const caseStates = (told: ServerEvent[]): string[] => told.flatMap((event) => (event.event === 'case' ? [event.state] : []));
