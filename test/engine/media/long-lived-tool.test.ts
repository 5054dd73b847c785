import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { longLivedTool, type LongLivedTool, type Question } from '../../../src-main/engine/media/long-lived-tool.ts';

/** Answers each line in capitals; breaks down, hangs or never stops when told to. */
const script = `
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'die') process.exit(3);
    if (line === 'hang') return;
    if (line === 'flood') return void setInterval(() => process.stdout.write('x'.repeat(65536)), 1);
    process.stdout.write(line.toUpperCase() + ' ' + process.pid + '\\n');
  });`;

let tool: LongLivedTool;
const start = (): LongLivedTool => (tool = longLivedTool({ file: process.execPath, args: ['-e', script], cwd: tmpdir(), maxMemoryBytes: 2 ** 31, memoryLimit: 'data' }));
const asking = (text: string, more: Partial<Question> = {}): Question => ({ text: `${text}\n`, until: '\n', timeoutMs: 20_000, maxAnswerBytes: 1 << 20, ...more });
const said = async (question: Question): Promise<string> => {
  const answer = await tool.ask(question);
  return 'bytes' in answer ? answer.bytes.toString() : answer.failure;
};
const wordOf = (text: string): string | undefined => text.split(' ')[0];
const processOf = (text: string): string | undefined => text.split(' ')[1];

afterEach(() => tool.close());

describe('a tool that stays open', () => {
  it('answers one question after another from one process', async () => {
    start();
    const [first, second] = await Promise.all([said(asking('one')), said(asking('two'))]);
    expect([wordOf(first), wordOf(second)]).toEqual(['ONE', 'TWO']);
    expect(processOf(first)).toBe(processOf(second));
  });

  it.each([
    ['breaks down', 'die', {}, 'ended'],
    ['takes too long', 'hang', { timeoutMs: 300 }, 'timeout'],
    ['says too much', 'flood', {}, 'output-limit'],
  ] as const)('fails one question when it %s, and answers the next from a new process', async (_what, word, limits, failure) => {
    start();
    const before = await said(asking('before'));
    expect(await said(asking(word, limits))).toBe(failure);
    const after = await said(asking('after'));
    expect(wordOf(after)).toBe('AFTER');
    expect(processOf(after)).not.toBe(processOf(before));
  });

  it('rejects a cancelled question with its reason and goes on', async () => {
    start();
    const stop = new AbortController();
    const hanging = tool.ask(asking('hang', { signal: stop.signal }));
    const next = said(asking('next'));
    setTimeout(() => stop.abort(new Error('not wanted any more')), 100);
    await expect(hanging).rejects.toThrow('not wanted any more');
    expect(wordOf(await next)).toBe('NEXT');
  });

  it('starts again when asked after it was closed', async () => {
    start();
    await said(asking('one'));
    await tool.close();
    expect(wordOf(await said(asking('two')))).toBe('TWO');
  });
});
