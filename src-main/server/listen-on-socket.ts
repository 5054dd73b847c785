import { timingSafeEqual } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createSurface, type NewSurface } from './create-surface.ts';
import { secretHeader } from './secret-header.ts';

export interface DesktopDoor {
  close(): Promise<void>;
}

type Listening = Omit<NewSurface, 'door'> & {
  /** A Unix socket in a folder that only this user enters, or the name of a pipe (`\\.\pipe\...`). */
  socket: string;
  secret: string;
  /** As the window addresses itself. */
  host: string;
  origin: string;
};

/**
 * Serve the window through a socket that only this user can open. Pipes of Windows can be seen by others: there, and for
 * whoever gets past the folder, every request has to bring the secret. Throws what the system says when it cannot listen.
 */
export async function openDesktopDoor({ socket, secret, host, origin, ...rest }: Listening): Promise<DesktopDoor> {
  const { fetch, close } = createSurface({ ...rest, door: { kind: 'desktop', hosts: [host], origins: [origin] } });
  const answer = getRequestListener(fetch);
  // No limit for a whole request: only the main process asks here, and an upload takes as long as its disk does.
  const server = createServer({ requestTimeout: 0 }, (incoming, outgoing) => {
    if (bringsSecret(incoming, secret)) return void answer(incoming, outgoing);
    outgoing.writeHead(401).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, () => resolve());
  });
  if (process.platform !== 'win32') await chmod(socket, 0o600);
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await close();
    },
  };
}

function bringsSecret({ headers }: IncomingMessage, secret: string): boolean {
  const [said, known] = [Buffer.from(String(headers[secretHeader] ?? '')), Buffer.from(secret)];
  return said.length === known.length && timingSafeEqual(said, known);
}
