import { mkdir, writeFile } from 'node:fs/promises';

/** One line of the table: what was measured, against what, in the same run. */
export interface Measurement {
  what: string;
  reference: string;
  oursMs: number;
  referenceMs: number;
  /** Ours over the reference; at most this. */
  target: number;
  /** Highest memory of our process during the work, above its start. */
  memoryAboveStartMb?: number;
  /** Longest pause of the event loop during the work. */
  longestPauseMs?: number;
  /** Longest pause of an idle process beside it in the same time: the machine's share. */
  companionPauseMs?: number;
}

export interface Contest {
  /** Prepared before each round, not measured. */
  prepare?(): Promise<void> | void;
  ours(): Promise<void> | void;
  reference(): Promise<void> | void;
  rounds: number;
}

/** Run both in turn, A B A B, and take medians: a shared machine is noisy, neighbours in time are fair. */
export async function sideBySide({ prepare, ours, reference, rounds }: Contest): Promise<{ oursMs: number; referenceMs: number }> {
  const times: { ours: number[]; reference: number[] } = { ours: [], reference: [] };
  for (let round = 0; round < rounds; round++) {
    await prepare?.();
    times.ours.push(await timed(ours));
    await prepare?.();
    times.reference.push(await timed(reference));
  }
  return { oursMs: median(times.ours), referenceMs: median(times.reference) };
}

async function timed(act: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function printMeasurements(measurements: readonly Measurement[]): void {
  const rows = measurements.map((m) => [
    m.what,
    `${m.oursMs.toFixed(m.oursMs < 10 ? 2 : 0)} ms`,
    m.reference,
    `${m.referenceMs.toFixed(m.referenceMs < 10 ? 2 : 0)} ms`,
    (m.oursMs / m.referenceMs).toFixed(2),
    `<= ${m.target}`,
    m.oursMs / m.referenceMs <= m.target ? 'met' : 'MISSED',
    m.memoryAboveStartMb === undefined ? '' : `${m.memoryAboveStartMb.toFixed(0)} MB`,
    m.longestPauseMs === undefined ? '' : `${m.longestPauseMs.toFixed(0)} ms`,
    m.companionPauseMs === undefined ? '' : `${m.companionPauseMs.toFixed(0)} ms`,
  ]);
  const all = [['WHAT', 'OURS', 'REFERENCE', '', 'RATIO', 'TARGET', '', 'MEMORY', 'LONGEST PAUSE', 'OF AN IDLE PROCESS'], ...rows];
  const widths = all[0]!.map((_, n) => Math.max(...all.map((row) => row[n]!.length)));
  for (const row of all) process.stdout.write(`${row.map((cell, n) => cell.padEnd(widths[n]!)).join('  ').trimEnd()}\n`);
}

export async function saveMeasurements(measurements: readonly Measurement[]): Promise<void> {
  await mkdir('bench-results', { recursive: true });
  const file = `bench-results/${new Date().toISOString().replaceAll(':', '')}.json`;
  await writeFile(file, `${JSON.stringify(measurements, null, 2)}\n`);
  process.stdout.write(`\nWritten to ${file}\n`);
}
