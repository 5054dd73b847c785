/** Time and chance are handed in (STYLE.md, habit 6): tests decide both. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

export interface Random {
  /** `count` random bytes. */
  bytes(count: number): Uint8Array;
}

/** An instant as the log writes it: UTC with milliseconds, `2026-11-22T08:14:03.120Z`. */
export function toInstantText(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
