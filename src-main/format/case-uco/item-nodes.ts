import { keyframeIndexSchema, type KeyframeIndex } from '../../shared/keyframes.ts';
import { secondsOf } from '../../shared/pts.ts';
import type { Observation } from '../../shared/facts.ts';
import type { FileReference, Sha256 } from '../../shared/digest.ts';
import type { DocumentedItem, DocumentedReceipt } from '../bundle/documented-item.ts';
import { keyframePath } from '../bundle/layout.ts';
import { readJson } from '../bundle/part.ts';
import { actionNodes } from './action-nodes.ts';
import { contentFacet, documentNode } from './file-nodes.ts';
import { dateTime, reference, type GraphNode, type Reference } from './node.ts';
import { observableRelationship, type PartGraph } from './part-graph.ts';

/** Everything that is said of one item. Memory: the item's own documents. */
export async function* itemNodes(graph: PartGraph, item: DocumentedItem): AsyncGenerator<GraphNode> {
  const copy = graph.copyOf(item.sha256);
  yield copyNode(graph, item);
  for (const receipt of item.receipts) yield* receiptNodes(graph, { item, receipt, copy });
  yield provenanceNode(graph, { item, copy });
  yield* examinationNodes(graph, { item, copy });
  yield* keyframeNodes(graph, { item, copy });
  yield* madeNodes(graph, { item, copy });
  yield* personNodes(graph, { item, copy });
}

interface About {
  item: DocumentedItem;
  copy: Reference;
}

function copyNode(graph: PartGraph, { sha256, bytes, name, original, receipts }: DocumentedItem): GraphNode {
  const other = Object.assign({}, ...receipts.map(({ otherDigests = {} }) => otherDigests)) as Record<string, string>;
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  return {
    ...graph.copyOf(sha256),
    '@type': 'uco-observable:File',
    'uco-core:name': name,
    'uco-core:description': 'Evidentiary copy: the bytes as received',
    'uco-core:hasFacet': [
      { ...graph.name('file-facet', sha256), '@type': 'uco-observable:FileFacet', 'uco-observable:fileName': name, 'uco-observable:filePath': original, 'uco-observable:extension': ending, 'uco-observable:sizeInBytes': bytes },
      contentFacet(graph, { sha256, bytes, other }),
    ],
  };
}

/** The source as it was found, and the act by which it was taken in. */
function* receiptNodes(graph: PartGraph, { item, receipt, copy }: About & { receipt: DocumentedReceipt }): Generator<GraphNode> {
  const { entry, at, name, sourcePath, bytes, source } = receipt;
  const found = graph.name('source-file', entry);
  yield {
    ...found,
    '@type': 'uco-observable:File',
    'uco-core:name': name,
    'uco-core:description': 'The file at its source, as it was found',
    'uco-core:hasFacet': [
      {
        ...graph.name('source-file-facet', entry),
        '@type': 'uco-observable:FileFacet',
        'uco-observable:fileName': name,
        'uco-observable:filePath': sourcePath,
        'uco-observable:sizeInBytes': bytes,
        'uco-observable:modifiedTime': fileTime(source.modifiedAtNs),
        'uco-observable:observableCreatedTime': source.birthAtNs === undefined ? undefined : fileTime(source.birthAtNs),
      },
      contentFacet(graph, { sha256: item.sha256, bytes, of: `receipt ${entry}` }),
    ],
  };
  yield observableRelationship(graph, 'Copied_From', { source: copy, target: found });
  yield* actionNodes(graph, {
    key: ['import', entry],
    name: 'Import',
    description: receipt.copyVerified ? 'The file was copied, and the copy was read back and compared' : 'The file was copied',
    at,
    tool: graph.postquemAt(entry),
    object: [found],
    result: [copy, graph.name('provenance-record', item.sha256)],
  });
}

