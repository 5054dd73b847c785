import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { WitnessReading } from '../../../shared/facts.ts';
import { startExiftool } from '../../media/exiftool.ts';
import type { FfprobeReading } from '../../media/ffprobe.ts';
import { startWitnessHost, type WitnessHost } from '../../media/witness-host.ts';
import { openKeyframeWorkers, type KeyframeWorkers } from '../../media/keyframe-workers.ts';
import type { WritableCase } from '../open-case.ts';

/** The tools that read items, started once and asked about one item after another. */
export interface Witnesses {
  /** What ffprobe says, with the key packets of the footage. */
  readStructure(path: string, signal?: AbortSignal): Promise<FfprobeReading>;
  /** What every other witness says. */
  readOthers(path: string, signal?: AbortSignal): Promise<WitnessReading[]>;
  keyframes: KeyframeWorkers;
  close(): Promise<void>;
}

/** The roots of the C2PA trust list as they were published when this version was made; the file says where. */
export const bundledTrustList = join(import.meta.dirname, '../../../../resources/c2pa/trust-list.pem');

/** Start the witnesses, as many of each as there are cores. Throws CaseError `tool-missing` without ffmpeg. */
export async function openWitnesses({ folder: caseFolder, findTools, trustListFile = bundledTrustList }: WritableCase): Promise<Witnesses> {
  const tools = await findTools();
  const cores = availableParallelism();
  const hosts = Array.from({ length: cores }, () => startWitnessHost({ caseFolder, trustAnchorsFile: trustListFile }));
  const exiftools = tools.exiftool === undefined ? [] : Array.from({ length: cores }, () => startExiftool({ tool: tools.exiftool!, caseFolder }));
  const keyframes = openKeyframeWorkers({ tools, caseFolder, count: cores });
  let turn = 0;

  const readOthers = async (path: string, signal?: AbortSignal): Promise<WitnessReading[]> => {
    const n = turn++ % cores;
    const host = hosts[n] as WitnessHost;
    const exiftool = exiftools[n];
    return Promise.all([
      host.read('mediainfo', path, signal),
      host.read('exifr', path, signal),
      host.read('c2pa', path, signal),
      ...(exiftool === undefined ? [] : [exiftool.read(path, signal)]),
    ]);
  };
  return {
    readStructure: (path, signal) => keyframes.readStructure({ path, signal }),
    readOthers,
    keyframes,
    close: async () => {
      await Promise.all([...hosts, ...exiftools, keyframes].map((each) => each.close()));
    },
  };
}
