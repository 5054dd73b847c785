import { NotCanonicalError } from '../../format/canonical.ts';
import { caseDocument, type OutlinedPart } from '../../format/bundle/case-document.ts';
import { caseDocumentPath } from '../../format/bundle/layout.ts';
import { UnreadableFile } from '../bag/source.ts';
import type { Bundle } from './bundle.ts';

/**
 * Make `data/case.json` again from the entries and their documents and compare it byte for byte: so that what people read
 * is what the log holds. Memory: one item at a time.
 */
export async function checkCaseDocument(bundle: Bundle, parts: readonly OutlinedPart[]): Promise<void> {
  const { files, findings, explained } = bundle;
  const of = files.bytes(caseDocumentPath);
  if (of === undefined) {
    findings.find('case-document-differs', caseDocumentPath, 'a file', 'none');
    return;
  }
  explained.add(caseDocumentPath);
  const differs = await firstDifference(bundle, parts, of);
  if (differs !== undefined) findings.find('case-document-differs', caseDocumentPath, 'what the entries and their documents give', differs);
}

async function firstDifference(bundle: Bundle, parts: readonly OutlinedPart[], of: number): Promise<string | undefined> {
  const found = new Bytes(bundle.source.read(caseDocumentPath));
  let at = 0;
  try {
    for await (const made of caseDocument(parts)) {
      bundle.options.signal?.throwIfAborted();
      if (!(await found.startsWith(made))) return `something else in its bytes ${at} to ${at + made.length}`;
      at += made.length;
      bundle.options.onProgress?.({ stage: 'case', done: at, of });
    }
    return (await found.isAtEnd()) ? undefined : `more, behind byte ${at}`;
  } catch (error) {
    if (error instanceof NotCanonicalError) return `a document in it has no canonical form: ${error.message}`;
    if (error instanceof UnreadableFile) return 'a file that cannot be read';
    throw error;
  } finally {
    await found.close();
  }
}

/** A file read from its beginning, piece by piece. */
class Bytes {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Whether the file goes on with these bytes; they are then passed over. */
  async startsWith(expected: Uint8Array): Promise<boolean> {
    let at = 0;
    while (at < expected.length) {
      if (this.#rest.length === 0 && !(await this.#fill())) return false;
      const length = Math.min(this.#rest.length, expected.length - at);
      for (let n = 0; n < length; n++) if (this.#rest[n] !== expected[at + n]) return false;
      this.#rest = this.#rest.subarray(length);
      at += length;
    }
    return true;
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#rest.length === 0) if (!(await this.#fill())) return true;
    return false;
  }

  async #fill(): Promise<boolean> {
    const next = await this.#pieces.next();
    if (next.done === true) return false;
    this.#rest = next.value;
    return true;
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
