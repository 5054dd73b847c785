import { afterEach, describe, expect, it, vi } from 'vitest';
import { bagProgressText, printBagVerification } from '../../src-main/cli/commands/verify-bag.ts';
import { checkBag } from '../../src-main/verifier/check-bag.ts';
import { bytesOf, makeBag, memorySource, type BagFiles } from '../verifier/bag/made-bag.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function printed(files: BagFiles, listsOnly = false): Promise<string> {
  let text = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  printBagVerification(await checkBag(memorySource(files), { listsOnly }));
  vi.restoreAllMocks();
  return text;
}

const bag = (): BagFiles => makeBag({ payload: { a: 'one' }, info: [{ label: 'Contact-Name', value: 'A. Name' }] });

describe('the check of a bag, as people read it', () => {
  it('says both verdicts, what they show, and that a manifest is not signed', async () => {
    const text = await printed(bag());
    expect(text).toContain('A bag of BagIt 1.0, tag files in UTF-8\none payload file (3 bytes), 4 tag files\n');
    expect(text).toContain('Complete: yes   Valid: yes\n');
    expect(text).toContain('  Contact-Name: A. Name\n');
    expect(text).toMatch(/Not shown:\n {2}- Who made the bag, and when: a manifest is not signed\./);
    expect(text).not.toContain('Findings');
  });

  it('names the file whose bytes were altered, with both digests', async () => {
    const files = bag();
    files.set('data/a', bytesOf('onf'));
    const text = await printed(files);
    expect(text).toContain('Complete: yes   Valid: no\n');
    expect(text).toMatch(/Findings \(1\):\n\n {2}data\/a: digest-differs\n.+\n {4}expected sha256 [0-9a-f]{64} \(manifest-sha256\.txt\)\n {4}found {4}[0-9a-f]{64}\n/);
    expect(text).toContain('- That the bag is valid: see the findings.\n');
  });

  it('says nothing of validity when digests were left out', async () => {
    const text = await printed(bag(), true);
    expect(text).toContain('Complete: yes   Valid: not checked\n');
    expect(text).not.toContain('The bag is valid');
  });

  it('obeys no control character of a hostile name or statement', async () => {
    const files = makeBag({ payload: { '\u001b[2J\u202e': '' }, info: [{ label: 'Title\u0007', value: '\u001b]0;x' }] });
    files.set('data/new\u001b[8m', bytesOf(''));
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
    expect(await printed(files)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('says how far it has come', () => {
    expect(bagProgressText({ stage: 'files', done: 2000, of: 0 })).toBe('2000 entries found');
    expect(bagProgressText({ stage: 'lists', done: 1, of: 0 })).toBe('one line of manifests read');
    expect(bagProgressText({ stage: 'digests', done: 1500, of: 3000 })).toBe('1.5 kB of 3.0 kB read');
  });
});
