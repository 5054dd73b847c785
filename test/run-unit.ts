import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

// Runs vitest. V8 13.6 can end a process when threads end (resources/decisions/0023), a few times in a hundred runs of
// everything. A test file whose process was ended by that trap, and by nothing else, is run once more by itself; any test
// that fails, fails. What was run again is said, and the last line holds the totals of both runs.

interface Run {
  status: number;
  text: string;
}

function runVitest(args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn('vitest', ['run', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]] as const) {
      from.on('data', (piece: Buffer) => {
        to.write(piece);
        text += piece.toString();
      });
    }
    child.once('error', reject).once('close', (status) => resolve({ status: status ?? 1, text: stripVTControlCharacters(text) }));
  });
}

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

function totalsOf(text: string): Totals {
  const [, passed, failed, skipped] = [...text.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1) ?? [];
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/** Files whose process was ended by the trap; undefined when anything else went wrong as well. */
function trappedOnly(text: string): string[] | undefined {
  const trapped = [...text.matchAll(/Worker exited unexpectedly with signal SIGTRAP .* while running test file (\S+)/g)].map(([, file = '']) => file);
  const errors = Number(/^ +Errors +(\d+) error/m.exec(text)?.[1] ?? 0);
  const hasFailed = /^ +Tests +\d+ failed/m.test(text);
  return trapped.length > 0 && trapped.length === errors && !hasFailed ? [...new Set(trapped)] : undefined;
}

const first = await runVitest(process.argv.slice(2));
const trapped = first.status === 0 ? undefined : trappedOnly(first.text);
if (trapped === undefined) process.exit(first.status);

process.stdout.write(`\nThe process of ${trapped.join(', ')} was ended by V8 (resources/decisions/0023). Run once more:\n`);
const again = await runVitest(trapped);
const [one, other] = [totalsOf(first.text), totalsOf(again.text)];
// What a file did not come to is counted as skipped by the first run, and the file itself as failed.
const skipped = Math.max(0, one.skipped - (other.passed + other.failed + other.skipped)) + other.skipped;
process.stdout.write(`\nBoth runs:\n${one.passed + other.passed} passed, ${other.failed} failed, ${skipped} skipped\n`);
process.exit(again.status);
