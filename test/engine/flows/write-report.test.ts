import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../src-main/engine/media/chromium.ts';
import { verifyCase, writeReport, type WriteReport, type WrittenReport } from '../../../src-main/engine/index.ts';
import { CaseError } from '../../../src-main/shared/errors.ts';
import { working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts } from './case-reading.ts';
import { reportedCase } from './report/reported.ts';

const browser = findBrowser();
const hasPdftotext = ['/usr/bin/pdftotext', '/usr/local/bin/pdftotext', '/opt/homebrew/bin/pdftotext'].some((path) => existsSync(path));

let folder = '';
beforeAll(async () => {
  folder = await reportedCase();
}, 120_000);

function write(options: Partial<WriteReport> & { out: string }): Promise<WrittenReport> {
  return working(folder, (target) => writeReport(target, { choice: { all: true }, ...options }));
}

describe('writing a report', { timeout: 120_000 }, () => {
  it('records the digest of exactly the file that stands under the name', async () => {
    const place = await temporaryFolder();
    const written = await write({ out: join(place, 'report.html') });
    const bytes = readFileSync(written.path);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(written.sha256);
    expect(readdirSync(place)).toEqual(['report.html']);
    const recorded = (await acts(folder, 'report-made')).at(-1);
    expect(recorded?.seq).toBe(written.entry);
    expect(recorded?.payload).toMatchObject({ form: 'html', sha256: written.sha256, bytes: bytes.length, language: 'en', disclosure: 'whole', items: [], itemCount: 3, claimCount: 3 });
    expect(recorded?.sentence).toMatch(/^A report was made \(HTML, \d+ bytes, SHA-256 [0-9a-f]{64}\): the whole case, 3 items, 3 claims, from \d+ entries\.$/);
  });

  it('names the items of a selection, so that the entry concerns them', async () => {
    const { items, claims } = await write({ out: join(await temporaryFolder(), 'r.html'), choice: { claims: ['c3'] } });
    expect([items, claims]).toEqual([1, 1]);
    const recorded = (await acts(folder, 'report-made')).at(-1);
    expect(recorded?.payload['disclosure']).toBe('selected');
    expect(recorded?.payload['items']).toHaveLength(1);
  });

  it('leaves a case that verifies', async () => {
    expect((await verifyCase({ folder })).findings).toEqual([]);
  });

  it('replaces nothing, and records nothing then', async () => {
    const out = join(await temporaryFolder(), 'report.html');
    writeFileSync(out, 'mine');
    const before = (await acts(folder, 'report-made')).length;
    await expect(write({ out })).rejects.toMatchObject({ code: 'target-exists' });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await acts(folder, 'report-made')).toHaveLength(before);
  });

  it('refuses another ending, another language, and a place inside the case', async () => {
    const place = await temporaryFolder();
    await expect(write({ out: join(place, 'report.docx') })).rejects.toThrow(/ends neither in \.html nor in \.pdf/);
    await expect(write({ out: join(place, 'report.html'), language: 'fr' })).rejects.toThrow('There is no report in the language "fr": reports are written in en.');
    await expect(write({ out: join(folder, 'report.html') })).rejects.toBeInstanceOf(CaseError);
    expect(readdirSync(place)).toEqual([]);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const place = await temporaryFolder();
    const stop = new AbortController();
    stop.abort();
    await expect(write({ out: join(place, 'report.html'), signal: stop.signal })).rejects.toMatchObject({ code: 'stopped' });
    expect(readdirSync(place)).toEqual([]);
  });

  it('gives HTML and says why, where a PDF is asked for and no browser is there', async () => {
    const place = await temporaryFolder();
    const written = await write({ out: join(place, 'report.pdf'), browser: join(place, 'no-such-browser') });
    expect(readdirSync(place)).toEqual(['report.html']);
    expect(written.form).toBe('html');
    expect(written.note).toMatch(/^No Chromium, Chrome or Edge was found/);
  });

  it('leaves nothing behind, and records nothing, when the browser fails', async () => {
    const place = await temporaryFolder();
    const before = (await acts(folder, 'report-made')).length;
    await expect(write({ out: join(place, 'report.pdf'), browser: '/bin/false' })).rejects.toMatchObject({ code: 'tool-failed' });
    expect(readdirSync(place)).toEqual([]);
    expect(await acts(folder, 'report-made')).toHaveLength(before);
  });
});

describe.skipIf(browser === undefined)('a report printed by a browser', { timeout: 120_000 }, () => {
  it('is a tagged PDF that says by what it was printed, and from which HTML', async () => {
    const place = await temporaryFolder();
    const written = await write({ out: join(place, 'Звіт %20 #1.pdf') });
    expect(written.form).toBe('pdf');
    expect(written.printedBy).toMatch(/\d+\.\d+/);
    expect(readdirSync(place)).toEqual(['Звіт %20 #1.pdf']);
    const bytes = readFileSync(written.path);
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(bytes.toString('latin1')).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(statSync(written.path).size).toBe(written.bytes);
    const recorded = (await acts(folder, 'report-made')).at(-1);
    expect(recorded?.payload).toMatchObject({ form: 'pdf', printedBy: written.printedBy });
    expect(recorded?.payload['printedFrom']).toMatch(/^[0-9a-f]{64}$/);
  });

  it.skipIf(!hasPdftotext)('has text that can be selected, in Cyrillic and Arabic as well, and page numbers', async () => {
    const { path } = await write({ out: join(await temporaryFolder(), 'report.pdf') });
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    for (const words of ['Consistent but unproven', 'знято біля переходу', 'спалах', 'ساكن محلي', 'وميض فوهة']) expect(text).toContain(words);
    expect(text).toMatch(/^\s*1 \/ \d+\s*$/m);
  });
});
