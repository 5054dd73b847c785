import type { Digests } from './digests.ts';
import type { VaultFailureFacts } from './jobs.ts';

/** What the main thread tells the thread that takes streams. `stream` numbers them; each one's messages are done in order. */
export type ToStreamWorker =
  | { kind: 'open'; stream: number; temp: string }
  /** `block` comes back as soon as it is written, to be filled again: that is the backpressure. */
  | { kind: 'bytes'; stream: number; block: ArrayBuffer; length: number }
  | { kind: 'finish'; stream: number }
  | { kind: 'drop'; stream: number };

export type FromStreamWorker =
  | { kind: 'room'; stream: number; block: ArrayBuffer }
  /** Whole and durable in incoming/, under no name yet. */
  | { kind: 'arrived'; stream: number; digests: Digests; bytes: number }
  | { kind: 'failed'; stream: number; failure: StreamFailure }
  /** Nothing of it is left. */
  | { kind: 'dropped'; stream: number };

/** Why the vault did not take the bytes. `too-large`: its file system holds no file of this size. */
export type StreamFailure = VaultFailureFacts | { code: 'too-large' };
