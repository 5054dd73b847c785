/** What the page found, for programs that drive it; people read the rest. */
export interface MachineResult {
  /** `not-checked`: nothing speaks against it, and something that had to be checked could not be in this browser. */
  verdict: 'no-findings' | 'findings' | 'not-checked' | 'unreadable';
  /** Of findings, each once. */
  codes: string[];
  bytes: number;
  seconds: number;
}
