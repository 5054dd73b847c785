import type { Crew } from './crew.ts';
import type { KeepReply, VaultFailureFacts } from './jobs.ts';
import type { KeepOptions, KeepOutcome, KeepSource } from './kept.ts';
import { startOperation, UnderWay, type Operation } from './operation.ts';
import { toVaultError } from './vault-failure.ts';
import { WaitingSources, type SourceGroup } from './waiting-sources.ts';

export interface KeepCall {
  crew: Crew;
  token: () => string;
  options: KeepOptions;
}

interface Answer<S> {
  group: SourceGroup<S>;
  reply: KeepReply;
}

/**
 * Keep every source; small ones in batches, large ones each for itself, as many at once as there are workers.
 * Yields lists of final outcomes as they come (not in the order of the sources): what is `kept` in them is durable.
 * The sources are taken up to 256 ahead; while a slow one is awaited no outcome is yielded and no cancel is seen, so
 * it should watch the signal itself. A cancel ends the lists after the outcomes that are final; a vault that cannot be written ends it by CaseError `disk-full`
 * or `vault-write-failed`, after everything that is durable has been yielded.
 */
export async function* keepAll<S extends KeepSource>(
  sources: Iterable<S> | AsyncIterable<S>,
  { crew, token, options }: KeepCall,
): AsyncGenerator<KeepOutcome<S>[], void, void> {
  const operation = startOperation(options);
  const waiting = new WaitingSources(sources, crew.size);
  const underWay = new UnderWay<Answer<S>>();
  let failure: VaultFailureFacts | undefined;
  const startMore = async (): Promise<void> => {
    // One job waits behind each that runs, so that no worker idles while the caller commits.
    while (options.signal?.aborted !== true && underWay.count < 2 * crew.size) {
      const group = await waiting.next();
      if (group === undefined) return;
      underWay.add(run({ crew, token, options }, group, operation));
    }
  };
  try {
    for (;;) {
      if (!failure) await startMore();
      if (underWay.count === 0) break;
      const { group, reply } = await underWay.next();
      waiting.putBack(reply.left.map(({ index, sizeBytes }) => ({ source: group.sources[index] as S, sizeBytes })));
      if (reply.failure) operation.cancel();
      failure ??= reply.failure;
      const outcomes = outcomesOf({ group, reply }, failure !== undefined);
      if (outcomes.length > 0) yield outcomes;
    }
  } finally {
    operation.cancel();
    await underWay.settle();
    await waiting.close();
    operation.end();
  }
  if (failure) throw toVaultError(failure);
}

async function run<S extends KeepSource>(call: KeepCall, group: SourceGroup<S>, operation: Operation): Promise<Answer<S>> {
  const { alsoDigest, verifyCopy } = call.options;
  const reply = await call.crew.run({
    kind: 'keep',
    operation: operation.memory,
    paths: group.sources.map((source) => source.path),
    token: call.token(),
    alsoDigest,
    verifyCopy: group.sources.map((source) => source.verifyCopy ?? verifyCopy),
    ...(group.largeBytes === undefined ? {} : { largeBytes: group.largeBytes }),
  });
  return { group, reply };
}

/** When the vault has failed, the cancel is ours and no finding about a source. */
function outcomesOf<S extends KeepSource>({ group, reply }: Answer<S>, failed: boolean): KeepOutcome<S>[] {
  return reply.outcomes
    .filter(({ result }) => !failed || result.kept || result.reason !== 'cancelled')
    .map(({ index, result }) => ({ source: group.sources[index] as S, result }));
}
