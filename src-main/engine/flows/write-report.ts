import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, lstat, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { outlineParts, type OutlinedPart } from '../../format/bundle/case-document.ts';
import { parseSha256, type Sha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import { mostReportedItems, type ReportForm } from '../../shared/acts/report-made.ts';
import { syncFolder } from '../custody/durable-file.ts';
import { reportMade } from '../custody/kinds/report-made.ts';
import { logSize } from '../db/tables/log-entry.ts';
import { printDocument } from '../media/chromium.ts';
import { caseAsPart } from './export/case-part.ts';
import { planExport } from './export/plan.ts';
import { selectForExport, type ExportChoice, type Selection } from './export/selection.ts';
import { exportTarget } from './export/target.ts';
import type { ReadableCase, WritableCase } from './open-case.ts';
import { reportHtml } from './report/report-html.ts';
import { isReportLanguage, reportLanguages, type ReportLanguage } from './report/words.ts';

export interface WriteReport {
  choice: ExportChoice;
  /** A new file that ends in `.html` or `.pdf`, outside of the case. */
  out: string;
  /** BCP 47; `en` without a word. */
  language?: string;
  /** The browser that prints a PDF, where the user chose one. */
  browser?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface WrittenReport {
  path: string;
  form: ReportForm;
  sha256: Sha256;
  bytes: number;
  items: number;
  claims: number;
  entries: number;
  /** The program that printed it. */
  printedBy?: string;
  /** Why there is HTML where a PDF was asked for. */
  note?: string;
  /** The entry of the log that tells of it. */
  entry: number;
}

/**
 * Write a report and record its digest. A PDF is printed from the HTML by an installed browser; where there is none, the
 * HTML is written under the same name with another ending. Nothing is replaced, and nothing half-written is left under
 * the name. Throws CaseError `argument-invalid`, `target-exists`, `item-not-found`, `claim-not-found`, `file-missing`,
 * `file-damaged`, `tool-failed`, `stopped`.
 */
export async function writeReport(target: WritableCase, { choice, out, language = 'en', browser, signal }: WriteReport): Promise<WrittenReport> {
  const inLanguage = readLanguage(language);
  const asked = formOf(out);
  const { path, partial } = await exportTarget(out, { caseFolder: target.folder, token: tokenOf(target) });
  const { selection, parts } = await disclosedParts(target, choice);
  const made = await writePartial({ parts, partial, language: inLanguage, asked, browser, signal });
  const { entry, claims, final } = await recorded(target, { selection, parts, made, language: inLanguage, path: made.form === asked ? path : path.replace(/\.pdf$/i, '.html') });
  await nameReport(made.file, final);
  const { form, sha256, bytes, printedBy } = made;
  const note = form === asked ? {} : { note: noBrowserSentence };
  return { path: final, form, sha256, bytes, items: selection.items.length, claims, entries: parts[0]?.part.seqs.length ?? 0, ...(printedBy === undefined ? {} : { printedBy }), ...note, entry };
}

/** What could not be recorded is not left lying. */
async function recorded(target: WritableCase, { path, ...report }: ToRecord & { path: string }): Promise<{ entry: number; claims: number; final: string }> {
  try {
    return { final: await freePath(path), ...(await record(target, report)) };
  } catch (error) {
    await rm(report.made.file, { force: true });
    throw error;
  }
}

export const noBrowserSentence = 'No Chromium, Chrome or Edge was found to print a PDF, so the report is HTML. Any browser prints it; POSTQUEM_BROWSER names one.';

function readLanguage(tag: string): ReportLanguage {
  if (isReportLanguage(tag)) return tag;
  throw new CaseError('argument-invalid', { detail: `There is no report in the language "${tag}": reports are written in ${reportLanguages.join(', ')}. Nothing was written.` });
}

function formOf(out: string): ReportForm {
  const ending = extname(out).toLowerCase();
  if (ending === '.html' || ending === '.pdf') return ending === '.html' ? 'html' : 'pdf';
  throw new CaseError('argument-invalid', { detail: `${out} ends neither in .html nor in .pdf, so it is not known what to write. Nothing was written.` });
}

function tokenOf({ random }: WritableCase): string {
  return Buffer.from(random.bytes(6)).toString('hex');
}

/** What a report on this choice rests on: the entries that would leave in a bundle, and what came with received ones. */
export async function disclosedParts(readable: ReadableCase, choice: ExportChoice): Promise<{ selection: Selection; parts: OutlinedPart[] }> {
  const selection = await selectForExport(readable, choice);
  const { seqs, received } = await planExport(readable, selection, { size: logSize(readable.db), originals: true });
  return { selection, parts: await outlineParts([caseAsPart(readable, seqs), ...received.map(({ part }) => part)]) };
}

interface ToWrite {
  parts: readonly OutlinedPart[];
  partial: string;
  language: ReportLanguage;
  asked: ReportForm;
  browser: string | undefined;
  signal: AbortSignal | undefined;
}

interface Made {
  file: string;
  form: ReportForm;
  sha256: Sha256;
  bytes: number;
  printedFrom?: Sha256;
  printedBy?: string;
}

async function writePartial({ parts, partial, language, asked, browser, signal }: ToWrite): Promise<Made> {
  // The browser tells a document by the ending of its name.
  const html = `${partial}.html`;
  try {
    const written = await writeDurably(html, reportHtml(parts, { language }), signal);
    if (asked === 'html') return { file: html, form: 'html', ...written };
    const printedBy = await printDocument({ html, pdf: partial, browser, signal });
    if (printedBy === undefined) return { file: html, form: 'html', ...written };
    await rm(html);
    return { file: partial, form: 'pdf', ...(await digestDurably(partial)), printedFrom: written.sha256, printedBy };
  } catch (error) {
    await Promise.all([html, partial].map((file) => rm(file, { force: true })));
    const refusal = error instanceof Error && 'syscall' in error ? error.message : undefined;
    throw refusal === undefined ? error : new CaseError('report-not-written', { detail: refusal }, { cause: error });
  }
}

type Written = Pick<Made, 'sha256' | 'bytes'>;

async function writeDurably(path: string, pieces: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<Written> {
  const digest = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx');
  try {
    for await (const piece of pieces) {
      if (signal?.aborted) throw new CaseError('stopped');
      digest.update(piece);
      bytes += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: parseSha256(digest.digest('hex')), bytes };
}

async function digestDurably(path: string): Promise<Written> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    digest.update(piece);
    bytes += piece.length;
  }
  return { sha256: parseSha256(digest.digest('hex')), bytes };
}

interface ToRecord {
  selection: Selection;
  parts: readonly OutlinedPart[];
  made: Made;
  language: ReportLanguage;
}

async function record(target: WritableCase, { selection, parts, made, language }: ToRecord): Promise<{ entry: number; claims: number }> {
  const { disclosure, items } = selection;
  const { file: _file, ...facts } = made;
  const named = disclosure === 'whole' || items.length > mostReportedItems ? [] : items.map(({ sha256 }) => sha256);
  const claims = parts.reduce((sum, { outline }) => sum + outline.claims.size, 0);
  const counts = { itemCount: items.length, claimCount: claims, entryCount: parts.reduce((sum, { part }) => sum + part.seqs.length, 0) };
  return { entry: await target.record([reportMade.draft({ ...facts, language, disclosure, items: named, ...counts })]), claims };
}

async function freePath(path: string): Promise<string> {
  const stands = await lstat(path).then(() => true, () => false);
  if (stands) throw new CaseError('target-exists', { path });
  return path;
}

/** A link is refused where a name exists, a rename is not; some file systems have no links. */
async function nameReport(from: string, to: string): Promise<void> {
  try {
    await link(from, to).then(() => unlink(from), async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      await rename(from, await freePath(to));
    });
    await syncFolder(dirname(to));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CaseError('argument-invalid', { detail: `The report was written and recorded, but it could not be given its name ${to} (${why}). It lies whole at ${from}: rename it by hand.` }, { cause: error });
  }
}
