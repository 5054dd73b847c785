import { startTool, type RunningTool, type ToolRun } from './run-tool.ts';

/** A tool that stays and answers one request after another; started when first asked, and again after its end. */
export interface LongLivedTool {
  /** Rejects with the signal's reason when cancelled, with an Error when the tool cannot be started or is closed. */
  ask(question: Question): Promise<Answer>;
  /** Waits for the questions asked so far, then lets the tool end. No question is taken any more. */
  close(): Promise<void>;
}

export interface Question {
  /** What is written to its standard input. */
  text: string;
  /** The answer is complete when standard output ends with this. */
  until: string;
  timeoutMs: number;
  maxAnswerBytes: number;
  signal?: AbortSignal | undefined;
}

export type Answer = { bytes: Buffer } | { failure: 'timeout' | 'output-limit' | 'ended'; stderr: string };

/** A started tool lives at most this long; the limits of each question are shorter. */
const lifetimeMs = 24 * 3600 * 1000;
/** After this many answers it is started anew, so that nothing it leaks adds up. */
const defaultMaxAnswers = 2000;

export interface LongLivedRun extends Omit<ToolRun, 'timeoutMs' | 'maxOutputBytes' | 'signal' | 'stdin' | 'extraPipes'> {
  /** What makes it end, where closing its standard input alone does not. */
  farewell?: string;
  /** For tests: how many answers before it is started anew. */
  maxAnswers?: number;
}

export function longLivedTool({ farewell = '', maxAnswers = defaultMaxAnswers, ...run }: LongLivedRun): LongLivedTool {
  let running: RunningTool | undefined;
  let answers = 0;
  let closed = false;
  let queue: Promise<unknown> = Promise.resolve();

  const start = (): RunningTool => {
    const tool = startTool({ ...run, timeoutMs: lifetimeMs, maxOutputBytes: Number.MAX_SAFE_INTEGER, stdin: 'pipe' });
    answers = 0;
    const forget = (): void => {
      if (running === tool) running = undefined;
    };
    tool.ended.then(forget, forget);
    return tool;
  };

  const end = async (): Promise<void> => {
    const tool = running;
    running = undefined;
    if (!tool) return;
    tool.stdin?.end(farewell);
    const patience = setTimeout(() => tool.stop('timeout'), 5000);
    await tool.ended.catch(() => {});
    clearTimeout(patience);
  };

  const askNow = async (question: Question): Promise<Answer> => {
    if (answers >= maxAnswers) await end();
    // It may have been cancelled meanwhile, and a signal tells that only once.
    question.signal?.throwIfAborted();
    running ??= start();
    answers++;
    const answer = await awaitAnswer(running, question);
    // A tool that was stopped, or that still writes to a question we gave up, must not answer the next one.
    if (!('bytes' in answer)) running = undefined;
    question.signal?.throwIfAborted();
    return answer;
  };

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.then(act);
    queue = turn.catch(() => {});
    return turn;
  };
  return {
    ask: async (question) => {
      question.signal?.throwIfAborted();
      // A tool that were started now would be ended by nobody.
      if (closed) throw new Error('The tool is closed.');
      return inTurn(() => askNow(question));
    },
    close: () => {
      closed = true;
      return inTurn(end);
    },
  };
}

async function awaitAnswer(tool: RunningTool, question: Question): Promise<Answer> {
  const chunks: Buffer[] = [];
  let total = 0;
  let failure: 'timeout' | 'output-limit' | undefined;
  const giveUp = (reason: 'timeout' | 'output-limit'): void => {
    failure ??= reason;
    tool.stop(reason);
  };
  const cancel = (): void => tool.stop('cancel');
  question.signal?.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(() => giveUp('timeout'), question.timeoutMs);
  let onData: ((chunk: Buffer) => void) | undefined;
  const complete = new Promise<'complete'>((resolve) => {
    onData = (chunk) => {
      total += chunk.length;
      if (total > question.maxAnswerBytes) return giveUp('output-limit');
      chunks.push(chunk);
      if (endsWith(chunks, question.until)) resolve('complete');
    };
    tool.stdout.on('data', onData);
  });
  try {
    tool.stdin?.write(question.text);
    const first = await Promise.race([complete, tool.ended]);
    if (first === 'complete') return { bytes: Buffer.concat(chunks).subarray(0, total - Buffer.byteLength(question.until)) };
    return { failure: failure ?? 'ended', stderr: first.stderr };
  } finally {
    clearTimeout(timer);
    question.signal?.removeEventListener('abort', cancel);
    if (onData) tool.stdout.off('data', onData);
  }
}

/** Looks at the last bytes only, which may have come in several pieces. */
function endsWith(chunks: readonly Buffer[], text: string): boolean {
  let tail = Buffer.alloc(0);
  for (let n = chunks.length - 1; n >= 0 && tail.length < text.length; n--) tail = Buffer.concat([chunks[n] ?? Buffer.alloc(0), tail]);
  return tail.subarray(-text.length).toString('latin1') === text;
}
