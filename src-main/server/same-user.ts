import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

const root = 0;

/**
 * Whether the other end of a connection within this computer belongs to the user whose program this is, where the system
 * tells: on Linux, /proc/net/tcp names the owner of each socket (proc(5)). What is told of nobody is let pass: a system
 * without it, or an end that has gone already. Cost: one small file for each connection.
 */
export async function isOfThisUser({ remotePort, localPort }: Pick<Socket, 'remotePort' | 'localPort'>, sockets = '/proc/net/tcp'): Promise<boolean> {
  const own = process.getuid?.();
  if (own === undefined || remotePort === undefined || localPort === undefined) return true;
  const table = await readFile(sockets, 'latin1').catch(() => '');
  const owner = ownerOf(table, { from: remotePort, to: localPort });
  return owner === undefined || owner === own || owner === root;
}

/** The user id in the line of the socket that is bound to one port and connected to the other. */
function ownerOf(table: string, { from, to }: { from: number; to: number }): number | undefined {
  const [local, remote] = [from, to].map((port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`);
  const line = table.split('\n').find((text) => text.includes(` ${local} ${remote} `));
  const uid = line?.trim().split(/\s+/)[7];
  return uid === undefined ? undefined : Number(uid);
}
