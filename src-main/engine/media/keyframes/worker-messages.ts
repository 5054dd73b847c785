import type { CaseError, ErrorCode } from '../../../shared/errors.ts';
import type { Extraction } from '../decode-keyframes.ts';
import type { FfprobeOptions, FfprobeReading } from '../ffprobe.ts';
import type { NoKeyframes } from './prepare.ts';
import type { ExtractReadOrNot } from './scan.ts';
import type { FullPicture, MadePicture } from './full-picture.ts';

/** What crosses between the engine's thread and a keyframe worker. */
export type Job =
  | { kind: 'structure'; id: number; options: Omit<FfprobeOptions, 'signal'> }
  | { kind: 'extract'; id: number; options: Omit<ExtractReadOrNot, 'pdqHash' | 'signal' | 'onProgress'> }
  | { kind: 'picture'; id: number; options: Omit<FullPicture, 'signal'> };

export type ToWorker = Job | { kind: 'cancel'; id: number };

export type FromWorker =
  | { kind: 'progress'; id: number; progress: { doneFrames: number; ofFrames?: number } }
  | { kind: 'structured'; id: number; reading: FfprobeReading }
  | { kind: 'extracted'; id: number; result: Extraction | NoKeyframes }
  | { kind: 'pictured'; id: number; made: MadePicture }
  | { kind: 'failed'; id: number; code: ErrorCode; facts: CaseError['facts']; detail: string };
