/** Progress on standard error: one line that changes on a terminal, a line now and then elsewhere. */
export interface Progress {
  show(text: string, share?: number): void;
  end(): void;
}

const terminalPaceMs = 100;
const linePaceMs = 5000;
const barWidth = 24;

export function openProgress(): Progress {
  const terminal = process.stderr.isTTY;
  const paceMs = terminal ? terminalPaceMs : linePaceMs;
  // Elsewhere the first line comes only after a while: short work needs none.
  let last = terminal ? 0 : performance.now();
  let drawn = false;
  return {
    show: (text, share) => {
      const now = performance.now();
      if (now - last < paceMs) return;
      last = now;
      drawn = true;
      if (!terminal) process.stderr.write(`${text}\n`);
      else process.stderr.write(`\r\u001b[K${share === undefined ? '' : `${bar(share)} `}${text}`.slice(0, process.stderr.columns + 20));
    },
    end: () => {
      if (terminal && drawn) process.stderr.write('\r\u001b[K');
    },
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * barWidth);
  return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`;
}

/** Bytes a second over the whole of the work so far. */
export function newRate(): (bytes: number) => number {
  const start = performance.now();
  return (bytes) => (bytes * 1000) / Math.max(1, performance.now() - start);
}
