import type { CaseError, ErrorCode } from '../../../shared/errors.ts';
import type { FrameSeries } from './frame-series.ts';
import type { SearchOptions } from './search.ts';
import type { SegmentFindings, SegmentOptions } from './segments.ts';

/** What crosses between the engine's thread and the similarity worker. */
export type Task =
  | { kind: 'load'; hashes: Uint8Array }
  | { kind: 'append'; hashes: Uint8Array }
  | { kind: 'search'; queries: Uint8Array; options: SearchOptions }
  | { kind: 'align'; a: FrameSeries; b: FrameSeries; options: SegmentOptions };

/** `stop` is one shared number: not 0 when the job is to end. A thread that computes reads no messages. */
export type Job = Task & { id: number; stop: Int32Array };

/** The rows near each query, one query after another: those of query n start at `starts[n]`. */
export interface JoinedRows {
  found: Uint32Array<ArrayBuffer>;
  starts: Uint32Array<ArrayBuffer>;
  rows: Uint32Array<ArrayBuffer>;
  distances: Uint16Array<ArrayBuffer>;
}

export type Answer =
  | { kind: 'held'; id: number; count: number }
  | { kind: 'searched'; id: number; joined: JoinedRows }
  | { kind: 'aligned'; id: number; findings: SegmentFindings };

export type FromWorker =
  | Answer
  | { kind: 'progress'; id: number; done: number; of: number }
  | { kind: 'failed'; id: number; code: ErrorCode; facts: CaseError['facts'] };
