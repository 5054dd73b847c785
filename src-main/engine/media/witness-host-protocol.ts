import type { Observation } from '../../shared/facts.ts';

/** The witnesses that run inside the witness host, a limited Node process. */
export const hostedWitnesses = ['mediainfo', 'exifr', 'c2pa'] as const;
export type HostedWitness = (typeof hostedWitnesses)[number];

/** One line of JSON each way; the host answers in the order asked. */
export interface HostRequest {
  witness: HostedWitness;
  path: string;
}

/** Real reports are far smaller; larger ones are not kept. */
export const maxReportBytes = 2 << 20;
/** An answer holds the report as a text of JSON, and the facts read off it. */
export const maxAnswerBytes = 4 * maxReportBytes;

/** What a hosted witness gives: its report, not yet read for facts. */
export interface HostReport {
  version: string;
  recipe: string[];
  outcome: 'read' | 'nothing' | 'failed';
  problem?: string;
  /** The report's text, or the library's own words when it failed. */
  report: string;
}

export interface HostAnswer extends HostReport {
  observations: Observation[];
}
