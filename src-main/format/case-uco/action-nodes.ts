import { dateTime, reference, type GraphNode, type Reference } from './node.ts';
import type { PartGraph } from './part-graph.ts';

export interface ActionFacts {
  key: readonly [string, ...(string | number)[]];
  name: string;
  description?: string | readonly string[];
  /** When it was done, as the log says; what it took is not known. */
  at: string;
  tool?: readonly [name: string, version: string];
  object: readonly Reference[];
  result?: readonly Reference[];
  participant?: readonly Reference[];
}

/** An act of the custodian with a tool; the tool's own node goes before, where it was not given yet. */
export function* actionNodes(graph: PartGraph, { key, name, description, at, tool: named, object, result = [], participant = [] }: ActionFacts): Generator<GraphNode> {
  const used = named === undefined ? undefined : graph.tool(...named);
  if (used?.node !== undefined) yield used.node;
  yield {
    ...graph.name('action', ...key),
    '@type': 'case-investigation:InvestigativeAction',
    'uco-core:name': name,
    'uco-core:description': description === undefined ? undefined : description,
    'uco-action:endTime': dateTime(at),
    'uco-action:performer': reference(graph.custodian),
    'uco-action:instrument': used === undefined ? undefined : [used.tool],
    'uco-action:object': object.map(reference),
    'uco-action:result': result.map(reference),
    'uco-action:participant': participant.map(reference),
  };
}
