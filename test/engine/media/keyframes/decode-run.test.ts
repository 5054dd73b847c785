import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runDecoder, type DecodeRun } from '../../../../src-main/engine/media/keyframes/decode-run.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const label = '0123456789abcdef0123456789abcdef';
const folder = await temporaryFolder();

/** A decoder that is a script: what it writes and how it ends is known. */
function scripted(script: string, more: Partial<DecodeRun> = {}): DecodeRun {
  return {
    ffmpeg: { path: '/bin/sh', version: '5.1' },
    caseFolder: folder,
    timeoutMs: 60_000,
    decoder: ['-c', script],
    label,
    hashedBy: 'raw',
    maxFrames: 10,
    pdqHash: () => ({ hash: '0'.repeat(64), quality: 0 }),
    ...more,
  };
}

const told = (n: number): string =>
  `echo '[showinfo@${label} @ 0x1] [info] n: ${n} pts: ${n} pts_time:0 pos: 1 fmt:gray sar:1/1 s:2x2 i:P iskey:1 type:I ' >&2;`;

describe.skipIf(process.platform === 'win32')('a decoder that goes wrong', () => {
  it('is stopped when it has fallen silent', async () => {
    const outcome = await runDecoder(scripted(`${told(0)} exec sleep 60`, { silenceMs: 500 }));
    expect(outcome).toMatchObject({ timedOut: true, frames: [] });
  });

  it('is not stopped while it gives signs of life', async () => {
    const outcome = await runDecoder(scripted('for n in 1 2 3 4 5 6; do echo progress; sleep 0.3; done', { silenceMs: 1200 }));
    expect(outcome.timedOut).toBe(false);
  });

  it('is stopped, and none of its frames taken, when its log does not run on', async () => {
    const outcome = await runDecoder(scripted(`${told(0)} ${told(2)} exec sleep 60`));
    expect(outcome).toMatchObject({ frames: [], timedOut: false });
    expect(outcome.distrust).toContain('number 1');
  });

  it('has ended before the error of a reader goes on', async () => {
    const script = 'echo $$ >pid; head -c 262144 /dev/zero >&5; exec sleep 60';
    const pdqHash = (): never => {
      throw new RangeError('no hash');
    };
    await expect(runDecoder(scripted(script, { pdqHash }))).rejects.toThrow('no hash');
    const pid = Number(readFileSync(`${folder}/pid`, 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
