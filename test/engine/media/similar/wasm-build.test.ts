import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const similar = join(root, 'src-main/engine/media/similar');

describe('the WebAssembly build of the search', () => {
  it('is what its source compiles to, byte for byte', () => {
    const folder = mkdtempSync(join(tmpdir(), 'similar-'));
    try {
      const rebuilt = join(folder, 'similar.wasm');
      const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');
      execFileSync(process.execPath, [asc, '--config', join(similar, 'assembly/asconfig.json'), '--outFile', rebuilt], { cwd: root, stdio: 'pipe' });
      expect(readFileSync(rebuilt).equals(readFileSync(join(similar, 'similar.wasm')))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
