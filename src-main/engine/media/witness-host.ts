import { join } from 'node:path';
import { realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { WitnessReading } from '../../shared/facts.ts';
import { limitedNodeArguments } from './limited-node.ts';
import { longLivedTool, type LongLivedTool } from './long-lived-tool.ts';
import { problemSentence } from './problem-sentence.ts';
import { maxAnswerBytes, type HostAnswer, type HostedWitness, type HostRequest } from './witness-host-protocol.ts';

export interface WitnessHost {
  /**
   * What one witness says about one file; one at a time, in the order asked.
   * @param path relative to the case folder.
   * @throws the signal's reason when cancelled; Error when Node cannot be started or the host is closed.
   */
  read(witness: HostedWitness, path: string, signal?: AbortSignal): Promise<WitnessReading>;
  close(): Promise<void>;
}

export interface WitnessHostOptions {
  caseFolder: string;
  /** The Node to run it with; this process's own when absent. */
  nodePath?: string;
  /** For one file; default half a minute, and the time that reading the file takes at 20 MB/s on top. */
  timeoutMs?: number;
  /** Certificates (PEM) that a signer of Content Credentials must lead to; none when absent. */
  trustAnchorsFile?: string;
}

/**
 * Start the witness host: a Node process that may read the case folder and its own code, write no file,
 * start no process and no thread. What breaks it breaks one reading; the next request starts a new one.
 */
export function startWitnessHost(options: WitnessHostOptions): WitnessHost {
  const tool = longLivedTool({
    file: options.nodePath ?? process.execPath,
    args: hostArguments(options),
    cwd: options.caseFolder,
    maxMemoryBytes: 3 * 2 ** 29,
    memoryLimit: 'data',
  });
  return {
    read: (witness, path, signal) => readHosted({ tool, options, witness, path, signal }),
    close: () => tool.close(),
  };
}

/** Node's argument list for the host: what it may read, and nothing else. */
export function hostArguments({ caseFolder, trustAnchorsFile }: WitnessHostOptions): string[] {
  const trust = trustAnchorsFile ? [trustAnchorsFile] : [];
  const script = new URL('./witness-host-child.ts', import.meta.url);
  return limitedNodeArguments({ script, args: trust, mayRead: [realpathSync(caseFolder), ...trust] });
}

interface HostedReading {
  tool: LongLivedTool;
  options: WitnessHostOptions;
  witness: HostedWitness;
  path: string;
  signal: AbortSignal | undefined;
}

async function readHosted({ tool, options, witness, path, signal }: HostedReading): Promise<WitnessReading> {
  const request: HostRequest = { witness, path };
  const answer = await tool.ask({
    text: `${JSON.stringify(request)}\n`,
    until: '\n',
    timeoutMs: options.timeoutMs ?? (await defaultTimeoutMs(options.caseFolder, path)),
    maxAnswerBytes,
    signal,
  });
  if ('bytes' in answer) return toReading(witness, JSON.parse(answer.bytes.toString('utf8')) as HostAnswer);
  const problem = problemOf(witness, answer);
  return toReading(witness, { version: 'unknown', recipe: [witness, path], outcome: 'failed', problem, report: '', observations: [] });
}

async function defaultTimeoutMs(caseFolder: string, path: string): Promise<number> {
  const size = await stat(join(caseFolder, path)).then((found) => found.size, () => 0);
  return 30_000 + Math.ceil(size / 20_000);
}

function toReading(witness: HostedWitness, said: HostAnswer): WitnessReading {
  return {
    witness,
    version: said.version,
    recipe: said.recipe,
    outcome: said.outcome,
    ...(said.problem === undefined ? {} : { problem: problemSentence(said.problem) }),
    raw: Buffer.from(said.report, 'utf8'),
    observations: said.observations,
  };
}

function problemOf(witness: HostedWitness, { failure, stderr }: { failure: 'timeout' | 'output-limit' | 'ended'; stderr: string }): string {
  if (failure === 'timeout') return `${witness} did not finish within its time limit.`;
  if (failure === 'output-limit') return `${witness} gave a report above its output limit.`;
  const reason = /^(?:\w*Error: .*|prlimit: .*|FATAL ERROR: .*)$/m.exec(stderr)?.[0];
  return `${witness} broke down while it read the file${reason === undefined ? '' : `: ${reason}`}.`;
}
