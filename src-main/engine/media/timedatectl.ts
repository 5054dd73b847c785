import { access } from 'node:fs/promises';
import { runTool } from './run-tool.ts';

export interface ClockState {
  state: 'synchronised' | 'not-synchronised' | 'unknown';
  /** Who said so, or why nobody could. */
  source: string;
}

/** Whether the system says that its clock is synchronised. Never fails: where nobody tells, it is unknown. */
export async function readClockState(): Promise<ClockState> {
  if (process.platform !== 'linux') return { state: 'unknown', source: `${process.platform} does not tell` };
  const file = '/usr/bin/timedatectl';
  const args = ['show', '--property=NTPSynchronized', '--value'];
  try {
    await access(file);
    const limits = { timeoutMs: 2000, maxOutputBytes: 1000, maxMemoryBytes: 1 << 30 };
    const { stdout, exitCode } = await runTool({ file, args, cwd: '/', ...limits });
    const said = stdout.toString('utf8').trim();
    if (exitCode === 0 && said === 'yes') return { state: 'synchronised', source: 'timedatectl' };
    if (exitCode === 0 && said === 'no') return { state: 'not-synchronised', source: 'timedatectl' };
    return { state: 'unknown', source: 'timedatectl gave no answer' };
  } catch {
    return { state: 'unknown', source: 'timedatectl is not installed' };
  }
}
