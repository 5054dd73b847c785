import type { HostReport } from './witness-host-protocol.ts';

/** A library threw: its message is the report, whole. */
export function failedReport(said: Pick<HostReport, 'version' | 'recipe'>, sentence: string, error: unknown): HostReport {
  const message = error instanceof Error ? error.message : String(error);
  return { ...said, outcome: 'failed', problem: `${sentence}: ${message.replace(/\.$/, '')}.`, report: message };
}
