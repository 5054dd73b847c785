import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { longLivedTool, type LongLivedRun, type LongLivedTool, type Question } from '../../../src-main/engine/media/long-lived-tool.ts';

/** Answers each line in capitals; breaks down, hangs or never stops when told to. */
const script = `
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'die') process.exit(3);
    if (line === 'hang') return;
    if (line === 'flood') return void setInterval(() => process.stdout.write('x'.repeat(65536)), 1);
    process.stdout.write(line.toUpperCase() + ' ' + process.pid + '\\n');
  });`;

let tool: LongLivedTool;
const start = (more: Partial<LongLivedRun> = {}): LongLivedTool =>
  (tool = longLivedTool({ file: process.execPath, args: ['-e', script], cwd: tmpdir(), maxMemoryBytes: 2 ** 31, memoryLimit: 'data', ...more }));
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

  it('answers what was asked before it was closed, and starts nothing for what comes after', async () => {
    start();
    const [before, closing, after] = [said(asking('before')), tool.close(), said(asking('after'))];
    await expect(after).rejects.toThrow('The tool is closed.');
    await closing;
    const pid = Number(processOf(await before));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(said(asking('later'))).rejects.toThrow('The tool is closed.');
  });

  it('tells a cancelled question its reason, closed or not', async () => {
    start();
    await tool.close();
    await expect(said(asking('one', { signal: AbortSignal.abort(new Error('enough')) }))).rejects.toThrow('enough');
  });

  it('is started anew after so many answers', async () => {
    start({ maxAnswers: 2 });
    const pids = [];
    for (const word of ['one', 'two', 'three']) pids.push(processOf(await said(asking(word))));
    expect(pids[1]).toBe(pids[0]);
    expect(pids[2]).not.toBe(pids[0]);
  });

  it('sees the cancel of a question that waits for the new start', async () => {
    // Takes a while to end, and the question is cancelled in that time: it hangs, so only the cancel can end it.
    start({ maxAnswers: 1, args: ['-e', `${script} process.on('exit', () => { const until = Date.now() + 300; while (Date.now() < until); });`] });
    await said(asking('one'));
    const stop = new AbortController();
    const hanging = said(asking('hang', { signal: stop.signal }));
    setTimeout(() => stop.abort(new Error('not wanted any more')), 100);
    await expect(hanging).rejects.toThrow('not wanted any more');
  });
});
