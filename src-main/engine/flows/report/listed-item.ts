import type { OutlinedPart } from '../../../format/bundle/case-document.ts';
import { documentItem, type DocumentedItem, type DocumentedReceipt } from '../../../format/bundle/documented-item.ts';
import { readJson } from '../../../format/bundle/part.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import type { MadeFor } from '../../../shared/made-file.ts';
import { keyframeIndexSchema } from '../../../shared/keyframes.ts';

/** How often a tool was used for what, with one command of it. */
export interface ToolUse {
  tool: string;
  version: string;
  use: 'witness' | 'keyframes' | MadeFor;
  items: number;
  /** Argument lists of the processes, of the first item. */
  commands: readonly (readonly string[])[];
}

/** How the keyframes of an item were found. */
export interface FoundKeyframes {
  item: number;
  basis: 'key-packets' | 'deep' | 'still';
  way: 'fast' | 'pipe' | 'sure';
  because?: string;
  tool: string;
}

/** What the tables of a report need of an item: all but what fills pages. */
export interface ListedItem {
  /** Its number in the report, from 1, in the order of first receipt; the same item has one number in all parts. */
  number: number;
  sha256: Sha256;
  name: string;
  bytes: number;
  receipts: DocumentedReceipt[];
  openings: DocumentedItem['openings'];
  dispositions: DocumentedItem['dispositions'];
  fixity: DocumentedItem['fixity'];
  kind: string | undefined;
  length: string | undefined;
  examined: boolean;
  failed: boolean;
  disagreements: number;
  damaged: boolean;
  /** `undefined` when nobody looked for keyframes. */
  keyframes: { basis: FoundKeyframes['basis']; pictured: number } | { noneBecause: string } | undefined;
  notes: number;
}

/** One part with its items listed. */
export interface ListedPart extends OutlinedPart {
  items: ListedItem[];
  tools: Map<string, ToolUse>;
  found: FoundKeyframes[];
}

/** Number the items of all parts, and note of each what the tables need. Memory: receipts and a few facts of each item. */
export async function listParts(parts: readonly OutlinedPart[]): Promise<ListedPart[]> {
  const numbers = new Map<Sha256, number>();
  const listed: ListedPart[] = [];
  for (const outlined of parts) {
    const part: ListedPart = { ...outlined, items: [], tools: new Map(), found: [] };
    for (const sha256 of outlined.outline.items.keys()) {
      const item = await documentItem(outlined.part, outlined.outline, sha256);
      if (item === undefined) continue;
      const number = numbers.get(sha256) ?? numbers.size + 1;
      numbers.set(sha256, number);
      part.items.push(listItem(item, number));
      await noteTools(part, item, number);
    }
    listed.push(part);
  }
  return listed;
}

function listItem(item: DocumentedItem, number: number): ListedItem {
  const { sha256, name, bytes, receipts, openings, dispositions, fixity, examination, keyframes, notes } = item;
  const observations = (examination?.observations ?? []).map(({ observation }) => observation);
  const kind = observations.find(({ field }) => field === 'media-kind')?.value;
  const duration = observations.find((one) => one.field === 'duration');
  return {
    number, sha256, name, bytes, receipts, openings, dispositions, fixity,
    kind: typeof kind === 'string' ? kind : undefined,
    length: duration?.field === 'duration' ? duration.value.seconds : undefined,
    examined: examination !== undefined,
    failed: examination?.reports.some(({ outcome }) => outcome === 'failed') ?? false,
    disagreements: examination?.disagreements.length ?? 0,
    damaged: observations.some(({ field }) => field === 'damage'),
    keyframes: keyframes === undefined ? undefined : 'noneBecause' in keyframes ? { noneBecause: keyframes.noneBecause } : { basis: keyframes.basis, pictured: keyframes.pictured },
    notes: notes.filter(({ stands }) => stands).length,
  };
}

async function noteTools(part: ListedPart, { examination, keyframes, made }: DocumentedItem, number: number): Promise<void> {
  for (const { witness, version, recipe } of examination?.reports ?? []) noteUse(part.tools, { tool: witness, version, use: 'witness', commands: [recipe] });
  for (const { madeFor, recipe } of made) noteUse(part.tools, { tool: recipe.tool, version: recipe.version, use: madeFor, commands: recipe.arguments });
  if (keyframes === undefined || 'noneBecause' in keyframes) return;
  const index = await readJson(part.part, keyframes.index, keyframeIndexSchema);
  if (index === undefined) return;
  const { basis, way, because, recipe } = index;
  noteUse(part.tools, { tool: recipe.tool, version: recipe.version, use: 'keyframes', commands: recipe.arguments });
  part.found.push({ item: number, basis, way, ...(because === undefined ? {} : { because }), tool: `${recipe.tool} ${recipe.version}` });
}

function noteUse(tools: ListedPart['tools'], { tool, version, use, commands }: Omit<ToolUse, 'items'>): void {
  const key = JSON.stringify([tool, version, use]);
  const before = tools.get(key);
  if (before === undefined) tools.set(key, { tool, version, use, commands, items: 1 });
  else before.items++;
}
