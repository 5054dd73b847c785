/** The witnesses that run inside the witness host, a limited Node process. */
export const hostedWitnesses = ['mediainfo', 'exifr', 'c2pa'] as const;
export type HostedWitness = (typeof hostedWitnesses)[number];

/** One line of JSON each way; the host answers in the order asked. */
export interface HostRequest {
  witness: HostedWitness;
  path: string;
}

/** What a hosted witness gives: its report, not yet read for facts. */
export interface HostReport {
  version: string;
  recipe: string[];
  outcome: 'read' | 'nothing' | 'failed';
  problem?: string;
  /** The report's text. */
  report: string;
}
