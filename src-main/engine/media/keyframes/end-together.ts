import type { RunningTool } from '../run-tool.ts';

/**
 * What all readers of some tools' pipes give. When one of them fails, the tools are stopped and their end awaited
 * before the error goes on, so that no process is left behind.
 */
export async function endTogether<T extends readonly Promise<unknown>[]>(
  tools: readonly RunningTool[],
  readers: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  try {
    return await Promise.all(readers);
  } catch (error) {
    for (const tool of tools) tool.stop('output-limit');
    await Promise.allSettled([...tools.map((tool) => tool.ended), ...readers]);
    throw error;
  }
}

/** With `-progress` ffmpeg speaks twice a second; only a long stretch without a packet keeps it silent. */
export const longestSilenceMs = 120_000;

/** Stops tools that have all fallen silent, as `timeout`. @returns the end of the watch. */
export function watchSilence(tools: readonly RunningTool[], silenceMs = longestSilenceMs): () => void {
  const timer = setTimeout(() => {
    for (const tool of tools) tool.stop('timeout');
  }, silenceMs);
  for (const tool of tools) {
    for (const pipe of [tool.stdout, tool.stderr, ...tool.extra]) pipe.on('data', () => timer.refresh());
  }
  return () => clearTimeout(timer);
}
