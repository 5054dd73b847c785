/**
 * The witness host's own side: reads untrusted files inside a process that may do nothing else.
 * Started by witness-host.ts, never imported. Requests come as lines of JSON and are answered in order.
 */
import { Console } from 'node:console';
import { createInterface } from 'node:readline';
import { readTrustAnchors, readWithC2pa } from './c2pa.ts';
import { readWithExifr } from './exifr.ts';
import { readWithMediainfo } from './mediainfo.ts';
import { observeC2pa } from './normalise/observe-c2pa.ts';
import { observeExifr } from './normalise/observe-exifr.ts';
import { observeMediainfo } from './normalise/observe-mediainfo.ts';
import { parseReport, recordAt } from './normalise/report-json.ts';
import { maxReportBytes, type HostAnswer, type HostedWitness, type HostReport, type HostRequest } from './witness-host-protocol.ts';

// Permissions do not cover the network: nothing in here may ask for a remote manifest, a list or a clock.
globalThis.fetch = () => Promise.reject(new Error('This process asks nothing of the network.'));

const [trustAnchorsFile] = process.argv.slice(2);
const trustAnchors = trustAnchorsFile === undefined ? undefined : readTrustAnchors(trustAnchorsFile);

const readers: Record<HostedWitness, (path: string) => Promise<HostReport>> = {
  mediainfo: readWithMediainfo,
  exifr: readWithExifr,
  c2pa: (path) => readWithC2pa(path, trustAnchors),
};

const observers = { mediainfo: observeMediainfo, exifr: observeExifr, c2pa: observeC2pa };

// Libraries print their worries there; the pipe carries answers only.
globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });

for await (const line of createInterface({ input: process.stdin })) {
  const { witness, path } = JSON.parse(line) as HostRequest;
  const answer = withObservations(witness, await readers[witness](path));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/** Reports are parsed here: a large one would hold up the engine's event loop. */
function withObservations(witness: HostedWitness, said: HostReport): HostAnswer {
  const report = Buffer.from(said.report, 'utf8');
  if (report.length > maxReportBytes) {
    return { ...said, outcome: 'failed', problem: `${witness} gave a report above its output limit.`, report: '', observations: [] };
  }
  if (said.outcome !== 'read') return { ...said, observations: [] };
  return { ...said, observations: observers[witness](recordAt(parseReport(report))) };
}
