import { readdir, readFile } from 'node:fs/promises';

/** The engine processes (Linux: from /proc) that were started in this environment. */
export async function enginesOf(environment: NodeJS.ProcessEnv): Promise<number[]> {
  const home = environment['HOME'] ?? '';
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [command, around] = await Promise.all(['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')));
      return command?.includes('engine-process.ts') && around?.split('\0').includes(`HOME=${home}`) ? Number(pid) : undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}
