import { writeFileSync } from 'node:fs';
import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOfThisUser } from '../../src-main/server/same-user.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** As Linux tells of two sockets of one connection; the uid stands in the eighth place. */
const table = (uid: number): string => `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:10E1 0100007F:C350 01 00000000:00000000 00:00000000 00000000  ${process.getuid?.()}        0 101 1
   1: 0100007F:C350 0100007F:10E1 01 00000000:00000000 00:00000000 00000000  ${uid}        0 102 1
`;

describe.skipIf(process.platform !== 'linux')('the other end of a connection', () => {
  const ends = { remotePort: 50000, localPort: 4321 };

  it.each([['this user', process.getuid?.() ?? 0, true], ['another user', 4242, (process.getuid?.() ?? 0) === 4242]])('of %s', async (_, uid, isIn) => {
    const file = join(await temporaryFolder(), 'tcp');
    writeFileSync(file, table(uid));
    expect(await isOfThisUser(ends, file)).toBe(isIn);
  });

  it('of whom nothing is told is let pass', async () => {
    expect(await isOfThisUser({ remotePort: 1, localPort: 2 })).toBe(true);
    expect(await isOfThisUser(ends, '/nowhere')).toBe(true);
  });

  it('is found where the system tells of it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [socket] = (await once(server, 'connection')) as [Socket];
    expect(await isOfThisUser(socket)).toBe(true);
    client.destroy();
    server.close();
  });
});
