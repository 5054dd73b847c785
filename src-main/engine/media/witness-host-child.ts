/**
 * The witness host's own side: reads untrusted files inside a process that may do nothing else.
 * Started by witness-host.ts, never imported. Requests come as lines of JSON and are answered in order.
 */
import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readWithC2pa } from './c2pa.ts';
import { readWithExifr } from './exifr.ts';
import { readWithMediainfo } from './mediainfo.ts';
import type { HostedWitness, HostReport, HostRequest } from './witness-host-protocol.ts';

// Permissions do not cover the network: nothing in here may ask for a remote manifest, a list or a clock.
globalThis.fetch = () => Promise.reject(new Error('This process asks nothing of the network.'));

const [trustAnchorsFile] = process.argv.slice(2);
const trustAnchors = trustAnchorsFile === undefined ? undefined : readFileSync(trustAnchorsFile, 'utf8');

const readers: Record<HostedWitness, (path: string) => Promise<HostReport>> = {
  mediainfo: readWithMediainfo,
  exifr: readWithExifr,
  c2pa: (path) => readWithC2pa(path, trustAnchors),
};

// Libraries print their worries there; the pipe carries answers only.
globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });

for await (const line of createInterface({ input: process.stdin })) {
  const { witness, path } = JSON.parse(line) as HostRequest;
  const report = await readers[witness](path);
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
