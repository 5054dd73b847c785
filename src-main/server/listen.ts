import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Random } from '../shared/clock.ts';
import type { CaseError } from '../shared/errors.ts';
import { createSurface, type NewSurface } from './create-surface.ts';
import { isOfThisUser } from './same-user.ts';
import type { Surface } from './surface.ts';

export interface BrowserDoor {
  /** To be opened once: it lets this browser in, and nobody after it. */
  address: string;
  surface: Surface;
  /** Resolves to why the end of the session could not be recorded and signed, if it could not. */
  close(): Promise<CaseError | undefined>;
}

type Listening = Omit<NewSurface, 'door'> & { random: Random; /** 0: any that is free. */ port: number; opened?: { folder: string; passphrase?: string | undefined } | undefined };

/**
 * Serve the window on this computer alone (127.0.0.1). Throws CaseError when the case that is named cannot be opened, and
 * what the system says when the port is taken.
 */
export async function openBrowserDoor({ random, port: wanted, opened, ...rest }: Listening): Promise<BrowserDoor> {
  const word = (): string => Buffer.from(random.bytes(24)).toString('base64url');
  const entrance = { token: word(), session: word(), key: word() };
  // No limit for a whole request: a film of 20 GB takes its time. Uploads watch for silence themselves.
  const server = createServer({ requestTimeout: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(wanted, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { fetch, surface, close } = createSurface({ ...rest, door: { kind: 'browser', hosts: names, origins: names.map((name) => `http://${name}`), entrance } });
  const listener = getRequestListener(fetch);
  const judged = new WeakMap<Socket, Promise<boolean>>();
  server.on('connection', (socket) => judged.set(socket, isOfThisUser(socket)));
  server.on('request', (incoming, outgoing) => {
    void (async () => {
      // Other users of this computer can see the address in the list of programs, and reach the port.
      if ((await judged.get(incoming.socket)) === false) return void incoming.socket.destroy();
      await listener(incoming, outgoing);
    })();
  });
  const stop = async (): Promise<CaseError | undefined> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    return close();
  };
  try {
    if (opened !== undefined) await surface.cases.open(opened);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address: `http://127.0.0.1:${port}/enter?token=${entrance.token}`, surface, close: stop };
}
