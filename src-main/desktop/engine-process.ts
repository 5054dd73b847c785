// The engine process: plain Node, started by the main process, heard through a socket. It lives as long as its standard
// input is open, so that it ends with the main process however that ended.
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { openDesktopDoor } from '../server/listen-on-socket.ts';
import { choicesOfEnvironment } from '../server/tool-choices.ts';
import { appHost, appOrigin } from './app-scheme.ts';
import { engineOrderSchema, engineReadySchema } from './handshake.ts';

// A reader that has gone is no reason to end before the case is closed.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
// Ctrl-C reaches every process of a terminal; the main process is the one that asks and then closes our input.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const input = createInterface({ input: process.stdin });
const inputEnded = new Promise<void>((ended) => {
  input.once('close', () => ended());
});
const line = await Promise.race([new Promise<string>((read) => input.once('line', read)), inputEnded]);
if (line === undefined) process.exit(0);

const { socket, secret, settingsFile, pageFolder } = engineOrderSchema.parse(JSON.parse(line));
const door = await openDesktopDoor({
  socket,
  secret,
  host: appHost,
  origin: appOrigin,
  settingsFile,
  assets: { folder: pageFolder },
  means: {
    clock: { now: () => Date.now() },
    random: { bytes: (count) => randomBytes(count) },
    chosen: choicesOfEnvironment(process.env),
  },
  onUnforeseen: (error) => process.stderr.write(`${inspect(error)}\n`),
});
process.stdout.write(`${JSON.stringify(engineReadySchema.parse({ ready: true }))}\n`);
await inputEnded;
await door.close();
process.exit(0);
