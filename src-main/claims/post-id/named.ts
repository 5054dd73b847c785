import type { DatedPlatform, Platform, PostProblemCode, UndatedPost } from './reading.ts';
import type { WebAddress } from './web-address.ts';

/** A post whose id has yet to be read. */
export interface NamedPost {
  platform: DatedPlatform;
  id: bigint;
  canonicalUrl?: string;
  mirror?: string;
}

/** What an address names. */
export type Named = NamedPost | UndatedPost | { problem: PostProblemCode; found: string; platform?: Platform };

/** One platform's addresses: nothing for a host that is not its own. */
export type Route = (address: WebAddress) => Named | undefined;
