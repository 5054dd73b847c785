import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

const folder = join(import.meta.dirname, '..');

/**
 * verify.html: one file that holds its script, its style and its worker, and a policy that lets just these run and
 * nothing be fetched. The same sources give the same bytes.
 */
export async function buildPage(): Promise<string> {
  const [template, style, script, worker, version] = await Promise.all([
    readFile(join(folder, 'page.html'), 'utf8'),
    readFile(join(folder, 'page.css'), 'utf8'),
    bundle('main.ts'),
    bundle('digest/digest-worker.ts'),
    versionText(),
  ]);
  const parts: Record<string, string> = { policy: policyOf(script, style), style, script, worker, version };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? '');
}

/** One script without imports. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    build: {
      write: false,
      // Browsers whose WebCrypto knows Ed25519.
      target: ['chrome137', 'firefox129', 'safari17'],
      modulePreload: false,
      rolldownOptions: { input: join(folder, entry), output: { format: 'iife', codeSplitting: false } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  const [chunk, ...others] = outputs.flatMap(({ output }) => output);
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${entry} does not become one script`);
  return insideHtml(chunk.code.trim());
}

/** What would end the element that holds a script is written so that it does not (HTML, section 4.12.1.3). */
function insideHtml(code: string): string {
  const safe = code.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', String.raw`\x3C!--`);
  if (/<\/script|<!--/i.test(safe)) throw new Error('a script would end early');
  return safe;
}

function policyOf(script: string, style: string): string {
  return [
    "default-src 'none'",
    // hash-wasm brings its digests as WebAssembly.
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    `style-src '${hashOf(style)}'`,
    'img-src blob: data:',
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

async function versionText(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(folder, '../../package.json'), 'utf8')) as { version: string };
  return version;
}
