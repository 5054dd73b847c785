import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Property {
  datatype?: string;
  class?: string;
  least?: number;
  most?: number;
  vocabulary?: string;
}

export interface PublishedTerms {
  namespaces: Record<string, string>;
  vocabularies: Record<string, string[]>;
  classes: Record<string, { under: string[]; properties: Record<string, Property> }>;
}

export const published = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/case-uco/terms.json'), 'utf8')) as PublishedTerms;

export interface Node {
  '@id': string;
  '@type': string;
  [term: string]: unknown;
}

/** What a graph does that the published terms do not allow: unknown terms, wrong kinds of value, too few, too many, references that lead nowhere. */
export function faultsOf(nodes: readonly Node[]): string[] {
  const all = nodes.flatMap(withInner);
  const types = new Map(all.map((node) => [node['@id'], node['@type']]));
  return all.flatMap((node) => nodeFaults(node, types));
}

/** A node and the facets and hashes that stand in it. */
export function withInner(node: Node): Node[] {
  const inner = Object.values(node).flatMap(valuesOf).filter(isNode);
  return [node, ...inner.flatMap(withInner)];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && '@id' in value && '@type' in value;
}

function nodeFaults(node: Node, types: ReadonlyMap<string, string>): string[] {
  const name = `${node['@type']} ${node['@id']}`;
  const classes = lineOf(node['@type']);
  if (classes.length === 0) return [`${name}: no such class`];
  const constraints = classes.flatMap((one) => Object.entries(published.classes[one]?.properties ?? {}));
  const known = new Set(constraints.map(([property]) => property));
  const unknown = Object.keys(node).filter((term) => !term.startsWith('@') && !known.has(term));
  return [
    ...unknown.map((term) => `${name}: ${term} may not stand there`),
    ...constraints.flatMap(([property, constraint]) => propertyFaults(valuesOf(node[property]), constraint, types).map((fault) => `${name}: ${property}: ${fault}`)),
  ];
}

function valuesOf(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
}

function propertyFaults(values: readonly unknown[], { datatype, class: range, least = 0, most = Infinity, vocabulary }: Property, types: ReadonlyMap<string, string>): string[] {
  const faults = values.length < least || values.length > most ? [`${values.length} values`] : [];
  for (const value of values) {
    if (datatype !== undefined && !fits(value, datatype)) faults.push(`${JSON.stringify(value)} is no ${datatype}`);
    if (range !== undefined && !lineOf(types.get((value as Node)['@id']) ?? '').includes(range)) faults.push(`${JSON.stringify(value)} is no ${range}`);
    if (vocabulary !== undefined && !published.vocabularies[vocabulary]?.includes(String(value))) faults.push(`${String(value)} is not in ${vocabulary}`);
  }
  return faults;
}

/** A class and all above it. */
function lineOf(type: string): string[] {
  const known = Object.hasOwn(published.classes, type) ? published.classes[type] : undefined;
  return known === undefined ? [] : [...new Set([type, ...known.under.flatMap(lineOf)])];
}

const lexical: Record<string, RegExp> = {
  'xsd:dateTime': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  'xsd:decimal': /^-?\d+(\.\d+)?$/,
  'xsd:hexBinary': /^([0-9A-F]{2})+$/,
};

function fits(value: unknown, datatype: string): boolean {
  if (datatype === 'xsd:string') return typeof value === 'string';
  if (datatype === 'xsd:boolean') return typeof value === 'boolean';
  if (datatype === 'xsd:integer') return Number.isSafeInteger(value);
  const literal = value as { '@type'?: string; '@value'?: string };
  return typeof value === 'object' && literal['@type'] === datatype && (lexical[datatype]?.test(literal['@value'] ?? '') ?? false);
}
