import { describe, expect, it } from 'vitest';
import { caseDocumentPath, receivedPart } from '../../../../src-main/format/bundle/layout.ts';
import type { DisclosedPart } from '../../../../src-main/format/bundle/part.ts';
import { outlineParts } from '../../../../src-main/format/bundle/case-document.ts';
import { reportHtml } from '../../../../src-main/engine/flows/report/report-html.ts';
import { parseSha256 } from '../../../../src-main/shared/digest.ts';
import { seededRandom } from '../../../known-system.ts';
import { reading } from '../case-reading.ts';
import { arabicNote, hostileName, partsOf, reportedCase, textOf, ukrainian } from './reported.ts';

let made: Promise<{ folder: string; html: string }> | undefined;
const report = (): Promise<{ folder: string; html: string }> => (made ??= make());

async function make(): Promise<{ folder: string; html: string }> {
  const folder = await reportedCase();
  return { folder, html: await reading(folder, async (readable) => textOf(reportHtml(await partsOf(readable)))) };
}

/** The text of a document without its elements, as a reader sees it. */
function seen(html: string): string {
  return html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, '¶')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

describe('the report on a case', { timeout: 120_000 }, () => {
  it('has the headings that a court asks for, each once', async () => {
    const { html } = await report();
    const headings = [...html.matchAll(/<h2 id="([a-z]+)">/g)].map(([, id]) => id);
    expect(headings).toEqual(['summary', 'received', 'access', 'done', 'found', 'claimed', 'allowed', 'log', 'checklist', 'unknown', 'digests']);
  });

  it('holds no script, loads nothing, and allows nothing but its own style sheet and its own pictures', async () => {
    const { html } = await report();
    expect(html).not.toMatch(/<(?:script|iframe|object|embed|form|link|base|video|audio)\b/i);
    expect(html).not.toMatch(/<[^>]+\son[a-z]+\s*=/i);
    expect(html.match(/\s(?:src|href)="(?!#|data:image\/jpeg;base64,)[^"]*"/g)).toBeNull();
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    expect(policy.replace(/&#39;/g, "'")).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'$/);
    expect(html).not.toMatch(/ style="/);
  });

  it('shows what people wrote and files are called as text, whatever it holds', async () => {
    const { html } = await report();
    const text = seen(html);
    for (const words of [hostileName, arabicNote, ukrainian, 'ساكن محلي', 'never published']) expect(text).toContain(words);
    expect(html).toMatch(/<bdi dir="auto" class="said">ساكن محلي<\/bdi>/);
  });

  it('closes every element that it opens', async () => {
    const { html } = await report();
    const open: string[] = [];
    for (const [, end, name = ''] of html.replace(/<!doctype html>/, '').replace(/<style>[^]*?<\/style>/, '').matchAll(/<(\/?)([a-z0-9]+)[^>]*>/gi)) {
      if (['meta', 'img', 'br'].includes(name)) continue;
      if (end === '') open.push(name);
      else if (open.at(-1) === name) open.pop();
      else open.push(`/${name}`);
    }
    expect(open).toEqual([]);
  });

  it('gives the verdict with its reasons, the times drawn on an axis of UTC, and the same as a table', async () => {
    const text = seen((await report()).html);
    expect(text).toContain('Consistent but unproven: no decisive evidence contradicts the claim that it was not recorded before');
    expect(text).toContain('Missing: decisive evidence that it was not recorded before some time');
    expect(text).toMatch(/Time axis in UTC from 2024-10-1\dT[\d:.]+Z to 2024-1\d-\d\dT[\d:.]+Z; the table below holds the same/);
    expect(text).toContain('until 2024-10-18T10:36:59.428Z');
    expect(text).toContain('nothing dates it from below');
  });

  it('draws the claimed place with its precision, and says in metres how far others agree', async () => {
    const { html } = await report();
    expect(html).toContain('Map of the world with a mark at latitude 44.326859, longitude 131.668647');
    expect(seen(html)).toMatch(/0\.641 m¶+1\.62 m¶+yes/);
  });

  it('names the gaps: what is not recorded, and what nobody can know from the records', async () => {
    const text = seen((await report()).html);
    expect(text).toContain('the address of the source (said not to be available: never published)');
    expect(text).toContain('no time stamp of an outside authority is among these records');
    expect(text).toMatch(/The address of its source¶+gap¶+missing for Item 1, Item 2, Item 3/);
    expect(text).toContain('Whether evidence bears on claims that were not weighed: Claim 3.');
  });

  it('uses none of the words that promise more than it shows', async () => {
    expect(seen((await report()).html)).not.toMatch(/tamper|authentic|certified/i);
  });

  it('is the same, byte for byte, whenever it is made of the same records', async () => {
    const { folder, html } = await report();
    expect(await reading(folder, async (readable) => textOf(reportHtml(await partsOf(readable))))).toBe(html);
  });

  it('on some items knows nothing of the others', async () => {
    const { folder, html } = await report();
    const digests = [...seen(html).matchAll(/SHA-256 ¶+([0-9a-f]{64})/g)].map(([, digest]) => String(digest));
    expect(digests).toHaveLength(3);
    const some = await reading(folder, async (readable) => textOf(reportHtml(await partsOf(readable, { items: ['i1'] }))));
    for (const words of ['notes.txt', 'довге_ім', ukrainian, 'Ірина', ...digests.slice(1)]) expect(seen(some)).not.toContain(words);
    expect(seen(some)).toContain('not all of the log was chosen for this report');
    expect(seen(some)).toContain(hostileName);
  });
});

describe('a report on records that do not hold together', { timeout: 120_000 }, () => {
  it('says that the reasons of an assessment are not here, and does not make any up', async () => {
    const { folder } = await report();
    const without = (part: DisclosedPart): DisclosedPart => ({ ...part, readDocument: async () => undefined, holds: () => false });
    const html = await reading(folder, async (readable) => textOf(reportHtml(await outlineParts((await partsOf(readable)).map(({ part }) => without(part))))));
    expect(seen(html)).toContain('The entry says: consistent but unproven. The document with the reasons is not here or cannot be read.');
    expect(seen(html)).toContain('No keyframes: ¶the index is not here');
  });

  it('says so where the record of an assessment is not what follows from its own evidence', async () => {
    const { folder } = await report();
    const altered = (part: DisclosedPart): DisclosedPart => ({ ...part, readDocument: async (path) => lie(await part.readDocument(path)) });
    const html = await reading(folder, async (readable) => textOf(reportHtml(await outlineParts((await partsOf(readable)).map(({ part }) => altered(part))))));
    expect(seen(html)).toContain('The record says “supported”. Weighed again for this report, its own evidence gives what stands above');
  });

  it('is made of documents of a stranger, whatever they hold', async () => {
    const { folder } = await report();
    const chance = seededRandom(5);
    const odd: unknown[] = [null, -1, 9_007_199_254_740_991, '', '1/0', [], {}, 'not-later-than', '-99999999999999999999.5', '<b>'];
    const spoilt = (value: unknown): unknown => {
      const [roll = 0, which = 0] = chance.bytes(2);
      if (roll < 4) return odd[which % odd.length];
      if (Array.isArray(value)) return value.map(spoilt);
      return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoilt(inner)])) : value;
    };
    const stranger = (part: DisclosedPart): DisclosedPart => ({
      ...part,
      readDocument: async (path) => {
        const bytes = await part.readDocument(path);
        return bytes === undefined || !path.endsWith('.json') ? bytes : Buffer.from(JSON.stringify(spoilt(JSON.parse(Buffer.from(bytes).toString('utf8')))));
      },
    });
    await reading(folder, async (readable) => {
      const parts = (await partsOf(readable)).map(({ part }) => part);
      for (let n = 0; n < 20; n++) expect(await textOf(reportHtml(await outlineParts(parts.map(stranger))))).toMatch(/<\/html>\n$/);
    });
  });

  it('tells whose records they are, where they are of several custodians, and names the same item by the same number', async () => {
    const { folder } = await report();
    const prefix = receivedPart(parseSha256('cd'.repeat(32)));
    const html = await reading(folder, async (readable) => {
      const parts = (await partsOf(readable)).map(({ part }) => part);
      const elsewhere = parts.map((part) => ({ ...part, prefix, readDocument: (path: string) => part.readDocument(path.replace(prefix, 'data/')) }));
      return textOf(reportHtml(await outlineParts([...parts, ...elsewhere])));
    });
    expect(seen(html)).toContain(`These records came in a bundle (SHA-256 of its tag manifest ${'cd'.repeat(32)}).`);
    expect(seen(html)).toContain('This report is about 3 items and 6 claims.');
    expect(seen(html)).not.toContain('Item 4');
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is made of no entries at all', async () => {
    const nothing: DisclosedPart = { prefix: 'data/', seqs: [], readEntry: async () => undefined, readDocument: async () => undefined, holds: (path) => path === caseDocumentPath };
    const text = seen(await textOf(reportHtml(await outlineParts([nothing]))));
    expect(text).toContain('This report is about 0 items and 0 claims.');
  });
});

function lie(bytes: Uint8Array | undefined): Uint8Array | undefined {
  const text = bytes === undefined ? '' : Buffer.from(bytes).toString('latin1');
  return text.includes('"verdict":"consistent-but-unproven"') ? Buffer.from(text.replaceAll('"verdict":"consistent-but-unproven"', '"verdict":"supported"'), 'latin1') : bytes;
}
