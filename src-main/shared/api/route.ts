import type { z } from 'zod';

/** One question of the window to the engine: what goes in and what comes out, for both sides. */
export interface Route<I, O> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with `/api/`; `:name` stands for a field of the input. The other fields are the query of a GET, else the JSON body. */
  path: `/api/${string}`;
  input: z.ZodType<I>;
  output: z.ZodType<O>;
}

export type InputOf<R> = R extends Route<infer I, unknown> ? I : never;
export type OutputOf<R> = R extends Route<never, infer O> ? O : R extends Route<infer _I, infer O> ? O : never;

/** Declare a route. */
export function route<I, O>(method: Route<I, O>['method'], path: Route<I, O>['path'], schemas: { input: z.ZodType<I>; output: z.ZodType<O> }): Route<I, O> {
  return { method, path, ...schemas };
}
