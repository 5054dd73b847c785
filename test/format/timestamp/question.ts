import { hash } from 'node:crypto';
import { join } from 'node:path';
import { readRoots, type PinnedRoot } from '../../../src-main/format/timestamp/certificates.ts';
import { checkTimestamp, type TimestampVerdict } from '../../../src-main/format/timestamp/check.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { makeAuthority, type AuthorityOptions, type LocalAuthority } from './local-authority.ts';

/** What the tests of this folder ask a timestamp for. */
export const imprint = new Uint8Array(hash('sha256', 'a checkpoint', 'buffer'));
/** Its first bit is set: as an INTEGER it needs an octet of zeros before it. */
export const nonce = Uint8Array.from([0x9c, 1, 2, 3, 4, 5, 6, 7]);

export async function pinned(pem: string): Promise<PinnedRoot[]> {
  const roots = await readRoots(pem);
  if ('problem' in roots) throw new Error(roots.problem);
  return roots;
}

export async function authorityInFolder(options: AuthorityOptions = {}): Promise<LocalAuthority> {
  return makeAuthority(join(await temporaryFolder(), 'authority'), options);
}

/** Our verdict on a reply, with the authority's root pinned. */
export async function verdictOn(authority: { rootsPem: string }, reply: Uint8Array, wanted: { nonce?: Uint8Array; imprint?: Uint8Array } = {}): Promise<TimestampVerdict> {
  return checkTimestamp({ reply, imprint, ...wanted, roots: await pinned(authority.rootsPem) });
}

/** The codes of a refusal; `['accepted']` for none. */
export function codesOf(verdict: TimestampVerdict): string[] {
  return verdict.ok ? ['accepted'] : verdict.faults.map((found) => found.code);
}