function fileTime(ns: string): ReturnType<typeof dateTime> | undefined {
  if (!/^-?\d{1,25}$/.test(ns)) return undefined;
  const time = new Date(Number(BigInt(ns) / 1_000_000n));
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1 || time.getUTCFullYear() > 9999 ? undefined : dateTime(time.toISOString());
}

function provenanceNode(graph: PartGraph, { item, copy }: About): GraphNode {
  const told = item.receipts.flatMap(({ collection = {} }) => [
    ['received from', collection.receivedFrom],
    ['how', collection.how],
    ['source', collection.sourceUrl],
    ['relevance', collection.relevance],
    ...(collection.notAvailable ?? []).map(({ field, why }) => [`not available: ${field}`, why]),
  ]);
  return {
    ...graph.name('provenance-record', item.sha256),
    '@type': 'case-investigation:ProvenanceRecord',
    'case-investigation:exhibitNumber': `SHA-256 ${item.sha256.slice(0, 12)}`,
    'uco-core:description': [...new Set(told.flatMap(([what, text]) => (text === undefined ? [] : [`${what}: ${text}`])))],
    'uco-core:object': [reference(copy)],
  };
}

/** What every witness reported, and what they state, as statements of theirs. */
function* examinationNodes(graph: PartGraph, { item, copy }: About): Generator<GraphNode> {
  if (item.examination === undefined) return;
  const { entry, at, reports, observations } = item.examination;
  for (const { witness, version, recipe, outcome, problem, raw } of reports) {
    const digest = /([0-9a-f]{64})\.[a-z0-9]+$/.exec(raw)?.[1] as Sha256 | undefined;
    const report = digest === undefined ? undefined : graph.name('report', entry, witness);
    if (report !== undefined && digest !== undefined) yield documentNode(graph, { id: report, path: raw, sha256: digest, description: `Report of ${witness}`, of: `report ${entry} ${witness}`, derivedFrom: copy });
    yield* actionNodes(graph, {
      key: ['examination', entry, witness],
      name: `Reading by ${witness}`,
      description: [`outcome: ${outcome}`, ...(problem === undefined ? [] : [`problem: ${problem}`]), `command: ${JSON.stringify(recipe)}`],
      at,
      tool: [witness, version],
      object: [copy],
      result: report === undefined ? [] : [report],
    });
  }
  const statements = [...new Set(observations.map(({ witness, observation }) => `${witness}: ${observation.field} = ${statedText(observation)} (${observation.basis})`))];
  if (statements.length > 0) {
    yield { ...graph.name('statements', entry), '@type': 'uco-core:Annotation', 'uco-core:description': 'What the file states of itself, as the witnesses read it', 'uco-core:statement': statements, 'uco-core:object': [reference(copy)], 'uco-core:objectCreatedTime': dateTime(at) };
  }
}

function statedText({ value }: Observation): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function* keyframeNodes(graph: PartGraph, { item, copy }: About): AsyncGenerator<GraphNode> {
  const { keyframes } = item;
  if (keyframes === undefined || 'noneBecause' in keyframes) return;
  const index = await readJson(graph.part, keyframes.index, keyframeIndexSchema);
  if (index === undefined) return;
  const results: Reference[] = [];
  for (const { pts, decoded } of index.keyframes) {
    if (decoded === undefined) continue;
    const of = `keyframe ${keyframes.entry} ${pts} ${results.length}`;
    const id = graph.name('keyframe', of);
    yield documentNode(graph, {
      id,
      path: keyframePath(graph.part.prefix, decoded.poster.sha256),
      sha256: decoded.poster.sha256,
      bytes: decoded.poster.bytes,
      description: frameText(index, pts, decoded.frameSha256),
      of,
      derivedFrom: copy,
      picture: 'jpeg',
    });
    yield observableRelationship(graph, 'Extracted_From', { source: id, target: copy });
    results.push(id);
  }
  yield* actionNodes(graph, {
    key: ['keyframes', keyframes.entry],
    name: 'Keyframe extraction',
    description: [`basis: ${index.basis}`, `way: ${index.way}`, ...index.recipe.arguments.map((list) => `command: ${JSON.stringify(list)}`)],
    at: keyframes.at,
    tool: [index.recipe.tool, index.recipe.version],
    object: [copy],
    result: results,
  });
}

