import type { OutlinedPart } from '../bundle/case-document.ts';
import { documentClaim } from '../bundle/documented-claim.ts';
import { documentItem, documentTransfers } from '../bundle/documented-item.ts';
import { bundleOfPart } from '../bundle/layout.ts';
import { canonicalBytes } from '../canonical.ts';
import type { Sha256Function } from '../entry.ts';
import { actionNodes } from './action-nodes.ts';
import { claimNodes } from './claim-nodes.ts';
import { itemNodes } from './item-nodes.ts';
import { context, nodeBytes, reference, type GraphNode } from './node.ts';
import { observableRelationship, partGraph, type PartGraph } from './part-graph.ts';

/**
 * What is disclosed as a CASE/UCO graph (JSON-LD), in pieces: investigations, files with their digests, the acts done with
 * them, by whom and with what, provenance, and claims with their evidence. It rests on the parts and on nothing else; no
 * time and no chance: the same parts give the same bytes. The first part is that of whoever makes the graph.
 * Memory: one item or claim, and the names of all. Throws NotCanonicalError where a stranger's text has no canonical form.
 */
export async function* caseGraph(parts: readonly OutlinedPart[], sha256: Sha256Function): AsyncGenerator<Uint8Array> {
  yield utf8.encode('{"@context":');
  yield canonicalBytes(context);
  yield utf8.encode(',"@graph":[');
  let isFirst = true;
  for await (const node of nodesOf(await partGraphs(parts, sha256))) {
    if (!isFirst) yield utf8.encode(',\n');
    isFirst = false;
    yield nodeBytes(node);
  }
  yield utf8.encode(']}\n');
}

const utf8 = new TextEncoder();

/** Names are those of the log, so that its next graph has the same; a second part of one log has names of its own. */
async function partGraphs(parts: readonly OutlinedPart[], sha256: Sha256Function): Promise<PartGraph[]> {
  const graphs: PartGraph[] = [];
  const logs = new Set<string>();
  for (const part of parts) {
    const { log } = part.outline;
    graphs.push(await partGraph(part, { seed: logs.has(log) ? `${log} ${part.part.prefix}` : log, sha256 }));
    logs.add(log);
  }
  return graphs;
}

async function* nodesOf(graphs: readonly PartGraph[]): AsyncGenerator<GraphNode> {
  for (const graph of graphs) {
    yield* partNodes(graph);
    yield* sameBytes(graph, graphs);
  }
}

async function* partNodes(graph: PartGraph): AsyncGenerator<GraphNode> {
  const { part, outline, custodian } = graph;
  yield custodianNode(graph);
  for (const item of outline.items.keys()) {
    const documented = await documentItem(part, outline, item);
    if (documented !== undefined) yield* itemNodes(graph, documented);
  }
  for (const seq of outline.claims.keys()) {
    const claim = await documentClaim(part, outline, seq);
    if (claim !== undefined) yield* claimNodes(graph, claim);
  }
  yield* transferNodes(graph);
  yield {
    ...graph.name('investigation', outline.log),
    '@type': 'case-investigation:Investigation',
    'uco-core:name': outline.title === '' ? outline.log : outline.title,
    'uco-core:description': [`custody log ${outline.log}`, ...bundleText(part.prefix)],
    'case-investigation:investigationForm': 'case',
    'uco-core:createdBy': reference(custodian),
    'uco-core:object': [custodian, ...[...outline.items.keys()].map((item) => graph.name('provenance-record', item)), ...[...outline.claims.keys()].map((seq) => graph.name('claim', seq))].map(reference),
  };
}

function bundleText(prefix: string): string[] {
  const bundle = bundleOfPart(prefix);
  return bundle === undefined ? [] : [`received in a bundle (SHA-256 of its tag manifest ${bundle})`];
}

function custodianNode({ custodian: id, outline: { custodian } }: PartGraph): GraphNode {
  const about = custodian === undefined ? [] : [...(custodian.affiliation === undefined ? [] : [`affiliation: ${custodian.affiliation}`]), `key: ${custodian.key}`];
  return { ...id, '@type': 'uco-identity:Identity', 'uco-core:name': custodian?.name ?? 'unknown', 'uco-core:description': about };
}

/** Bundles by which items came in: an act with two sides. */
async function* transferNodes(graph: PartGraph): AsyncGenerator<GraphNode> {
  for (const { entry, at, sender, senderKey, bundle } of await documentTransfers(graph.part, graph.outline)) {
    const from = graph.somebody(sender);
    if (from.node !== undefined) yield from.node;
    yield* actionNodes(graph, { key: ['transfer', entry], name: 'A bundle was taken in', description: [`bundle (SHA-256 of its tag manifest): ${bundle}`, `key of the sender: ${senderKey}`], at, object: [from.identity], participant: [from.identity] });
  }
}

/** An item that stands in the records of several custodians is a copy of the earlier one's. */
function* sameBytes(graph: PartGraph, graphs: readonly PartGraph[]): Generator<GraphNode> {
  for (const other of graphs) {
    if (other === graph || graph !== graphs[0]) continue;
    for (const item of graph.outline.items.keys()) {
      if (other.outline.items.has(item)) yield observableRelationship(graph, 'Copied_From', { source: graph.copyOf(item), target: other.copyOf(item) });
    }
  }
}
