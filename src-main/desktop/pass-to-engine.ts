import { request as ask, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { secretHeader } from '../server/secret-header.ts';
import { appHost, appOrigin } from './app-scheme.ts';
import type { EngineAddress } from './start-engine.ts';

/** Headers of one connection, which end with it (RFC 9110, section 7.6.1). */
const ofTheConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'proxy-connection', 'host', secretHeader]);
/** Answers that have no body, whatever follows (Fetch standard, "null body status"). */
const withoutBody = new Set([101, 204, 205, 304]);

/**
 * Pass a request through the engine's socket and give its answer. Bodies stream both ways and no more is read than is
 * taken; an answer that is no longer wanted is cut at the engine, too. Rejects when the engine cannot be reached or ends
 * before it answers; the body breaks off when it ends later.
 */
export async function passToEngine(request: Request, { socket, secret }: EngineAddress): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const asking = ask({
    socketPath: socket,
    path: `${pathname || '/'}${search}`,
    method: request.method,
    headers: { ...headersToPass(request), host: appHost, [secretHeader]: secret },
    signal: request.signal,
    agent: false,
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asking.once('response', resolve).on('error', reject);
  });
  if (request.body === null) asking.end();
  else void pipeline(Readable.fromWeb(request.body as unknown as WebStream), asking).catch((error: Error) => asking.destroy(error));
  return toResponse(await answered, request.method);
}

/**
 * Electron hands no `Origin` to a scheme of the application's own and none of the `Sec-Fetch` headers. That the window's
 * own page asks was checked before; it is what the engine is told.
 */
function headersToPass({ headers, method }: Request): OutgoingHttpHeaders {
  const passed = Object.fromEntries([...headers].filter(([name]) => !ofTheConnection.has(name)));
  return method === 'GET' || method === 'HEAD' ? passed : { origin: appOrigin, ...passed };
}

function toResponse(incoming: IncomingMessage, method: string): Response {
  const status = incoming.statusCode ?? 502;
  const headers = new Headers();
  for (let n = 0; n + 1 < incoming.rawHeaders.length; n += 2) {
    const [name = '', value = ''] = incoming.rawHeaders.slice(n, n + 2);
    if (!ofTheConnection.has(name.toLowerCase())) headers.append(name, value);
  }
  // Whoever reads the body hears of what breaks off; nobody else has to.
  incoming.on('error', () => {});
  if (method !== 'HEAD' && !withoutBody.has(status)) return new Response(bodyOf(incoming), { status, headers });
  incoming.resume();
  return new Response(null, { status, headers });
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const pieces: AsyncIterator<Buffer, undefined> = incoming[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(new Uint8Array(value));
      },
      cancel: () => void incoming.destroy(),
    },
    { highWaterMark: 0 },
  );
}
