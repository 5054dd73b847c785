import { canonicalBytes, type Canonical } from '../canonical.ts';
import type { Sha256Function } from '../entry.ts';
import { toHex } from '../bytes.ts';

// JSON-LD nodes of a CASE/UCO graph (ontology.caseontology.org, ontology.unifiedcyberontology.org; UCO 1.4.0, CASE 1.x).
// Which terms there are, and what may stand in each, is listed with its source in test/fixtures/case-uco/terms.json.

/** The prefixes of every term. `kb` is the usual name for what a graph itself describes; nothing lies at that address. */
export const context = {
  kb: 'http://example.org/kb/',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-location': 'https://ontology.unifiedcyberontology.org/uco/location/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

export type Reference = { '@id': string };
type Literal = { '@type': `xsd:${'dateTime' | 'decimal' | 'hexBinary'}`; '@value': string };
type Value = string | number | boolean | Reference | Literal | GraphNode;

/** A thing with its type and what is said of it; facets and hashes stand inside, each with a name of its own. */
export interface GraphNode {
  '@id': string;
  '@type': string;
  [term: string]: Value | readonly Value[] | undefined;
}

export function reference({ '@id': id }: Reference): Reference {
  return { '@id': id };
}

/** UTC as the log writes it. */
export function dateTime(at: string): Literal {
  return { '@type': 'xsd:dateTime', '@value': at };
}

export function decimal(text: string): Literal {
  return { '@type': 'xsd:decimal', '@value': text };
}

export function hexBinary(hex: string): Literal {
  return { '@type': 'xsd:hexBinary', '@value': hex.toUpperCase() };
}

/** Names nodes of one log: the same thing has the same name in every graph, and no chance enters. */
export type Namer = (kind: string, ...key: readonly (string | number)[]) => Reference;

/**
 * A node's name ends in a UUID, as the ontology advises: the first 16 bytes of a SHA-256 over what the node is, marked as
 * version 5 (RFC 9562, section 5.5, made there with SHA-1; the ontology's advice knows no later version).
 */
export function namerOf(log: string, sha256: Sha256Function): Namer {
  return (kind, ...key) => {
    const bytes = sha256(new TextEncoder().encode(JSON.stringify([log, kind, ...key]))).slice(0, 16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = toHex(bytes);
    return { '@id': `kb:${kind}-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` };
  };
}

/** A node as canonical JSON; absent members are left out. Throws NotCanonicalError for text that is not well-formed. */
export function nodeBytes(node: GraphNode): Uint8Array {
  return canonicalBytes(withoutAbsent(node) as Canonical);
}

function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value;
  const held = Object.entries(value).filter(([, member]) => member !== undefined && !(Array.isArray(member) && member.length === 0));
  return Object.fromEntries(held.map(([term, member]) => [term, withoutAbsent(member)]));
}
