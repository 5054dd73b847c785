import type { Job } from '../../../src-main/shared/api/jobs.ts';
import { Problem } from '../../../src-renderer/api/client.ts';
import { traitsOf, traitsOfFile, type FoundFile, type UnreadSource } from '../../../src-renderer/features/import/found-files.ts';
import type { Receiver } from '../../../src-renderer/features/import/send-files.ts';

export const problem = (code: string): Problem => new Problem({ code, facts: {} });

/** An engine that takes what is sent, and fails as it is told. */
export class MadeReceiver implements Receiver {
  readonly kept = new Set<string>();
  readonly #taken = new Set<string>();
  readonly sent: string[] = [];
  readonly files: FoundFile[] = [];
  readonly told: UnreadSource[] = [];
  begun = 0;
  ended = 0;
  atOnce = 0;
  mostAtOnce = 0;
  mostLargeAtOnce = 0;
  #large = 0;
  /** Thrown in place of taking a file. */
  fail: (path: string, tries: number) => Problem | undefined = () => undefined;
  refuse: (found: FoundFile) => Promise<Problem | undefined> = async () => undefined;
  ownJob: Job | undefined;
  /** Files stay on their way until they are given up. */
  isSlow = false;

  begin = async (): Promise<{ upload: string; job: string }> => ({ upload: `u${++this.begun}`, job: `j${this.begun}` });
  taken = async (): Promise<Set<string>> => new Set(this.#taken);
  put = async (_upload: string, found: FoundFile, signal: AbortSignal): Promise<void> => {
    const { path, file } = found;
    this.sent.push(path);
    this.files.push(found);
    const isLarge = file.size > 8_000_000;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    if (isLarge) this.mostLargeAtOnce = Math.max(this.mostLargeAtOnce, ++this.#large);
    await new Promise((resolve) => {
      if (this.isSlow) signal.addEventListener('abort', resolve);
      else setTimeout(resolve, 1);
    });
    this.atOnce--;
    if (isLarge) this.#large--;
    signal.throwIfAborted();
    const failure = (await this.refuse(found)) ?? this.fail(path, this.sent.filter((one) => one === path).length);
    if (failure !== undefined) throw failure;
    this.kept.add(path);
    this.#taken.add(traitsOf(traitsOfFile(found)));
  };
  tellNotReceived = async (_upload: string, sources: UnreadSource[]): Promise<void> => void this.told.push(...sources);
  end = async (): Promise<void> => void this.ended++;
  job = async (): Promise<Job | undefined> => this.ownJob;
}
