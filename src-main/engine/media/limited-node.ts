import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LimitedNode {
  /** The script to run. */
  script: URL;
  args: readonly string[];
  /** What it may read beside its own code: files, or folders with all they hold; absolute, links resolved. */
  mayRead: readonly string[];
}

/**
 * The argument list of a Node process under Node's permission model: it may read its own code and what is named, write
 * no file, and start no process and no thread. Permissions do not cover the network: the script disables `fetch` itself.
 */
export function limitedNodeArguments({ script, args, mayRead }: LimitedNode): string[] {
  return [
    '--permission',
    ...[...codeFolders(), ...mayRead].map((path) => `--allow-fs-read=${path}`),
    '--disable-warning=SecurityWarning',
    '--max-old-space-size=512',
    fileURLToPath(script),
    ...args,
  ];
}

function codeFolders(): string[] {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  // Where the modules really lie: a link to them is not followed by Node's permissions.
  const parts = ['src-main', 'node_modules', 'package.json'].map((part) => join(root, part));
  return [...new Set([...parts, ...parts.map((part) => realpathSync(part))])];
}
