import type { UncertainInstant } from '../instant.ts';

/** Platforms whose post ids carry the time at which the id was made. */
export type DatedPlatform = 'x' | 'tiktok' | 'douyin' | 'instagram' | 'mastodon' | 'discord' | 'weibo';

/** Platforms whose public post ids carry no time that anybody outside could read. */
export type UndatedPlatform = 'facebook' | 'telegram' | 'vk' | 'youtube';

export type Platform = DatedPlatform | UndatedPlatform;

/** Where the error of a post's time comes from. All durations are milliseconds. */
export interface TimeBasis {
  /**
   * Whose clock made the id: the company's, or that of a server that anybody can run. A `self-hosted` server can write
   * whatever time it likes, so that its ids are statements and no evidence.
   */
  clock: 'platform' | 'self-hosted';
  /** The unit in which the id counts: 1 or 1,000. */
  resolutionMs: number;
  /** The post may have been made this long before the id says. */
  earlierMs: number;
  /** The post may have been made this long after the id says. */
  laterMs: number;
  /** Whether the two were measured against times that the platform itself reported; else they are a cautious choice. */
  measured: boolean;
}

/** A web archive's own statement of when it made the copy that an address names. */
export interface Capture {
  archive: 'web.archive.org' | 'archive.today';
  at: UncertainInstant;
}

interface WithCapture {
  /** Present when the address was that of an archived copy. */
  capture?: Capture;
}

/** A post id that carries its time. */
export interface DatedPost extends WithCapture {
  platform: DatedPlatform;
  /** Decimal digits, as the platform counts. */
  id: string;
  /** What the bits of the id say, without any allowance: as wide as the id's unit. */
  idAt: UncertainInstant;
  /** When the post was made: `idAt` widened by `basis`. A scheduled post may be shown to the public later still. */
  createdAt: UncertainInstant;
  basis: TimeBasis;
  canonicalUrl?: string;
  /** The host of the front end that was named in place of the platform's own. */
  mirror?: string;
}

export type NoTimeReason =
  /** The platform's ids count posts or are drawn by lot. */
  | 'id-carries-none'
  /** The id is sealed: only the platform can read it (Facebook's `pfbid`). */
  | 'id-opaque'
  /** The id is older than the scheme that carries times (X before 4 November 2010). */
  | 'id-before-scheme'
  /** A shortened address: where it leads is known to a server alone. */
  | 'short-link';

/** A post, or an address, that is understood and carries no time. */
export interface UndatedPost extends WithCapture {
  platform?: Platform;
  id?: string;
  noTime: NoTimeReason;
  canonicalUrl?: string;
}

export type PostProblemCode =
  | 'empty'
  /** Neither an address nor an id. */
  | 'not-an-address'
  /** The host is written with letters outside ASCII, or in their encoded form: a look-alike until shown otherwise. */
  | 'host-not-ascii'
  /** A name or password stands before the host, which makes one host look like another. */
  | 'credentials-in-address'
  | 'host-unknown'
  /** The platform is known; the address names no post of it. */
  | 'no-post-in-address'
  /** Digits alone: several platforms count so. `candidates` has what each would mean. */
  | 'platform-missing'
  | 'platform-unknown'
  /** Too large for the platform, or not written in its alphabet. */
  | 'id-impossible'
  /** The id says a time after the present that was handed in. */
  | 'time-in-future';

export interface PostProblem extends WithCapture {
  problem: PostProblemCode;
  /** The part of the text at fault. */
  found: string;
  platform?: Platform;
  candidates?: DatedPost[];
}

export type PostReading = DatedPost | UndatedPost | PostProblem;
