import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { CaseError, toCaseError } from '../shared/errors.ts';
import type { ApiError } from '../shared/api/index.ts';
import type { Route } from '../shared/api/route.ts';

/** Bodies are small: files do not travel in them. */
const bodyLimitBytes = 16 * 1024 * 1024;

/**
 * Answer a route: its input is read from the path, the query and the body, checked by its schema, and what comes out is
 * checked as well, so that both sides speak of the same. Errors travel as code and facts.
 */
export function answer<I, O>(app: Hono, route: Route<I, O>, handle: (input: I, context: Context) => Promise<O> | O): void {
  app.on(route.method, route.path, async (context) => {
    const read = route.input.safeParse(await inputOf(context, route));
    if (!read.success) throw new CaseError('request-invalid', { detail: z.prettifyError(read.error).slice(0, 2000) });
    return context.json(route.output.parse(await handle(read.data, context)) as object);
  });
}

async function inputOf(context: Context, { method, path }: Pick<Route<unknown, unknown>, 'method' | 'path'>): Promise<unknown> {
  const named = Object.fromEntries([...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, context.req.param(name)]));
  if (method === 'GET') return { ...context.req.query(), ...named };
  const body = parseBody(await bodyOf(context.req.raw));
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, ...named } : body;
}

/** The body, whose length need not have been told beforehand. */
async function bodyOf(request: Request): Promise<Uint8Array> {
  const body: ReadableStream<Uint8Array> | null = request.body;
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > bodyLimitBytes) throw new CaseError('request-invalid', { detail: `its body is longer than ${bodyLimitBytes} bytes` });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function parseBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new CaseError('request-invalid', { detail: 'its body is not JSON in UTF-8' });
  }
}

/** An error as it travels. What nobody foresaw says so and no more: its text may name what is nobody's business. */
export function tellError(context: Context, error: unknown): Response {
  const known = toCaseError(error);
  return context.json({ code: known.code, facts: factsToTell(known) } satisfies ApiError, statusOf(known.code));
}

/** The facts of an error as the window gets them. */
export function factsToTell({ code, facts }: CaseError): ApiError['facts'] {
  if (code === 'internal') return {};
  return Object.fromEntries(Object.entries(facts).filter((pair): pair is [string, string | number | boolean] => pair[1] !== undefined));
}

function statusOf(code: string): 400 | 403 | 404 | 409 | 423 | 500 | 507 {
  if (code === 'internal') return 500;
  if (/-not-found$|^no-such-|^file-missing$/.test(code)) return 404;
  if (/^passphrase-(needed|wrong)$/.test(code)) return 403;
  if (code === 'case-in-use') return 423;
  if (code === 'disk-full') return 507;
  return /^case-|^log-forked$|^no-case-open$|^file-damaged$|^upload-ended$/.test(code) ? 409 : 400;
}
