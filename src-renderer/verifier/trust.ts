import { readRoots, type PinnedRoot } from '../../src-main/format/timestamp/certificates.ts';

/** What the reader knows from elsewhere, as it was typed and chosen. */
export interface TrustTyped {
  pin: string;
  rootsPem: string;
  heldCheckpoint: { name: string; note: string } | undefined;
}

export interface Trust {
  pin: string | undefined;
  roots: readonly PinnedRoot[] | undefined;
  heldCheckpoints: readonly { name: string; note: string }[] | undefined;
}

export const nothingTyped: TrustTyped = { pin: '', rootsPem: '', heldCheckpoint: undefined };

/** Read it; a problem is a sentence for people, and then nothing is judged by it. */
export async function readTrust({ pin, rootsPem, heldCheckpoint }: TrustTyped): Promise<Trust | { problem: string }> {
  const text = pin.trim().replace(/^SHA256: */i, 'SHA256:').replace(/=+$/, (padding) => (pin.includes('+') && pin.startsWith('postquem/') ? padding : ''));
  if (text !== '' && !/^SHA256:[A-Za-z0-9+/]{43}$/.test(text) && !/^postquem\/log\/[0-9a-f-]{36}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44,}$/.test(text)) {
    return { problem: 'This is no fingerprint of a key: it begins with SHA256: and has 43 more characters. A verifier key begins with postquem/log/.' };
  }
  const roots = rootsPem.trim() === '' ? undefined : await readRoots(rootsPem);
  if (roots !== undefined && 'problem' in roots) return { problem: `The root certificates cannot be read (they must be PEM): ${roots.problem}` };
  return { pin: text === '' ? undefined : text, roots, heldCheckpoints: heldCheckpoint === undefined ? undefined : [heldCheckpoint] };
}
