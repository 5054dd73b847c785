import type { EvidenceLimit, RecordedInstant } from '../../shared/claim-record.ts';
import type { DocumentedClaim, DocumentedEvidence } from '../bundle/documented-claim.ts';
import { actionNodes } from './action-nodes.ts';
import { dateTime, decimal, reference, type GraphNode, type Reference } from './node.ts';
import type { PartGraph } from './part-graph.ts';

/** A claim as an annotation of the items it is about, with its evidence, what was made of it, and by whom. */
export function* claimNodes(graph: PartGraph, claim: DocumentedClaim): Generator<GraphNode> {
  const id = graph.name('claim', claim.entry);
  const claimant = graph.somebody(claim.claimant);
  if (claimant.node !== undefined) yield claimant.node;
  const place = claim.meaning.kind === 'place' ? placeNode(graph, claim.entry, claim.meaning.place) : undefined;
  if (place !== undefined) yield place;
  const items = copiesOf(graph, claim.items);
  yield {
    ...id,
    '@type': 'uco-core:Annotation',
    'uco-core:name': `Claim about: ${claim.about}`,
    'uco-core:statement': [claim.quote],
    'uco-core:description': [
      `meaning as read: ${JSON.stringify(claim.meaning)}`,
      ...(claim.saidAt === undefined ? [] : [`said at: ${claim.saidAt.text} (${instantText(claim.saidAt.instant)})`]),
      ...(claim.sourceUrl === undefined ? [] : [`source: ${claim.sourceUrl}`]),
      ...(claim.language === undefined ? [] : [`language: ${claim.language}`]),
      ...(claim.translation === undefined ? [] : [`translation: ${claim.translation}`]),
    ],
    // A claim is about items; an annotation without one would say nothing of anything.
    'uco-core:object': [...(items.length === 0 ? [graph.custodian] : items), ...(place === undefined ? [] : [place])].map(reference),
    'uco-core:createdBy': reference(claimant.identity),
    'uco-core:objectCreatedTime': dateTime(claim.at),
  };
  for (const evidence of claim.evidence) yield evidenceNode(graph, evidence, id);
  yield* conclusionNodes(graph, claim, id);
}

function copiesOf(graph: PartGraph, items: readonly string[]): Reference[] {
  const known = [...graph.outline.items.keys()].filter((item) => items.includes(item));
  return known.map((item) => graph.copyOf(item));
}

function placeNode(graph: PartGraph, key: number, { latitude, longitude, precisionM, text }: Extract<EvidenceLimit, { kind: 'place' }>['place']): GraphNode {
  return {
    ...graph.name('location', key),
    '@type': 'uco-location:Location',
    'uco-core:name': text,
    'uco-core:description': `within ${precisionM} m (WGS 84)`,
    'uco-core:hasFacet': [{ ...graph.name('location-facet', key), '@type': 'uco-location:LatLongCoordinatesFacet', 'uco-location:latitude': decimal(latitude), 'uco-location:longitude': decimal(longitude) }],
  };
}

function evidenceNode(graph: PartGraph, evidence: DocumentedEvidence, claim: Reference): GraphNode {
  const { entry, at, basis, limit, note, origin, post, seenIn, withdrawn } = evidence;
  const seen = seenIn !== undefined && graph.outline.items.has(seenIn.item) ? [reference(graph.copyOf(seenIn.item))] : [];
  return {
    ...graph.name('evidence', entry),
    '@type': 'uco-core:Annotation',
    'uco-core:name': `Evidence: ${basis}`,
    'uco-core:statement': [limitText(limit)],
    'uco-core:description': [
      ...(note === undefined ? [] : [`note: ${note}`]),
      ...(origin === undefined ? [] : [`origin: ${origin}`]),
      ...(post === undefined ? [] : [`post: ${post.text}`]),
      ...(withdrawn === undefined ? [] : [`withdrawn at ${withdrawn.at}: ${withdrawn.because}`]),
    ],
    'uco-core:object': [reference(claim), ...seen],
    'uco-core:createdBy': reference(graph.custodian),
    'uco-core:objectCreatedTime': dateTime(at),
  };
}

function limitText(limit: EvidenceLimit): string {
  switch (limit.kind) {
    case 'not-earlier-than':
    case 'not-later-than':
      return `${limit.kind}: ${instantText(limit.instant)}`;
    case 'during':
      return `during: from ${instantText(limit.from)} to ${instantText(limit.to)}`;
    case 'periodic':
      return `periodic: one of ${limit.count} intervals (SHA-256 of their list ${limit.intervals.sha256})`;
    case 'place':
      return `place: ${limit.place.latitude}, ${limit.place.longitude} within ${limit.place.precisionM} m (${limit.place.text})`;
    case 'note':
      return 'note';
  }
}

function instantText({ earliest, latest }: RecordedInstant): string {
  const [from, to] = [earliest, latest].map((ms) => (ms === undefined || Math.abs(ms) > 8_640_000_000_000_000 ? 'unknown' : new Date(ms).toISOString()));
  return from === to ? String(to) : `${from}/${to}`;
}

/** Assessments by rule, and the judgements of people: statements beside each other. No number stands for a verdict. */
function* conclusionNodes(graph: PartGraph, { assessments, judgements, evidence, outdatedBy }: DocumentedClaim, claim: Reference): Generator<GraphNode> {
  const known = new Set(evidence.map(({ entry }) => entry));
  const isOutdated = (entry: number): boolean => entry !== assessments.at(-1)?.entry || outdatedBy !== undefined;
  for (const { entry, at, verdict, inputs } of assessments) {
    const id = graph.name('assessment', entry);
    yield { ...id, '@type': 'uco-core:Annotation', 'uco-core:name': 'Assessment by rule', 'uco-core:statement': [`verdict: ${verdict}`], 'uco-core:description': [`rules: ${inputs.rules ?? 1}`, ...(isOutdated(entry) ? ['not up to date: what it rests on has changed since'] : [])], 'uco-core:object': [reference(claim)], 'uco-core:objectCreatedTime': dateTime(at) };
    const used = inputs.evidence.filter((seq) => known.has(seq)).map((seq) => graph.name('evidence', seq));
    yield* actionNodes(graph, { key: ['assessment', entry], name: 'Assessment of a claim', at, tool: graph.postquemAt(entry), object: [claim, ...used], result: [id] });
  }
  for (const { entry, at, verdict, because } of judgements) {
    yield { ...graph.name('judgement', entry), '@type': 'uco-core:Annotation', 'uco-core:name': 'Judgement of a person', 'uco-core:statement': [`verdict: ${verdict}`, because], 'uco-core:object': [reference(claim)], 'uco-core:createdBy': reference(graph.custodian), 'uco-core:objectCreatedTime': dateTime(at) };
  }
}
