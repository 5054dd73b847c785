import { caseOpenedAct } from '../../shared/acts/case-opened.ts';
import { sessionStartedAct } from '../../shared/acts/session.ts';
import type { OutlinedPart } from '../bundle/case-document.ts';
import { payloadOf, type DisclosedPart } from '../bundle/part.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { namerOf, reference, type GraphNode, type Namer, type Reference } from './node.ts';
import type { Sha256Function } from '../entry.ts';

/** What the nodes of one log have in common. */
export interface PartGraph extends OutlinedPart {
  name: Namer;
  custodian: Reference;
  /** The evidentiary copy of an item, as this log names it. */
  copyOf(item: Sha256): Reference;
  /** The tool with this version; its node is given once, when it is first asked for. */
  tool(name: string, version: string): { tool: Reference; node?: GraphNode };
  /** Postquem as it was when an entry was written: by the session before it. */
  postquemAt(entry: number): readonly [name: string, version: string];
  /** Somebody who is named; likewise. */
  somebody(name: string): { identity: Reference; node?: GraphNode };
}

/**
 * Reads the entries of the part once. `seed`: what its names are made from; the log, where no other part is of the same.
 * Memory: a version for each session.
 */
export async function partGraph({ part, outline }: OutlinedPart, { seed, sha256 }: { seed: string; sha256: Sha256Function }): Promise<PartGraph> {
  const name = namerOf(seed, sha256);
  const versions = await versionsOf(part);
  const given = new Set<string>();
  const once = (id: Reference, node: () => GraphNode): { node?: GraphNode } => {
    if (given.has(id['@id'])) return {};
    given.add(id['@id']);
    return { node: node() };
  };
  return {
    part,
    outline,
    name,
    custodian: name('identity', 'custodian'),
    copyOf: (item) => name('file', item),
    tool: (toolName, version) => {
      const tool = name('tool', toolName, version);
      return { tool, ...once(tool, () => ({ ...tool, '@type': 'uco-tool:Tool', 'uco-core:name': toolName, 'uco-tool:version': version })) };
    },
    postquemAt: (entry) => ['Postquem', versions.findLast(({ from }) => from <= entry)?.version ?? 'unknown'],
    somebody: (text) => {
      const identity = name('identity', 'named', text);
      return { identity, ...once(identity, () => ({ ...identity, '@type': 'uco-identity:Identity', 'uco-core:name': text })) };
    },
  };
}

/** One relationship between two observable objects, by a word of ObservableObjectRelationshipVocab (UCO). */
export function observableRelationship(graph: PartGraph, kind: 'Copied_From' | 'Extracted_From', { source, target }: { source: Reference; target: Reference }): GraphNode {
  return {
    ...graph.name('relationship', kind, source['@id'], target['@id']),
    '@type': 'uco-observable:ObservableRelationship',
    'uco-core:source': reference(source),
    'uco-core:target': reference(target),
    'uco-core:kindOfRelationship': kind,
    'uco-core:isDirectional': true,
  };
}

async function versionsOf(part: DisclosedPart): Promise<{ from: number; version: string }[]> {
  const versions: { from: number; version: string }[] = [];
  for (const seq of part.seqs) {
    const entry = await part.readEntry(seq);
    const version = (payloadOf(sessionStartedAct, entry) ?? payloadOf(caseOpenedAct, entry))?.toolVersion;
    if (version !== undefined) versions.push({ from: seq, version });
  }
  return versions;
}
