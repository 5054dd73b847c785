import { CaseError } from '../shared/errors.ts';
import type { ApiError } from '../shared/api/index.ts';
import { appOrigin, isOwnAddress } from './app-scheme.ts';
import type { EngineKeeper } from './engine-keeper.ts';
import { passToEngine } from './pass-to-engine.ts';

/** A request of the window waits so long for an engine that is starting. */
const waitForEngineMs = 20_000;

const { code, message } = new CaseError('engine-not-running');
const headers = { 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'" };
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Postquem</title><p>${message}</p></html>`;

/** As Electron hands it over: it says which page asked, whatever that page says itself. */
export type WindowRequest = Request & { initiatorOrigin?: string | null };

/** Answer what the window asks of its scheme: from the engine, or that there is none. Tells when that is all the page there is. */
export function answerWindow(keeper: Pick<EngineKeeper, 'running'>, onPageMissed: () => void): (request: WindowRequest) => Promise<Response> {
  return async (request) => {
    if (!isOwnAddress(request.url) || isAskedByOthers(request)) return new Response('Only the window of Postquem may ask.', { status: 403 });
    try {
      return await passToEngine(request, await keeper.running(waitForEngineMs));
    } catch (error) {
      // A stream of events that is answered, and be it by an error, is not tried again by the page; one that fails is (HTML standard, section 9.2).
      if (accepts(request, 'text/event-stream')) throw error;
      if (!accepts(request, 'text/html')) return Response.json({ code, facts: {} } satisfies ApiError, { status: 503, headers });
      onPageMissed();
      return new Response(page, { status: 503, headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } });
    }
  };
}

/** Absent where no page asks: for the window's first page. */
function isAskedByOthers({ initiatorOrigin }: WindowRequest): boolean {
  return initiatorOrigin !== undefined && initiatorOrigin !== appOrigin;
}

function accepts({ headers }: Request, type: string): boolean {
  return headers.get('accept')?.includes(type) ?? false;
}
