import { apiErrorSchema, routes, type ApiError } from '../../src-main/shared/api/index.ts';
import type { InputOf, OutputOf } from '../../src-main/shared/api/route.ts';
import { keyHeaders } from './window-key.ts';

export type Routes = typeof routes;
export type RouteName = keyof Routes;
export type Input<N extends RouteName> = InputOf<Routes[N]>;
export type Output<N extends RouteName> = OutputOf<Routes[N]>;

/** Why the engine did not do what was asked: a code and facts, which the catalogue of words makes a sentence of. */
export class Problem extends Error {
  readonly code: string;
  readonly facts: ApiError['facts'];

  constructor({ code, facts }: ApiError, options: { cause?: unknown } = {}) {
    super(code, options);
    this.name = 'Problem';
    this.code = code;
    this.facts = facts;
  }
}

/** Anything thrown, as a Problem. */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ code: 'internal', facts: {} }, { cause: error });
}

/** Ask the engine one question. Throws Problem: `engine-away` when nobody answers, otherwise what the engine says. */
export async function ask<N extends RouteName>(name: N, input: Input<N>, { signal }: { signal?: AbortSignal } = {}): Promise<Output<N>> {
  const { address, init } = requestOf(name, input);
  return (await answerTo(address, { ...init, ...(signal === undefined ? {} : { signal }) })) as Output<N>;
}

/** Send a request to the engine and read its JSON. Throws Problem like `ask`; an aborted request throws what aborted it. */
export async function answerTo(address: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(address, { ...init, headers: { ...(init.headers as Record<string, string> | undefined), ...keyHeaders() } }).catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error;
    throw new Problem({ code: 'engine-away', facts: {} }, { cause: error });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body;
  const told = apiErrorSchema.safeParse(body);
  if (told.success) throw new Problem(told.data);
  throw new Problem({ code: response.status === 401 ? 'not-let-in' : 'engine-away', facts: { status: response.status } });
}

/** The path of a route with its fields filled in; the other fields are the query of a GET, else the JSON body. */
function requestOf(name: RouteName, input: Readonly<Record<string, unknown>>): { address: string; init: RequestInit } {
  const { method, path } = routes[name];
  const inPath = new Set([...path.matchAll(/:(\w+)/g)].map(([, field = '']) => field));
  const filled = path.replaceAll(/:(\w+)/g, (_, field: string) => encodeURIComponent(textOf(input[field])));
  const rest = Object.entries(input).filter(([field, value]) => !inPath.has(field) && value !== undefined);
  if (method !== 'GET') return { address: filled, init: { method, body: JSON.stringify(Object.fromEntries(rest)), headers: { 'Content-Type': 'application/json' } } };
  const query = new URLSearchParams(rest.map(([field, value]): [string, string] => [field, textOf(value)])).toString();
  return { address: query === '' ? filled : `${filled}?${query}`, init: { method } };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
