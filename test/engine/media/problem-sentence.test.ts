import { describe, expect, it } from 'vitest';
import { problemSentence } from '../../../src-main/engine/media/problem-sentence.ts';

describe('the sentence of a problem', () => {
  it('stays as it is when it is short', () => expect(problemSentence('moov atom not found.')).toBe('moov atom not found.'));

  it('is cut at 500 characters', () => {
    const sentence = problemSentence(`The file says: ${'word '.repeat(20_000)}.`);
    expect(sentence).toHaveLength(500);
    expect(sentence).toMatch(/^The file says: word .*…$/);
  });

  it('is one line of well-formed text, wherever it is cut', () => {
    expect(problemSentence('two\nlines\u001b[31m\ud800')).toBe('two lines [31m\ufffd');
    expect(problemSentence('x'.repeat(498) + '😀'.repeat(10)).isWellFormed()).toBe(true);
  });
});
