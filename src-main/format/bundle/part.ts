import { z } from 'zod';
import type { Act } from '../../shared/act.ts';
import { itemsOf } from '../../shared/acts.ts';
import { caseOpenedAct } from '../../shared/acts/case-opened.ts';
import { custodianNamedAct } from '../../shared/acts/custodian-named.ts';
import type { Sha256 } from '../../shared/digest.ts';
import type { Entry } from '../entry.ts';

/** What is disclosed of one log: some or all of its entries, and the documents that they name. */
export interface DisclosedPart {
  /** Where it lies in the bundle: `data/`, or `data/received/<bundle>/`. */
  prefix: string;
  /** Numbers of the entries, ascending. */
  seqs: readonly number[];
  /** `undefined` when it is not there or cannot be read. */
  readEntry(seq: number): Promise<Entry | undefined>;
  /** The bytes of a document by its path in the bundle; `undefined` when it is not there. */
  readDocument(path: string): Promise<Uint8Array | undefined>;
  /** Whether there is a file at this path of the bundle. */
  holds(path: string): boolean;
}

/** Which entries of a part concern what. Memory: a number for each entry and item. */
export interface PartOutline {
  log: string;
  title: string;
  custodian: { name: string; affiliation?: string; key: string; logVerifierKey: string } | undefined;
  /** For each item in the order of first receipt: its entries, ascending. */
  items: Map<Sha256, number[]>;
  /** For each claim, by its entry: the entries about it, ascending. */
  claims: Map<number, number[]>;
  /** Time stamps that were accepted, and bundles that were taken in. */
  anchors: number[];
  received: number[];
}

/** The payload of an entry of this kind; `undefined` for another kind, or where the schema refuses it. */
export function payloadOf<P>(act: Act<P>, entry: Pick<Entry, 'type' | 'payload'> | undefined): P | undefined {
  if (entry?.type !== act.type) return undefined;
  const read = act.schema.safeParse(entry.payload);
  return read.success ? read.data : undefined;
}

const claimKinds = new Set(['evidence-recorded', 'evidence-withdrawn', 'claim-assessed', 'claim-judged']);

/**
 * Read every entry of a part once and note what it concerns. An item counts once a receipt of it is disclosed; what names
 * others besides is listed with each that counts. Entries that cannot be read are passed over: a verifier tells of them.
 */
export async function outlinePart(part: DisclosedPart): Promise<PartOutline> {
  const outline: PartOutline = { log: '', title: '', custodian: undefined, items: new Map(), claims: new Map(), anchors: [], received: [] };
  for (const seq of part.seqs) {
    const entry = await part.readEntry(seq);
    if (entry !== undefined) note(outline, entry);
  }
  return outline;
}

function note(outline: PartOutline, entry: Entry): void {
  const { seq, type, payload } = entry;
  if (seq === 0) {
    outline.log = entry.log;
    outline.title = payloadOf(caseOpenedAct, entry)?.title ?? '';
  }
  // Entry 1 and no other: its keys are the ones that a verifier checks by.
  if (seq === 1) outline.custodian = custodianOf(entry);
  if (type === 'anchor-accepted') outline.anchors.push(seq);
  if (type === 'bundle-received') outline.received.push(seq);
  if (type === 'claim-recorded') outline.claims.set(seq, []);
  if (claimKinds.has(type) && typeof payload['claim'] === 'number') outline.claims.get(payload['claim'])?.push(seq);
  const named = itemsOf(type, payload);
  if (type === 'item-received') for (const item of named) if (!outline.items.has(item)) outline.items.set(item, []);
  for (const item of named) outline.items.get(item)?.push(seq);
}

function custodianOf(entry: Entry): PartOutline['custodian'] {
  const named = payloadOf(custodianNamedAct, entry);
  const key = named?.keys.find(({ role }) => role === 'custodian')?.fingerprint;
  if (named === undefined || key === undefined) return undefined;
  const { name, affiliation, logVerifierKey } = named;
  return { name, ...(affiliation === undefined ? {} : { affiliation }), key, logVerifierKey };
}

/** A JSON document of a part, read by its schema; `undefined` when it is missing or is not that. */
export async function readJson<T extends z.ZodRawShape>(part: DisclosedPart, path: string, schema: z.ZodObject<T>): Promise<z.output<z.ZodObject<T>> | undefined> {
  const bytes = await part.readDocument(path);
  return bytes === undefined ? undefined : parseDocument(bytes, schema);
}

/**
 * Read a JSON document by its schema; `undefined` when it is not that. Lists are looked at first, element by element, to
 * the first one that does not fit: of a stranger's list of millions the schema would tell everything that is wrong.
 */
export function parseDocument<T extends z.ZodRawShape>(bytes: Uint8Array, schema: z.ZodObject<T>): z.output<z.ZodObject<T>> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  return listsFit(schema, value) ? schema.safeParse(value).data : undefined;
}

/** Whether every list in a value holds what the schema asks for. As deep as the schema. */
function listsFit(schema: unknown, value: unknown): boolean {
  if (schema instanceof z.ZodOptional) return listsFit(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.every((element) => listsFit(schema.element, element) && z.safeParse(schema.element, element).success);
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) => !Object.hasOwn(schema.shape, name) || listsFit(schema.shape[name], member));
}