function frameText({ timeBase, stream }: KeyframeIndex, pts: number, frameSha256: string): string {
  return `Frame at pts ${pts} of stream ${stream} (time base ${timeBase}${seconds(pts, timeBase)}); SHA-256 of the decoded frame ${frameSha256}`;
}

function seconds(pts: number, timeBase: string): string {
  try {
    return `, ${secondsOf(pts, timeBase)} s`;
  } catch {
    // A stranger's time base can be `1/0`.
    return '';
  }
}

function* madeNodes(graph: PartGraph, { item, copy }: About): Generator<GraphNode> {
  for (const { entry, at, madeFor, mediaType, recipe, path } of item.made) {
    const file = fileAt(path);
    if (file === undefined) continue;
    const id = graph.name('made', entry);
    yield documentNode(graph, { id, path, ...file, description: madeFor.replaceAll('-', ' '), of: `made ${entry}`, derivedFrom: copy, ...(mediaType.startsWith('image/') ? { picture: mediaType.slice('image/'.length) } : {}) });
    yield observableRelationship(graph, 'Extracted_From', { source: id, target: copy });
    yield* actionNodes(graph, { key: ['made', entry], name: 'A file was made', description: recipe.arguments.map((list) => `command: ${JSON.stringify(list)}`), at, tool: [recipe.tool, recipe.version], object: [copy], result: [id] });
  }
}

function fileAt(path: string): Pick<FileReference, 'sha256'> | undefined {
  const [, sha256] = /([0-9a-f]{64})\.[a-z0-9]+$/.exec(path) ?? [];
  return sha256 === undefined ? undefined : { sha256: sha256 as Sha256 };
}

/** What people did with the item and said of it. */
function* personNodes(graph: PartGraph, { item, copy }: About): Generator<GraphNode> {
  const of = item.sha256;
  for (const { entry, at, findingCount } of item.fixity) yield* actionNodes(graph, { key: ['fixity', entry, of], name: 'Fixity check', description: `findings in all files read: ${findingCount}`, at, tool: graph.postquemAt(entry), object: [copy] });
  for (const { entry, at, where } of item.openings) yield* actionNodes(graph, { key: ['opening', entry], name: 'Opening for review', description: `where: ${where}`, at, object: [copy] });
  for (const { entry, at, disposition, to, because } of item.dispositions) {
    const receiver = to === undefined ? undefined : graph.somebody(to);
    if (receiver?.node !== undefined) yield receiver.node;
    yield* actionNodes(graph, { key: ['disposition', entry], name: `Disposition: ${disposition}`, description: because, at, object: [copy], participant: receiver === undefined ? [] : [receiver.identity] });
  }
  for (const { entry, at, text, label, stands } of item.notes) {
    if (!stands || text === undefined) continue;
    yield { ...graph.name('note', entry), '@type': 'uco-core:Annotation', 'uco-core:statement': [text], 'uco-core:tag': label === undefined ? undefined : [label], 'uco-core:object': [reference(copy)], 'uco-core:createdBy': reference(graph.custodian), 'uco-core:objectCreatedTime': dateTime(at) };
  }
  for (const { entry, at, a, b, verdict, because } of item.sameness) {
    // Both items tell of it; the first of the two in the judgement gives the node.
    if (a !== of) continue;
    const both = [a, b].filter((one) => graph.outline.items.has(one));
    yield { ...graph.name('sameness', entry), '@type': 'uco-core:Annotation', 'uco-core:statement': [`judged by a person, whether both show the same footage: ${verdict}`, because], 'uco-core:object': both.map((one) => reference(graph.copyOf(one))), 'uco-core:createdBy': reference(graph.custodian), 'uco-core:objectCreatedTime': dateTime(at) };
  }
}
