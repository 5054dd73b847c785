/** Digests files: each job answered by one message. Built into verify.html as text and started by digest-pool.ts. */
import type { DigestJob, DigestReply } from './digest-jobs.ts';
import { digestFile } from './file-digest.ts';

/** Often enough for a progress bar, seldom enough to cost nothing. */
const tellEveryBytes = 4 * 1024 * 1024;

let untold = 0;

function say(reply: DigestReply): void {
  postMessage(reply);
}

function tellRead(bytes: number): void {
  untold += bytes;
  if (untold < tellEveryBytes) return;
  say({ read: untold });
  untold = 0;
}

addEventListener('message', ({ data }: MessageEvent<DigestJob>) => {
  const { id, ...asked } = data;
  digestFile(asked, tellRead).then(
    (answer) => say({ id, answer }),
    (error: unknown) => reportError(error),
  );
});
