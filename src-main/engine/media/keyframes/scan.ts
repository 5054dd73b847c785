import type { Keyframe, KeyframeIndex } from '../../../shared/keyframes.ts';
import type { IndexEntry } from '../packet-index.ts';
import type { FfprobeReport } from '../ffprobe-report.ts';
import type { PacketRow } from '../packet-rows.ts';
import type { DecodedFrame, DecodeOutcome, PdqHash } from './decode-run.ts';
import type { Indexed, Workplace } from './prepare.ts';
import type { Footage, Way } from './ways.ts';

export interface ExtractKeyframes extends Workplace {
  sourceSha256: string;
  /** The footage stream's packets (its key packets suffice), if another reading has listed them. */
  packets?: PacketRow[] | undefined;
  scan: 'key-packets' | 'deep';
  pdqHash: PdqHash;
  onProgress?: ((progress: { doneFrames: number; ofFrames?: number }) => void) | undefined;
}

/** The same, where ffprobe may have no report to give: of a HEIF still that it cannot read. */
export type ExtractReadOrNot = Omit<ExtractKeyframes, 'probe'> & { probe?: FfprobeReport | undefined };

/** An entry of the index and how it was found. */
export type Found = IndexEntry & { found: Keyframe['found'] };

/** What was decided to decode and what came of it. */
export interface Scan {
  indexed: Indexed;
  basis: KeyframeIndex['basis'];
  /** All entries, in presentation order. */
  found: Found[];
  footage: Footage;
  decoded: Decoded;
  recipe: string[][];
  /** Shots found whose packet is not certain. */
  unplacedShots: number;
  /** Why no shots could be looked for. */
  shotsUnknown?: string | undefined;
}

export interface Decoded {
  frames: Map<IndexEntry, DecodedFrame>;
  way: Way['name'];
  because?: string | undefined;
  /** Where pixel formats change: the first frame's, in which all are digested. */
  digestedAs?: string | undefined;
  outcome: DecodeOutcome;
  recipe: string[][];
}
