import { referencesIn } from '../../shared/acts.ts';
import type { FileReference, Sha256 } from '../../shared/digest.ts';
import type { KeyframeIndex } from '../../shared/keyframes.ts';
import type { Entry } from '../entry.ts';
import { keyframePath } from './layout.ts';

/** A document that an entry names by digest, and where it lies in a bundle. */
export interface NamedDocument {
  path: string;
  file: FileReference;
  /**
   * `whole-log`: it tells of more than the items that the entry concerns, or of other acts, so that a bundle of selected
   * items may leave it out. `required`: who has the entry is given the document.
   */
  needed: 'required' | 'whole-log';
}

type Payload = Readonly<Record<string, unknown>>;

/** What the documents of each kind of entry are called, by the field that names them. Fields not listed get `.bin`. */
const endings: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = {
  'import-started': { request: '.json' },
  'item-examined': { raw: '.txt', examination: '.json' },
  'keyframes-extracted': { index: '.json' },
  'evidence-recorded': { intervals: '.json' },
  'claim-assessed': { document: '.json' },
  'fixity-checked': { result: '.json' },
  'bundle-exported': { disclosure: '.json' },
  'bundle-received': { disclosure: '.json', contents: '.json', verification: '.json', receipt: '.txt' },
  'receipt-filed': { receipt: '.txt' },
};

/** Kinds whose documents name what stays with the sender when only some items are disclosed. */
const wholeLogOnly = new Set(['import-started', 'fixity-checked', 'bundle-exported', 'bundle-received', 'receipt-filed']);

/** The documents that an entry names, each once, in the order of its fields, and where each lies below the part's prefix. */
export function documentsOf(prefix: string, { seq, type, payload }: Pick<Entry, 'seq' | 'type' | 'payload'>): NamedDocument[] {
  const needed = wholeLogOnly.has(type) ? 'whole-log' : 'required';
  return referencesIn(payload).map((file) => ({ path: pathOf(prefix, { seq, type, payload, file }), file, needed }));
}

function pathOf(prefix: string, { seq, type, payload, file }: { seq: number; type: string; payload: Payload; file: FileReference }): string {
  if (type === 'derivative-made') return `${prefix}keyframes/${file.sha256}${endingOfMedia(payload['mediaType'])}`;
  const field = fieldNaming(payload, file.sha256) ?? '';
  if (type === 'anchor-requested') return `${prefix}anchors/${seq}.tsq`;
  if (type === 'anchor-accepted') return `${prefix}anchors/${seq}${field === 'reply' ? '.tsr' : '.roots.pem'}`;
  return `${prefix}reports/${file.sha256}${own(own(endings, type) ?? {}, field) ?? '.bin'}`;
}

function endingOfMedia(mediaType: unknown): string {
  const known: Readonly<Record<string, string>> = { 'image/png': '.png', 'image/jpeg': '.jpg', 'image/webp': '.webp', 'video/mp4': '.mp4', 'video/webm': '.webm', 'audio/mp4': '.m4a', 'audio/webm': '.weba' };
  return (typeof mediaType === 'string' ? own(known, mediaType) : undefined) ?? '.bin';
}

/** A stranger's entry may be of the type `constructor`: only what is written down above counts. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The name of the field, at any depth, that holds the reference: the first one in the order of the payload. */
function fieldNaming(payload: Payload, sha256: Sha256): string | undefined {
  // A list of one's own instead of recursion: a stranger's payload may be nested deeper than the stack.
  const left: { field?: string; value: unknown }[] = [{ value: payload }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { field, value } = next;
    if (isReferenceTo(value, sha256)) return field;
    if (typeof value !== 'object' || value === null) continue;
    const inner = Array.isArray(value) ? value.map((element: unknown) => ({ value: element })) : Object.entries(value).map(([name, member]) => ({ field: name, value: member as unknown }));
    for (const one of inner.reverse()) left.push(one);
  }
  return undefined;
}

function isReferenceTo(value: unknown, sha256: Sha256): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 2 && 'bytes' in value && 'sha256' in value && value.sha256 === sha256;
}

/** The posters that a keyframe index names, each once. */
export function postersOf(prefix: string, index: KeyframeIndex): NamedDocument[] {
  const posters = new Map(index.keyframes.flatMap(({ decoded }) => (decoded === undefined ? [] : [[decoded.poster.sha256, decoded.poster] as const])));
  return [...posters.values()].map((file) => ({ path: keyframePath(prefix, file.sha256), file, needed: 'required' }));
}
