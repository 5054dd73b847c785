import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseGraph } from '../../../src-main/format/case-uco/case-graph.ts';
import { context, namerOf } from '../../../src-main/format/case-uco/node.ts';
import { outlineParts } from '../../../src-main/format/bundle/case-document.ts';
import { receivedPart } from '../../../src-main/format/bundle/layout.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { reading } from '../../engine/flows/case-reading.ts';
import { arabicNote, hostileName, partsOf, reportedCase, textOf, ukrainian } from '../../engine/flows/report/reported.ts';
import { faultsOf, published, withInner, type Node } from './published-terms.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

let made: Promise<{ folder: string; text: string; nodes: Node[] }> | undefined;
const graph = (): Promise<{ folder: string; text: string; nodes: Node[] }> => (made ??= make());

async function make(): Promise<{ folder: string; text: string; nodes: Node[] }> {
  const folder = await reportedCase();
  const text = await reading(folder, async (readable) => textOf(caseGraph(await partsOf(readable), sha256)));
  return { folder, text, nodes: (JSON.parse(text) as { '@graph': Node[] })['@graph'] };
}

const ofType = (nodes: readonly Node[], type: string): Node[] => nodes.filter((node) => node['@type'] === type);

describe('the CASE/UCO graph of a case', { timeout: 120_000 }, () => {
  it('uses published terms alone, each where it may stand, with the right kind of value', async () => {
    expect(faultsOf((await graph()).nodes)).toEqual([]);
  });

  it('names each thing once, by a name that ends in a UUID', async () => {
    const names = (await graph()).nodes.flatMap(withInner).map((node) => node['@id']);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('has the prefixes of the published namespaces', () => {
    const { kb: _kb, ...prefixes } = context;
    expect(prefixes).toEqual(published.namespaces);
  });

  it('tells of every item: its copy with size and digest, its source, and where it came from', async () => {
    const { nodes } = await graph();
    const copies = ofType(nodes, 'uco-observable:File').filter((node) => node['@id'].startsWith('kb:file-'));
    expect(copies).toHaveLength(3);
    expect(copies.map((node) => node['uco-core:name'])).toContain(hostileName);
    expect(ofType(nodes, 'case-investigation:ProvenanceRecord').flatMap((node) => node['uco-core:description'])).toContain('received from: ساكن محلي');
    const copied = ofType(nodes, 'uco-observable:ObservableRelationship').filter((node) => node['uco-core:kindOfRelationship'] === 'Copied_From');
    expect(copied).toHaveLength(3);
  });

  it('tells of every act with who did it, with what, and when it was done', async () => {
    const { nodes } = await graph();
    const done = ofType(nodes, 'case-investigation:InvestigativeAction');
    const names = new Set(done.map((node) => node['uco-core:name']));
    for (const name of ['Import', 'Reading by ffprobe', 'Keyframe extraction', 'Opening for review', 'Assessment of a claim']) expect(names).toContain(name);
    const custodian = nodes.find((node) => node['uco-core:name'] === 'Tester');
    for (const act of done) expect(act['uco-action:performer']).toEqual({ '@id': custodian?.['@id'] });
    expect(ofType(nodes, 'uco-tool:Tool').map((node) => node['uco-core:name'])).toEqual(expect.arrayContaining(['Postquem', 'ffprobe', 'ffmpeg']));
  });

  it('tells of claims in the words of whoever made them, and of verdicts as statements', async () => {
    const { nodes } = await graph();
    const said = ofType(nodes, 'uco-core:Annotation').flatMap((node) => node['uco-core:statement']);
    for (const words of ['not older than 72 hours', ukrainian, arabicNote, 'verdict: consistent-but-unproven', 'nothing dates it from below']) expect(said).toContain(words);
    expect(JSON.stringify(nodes)).not.toContain('confidence');
  });

  it('is the same, byte for byte, whenever it is made of the same records', async () => {
    const { folder, text } = await graph();
    expect(await reading(folder, async (readable) => textOf(caseGraph(await partsOf(readable), sha256)))).toBe(text);
  });

  it('of some items names nothing of the others, and the same things by the same names', async () => {
    const { folder, nodes } = await graph();
    const text = await reading(folder, async (readable) => textOf(caseGraph(await partsOf(readable, { items: ['i1'] }), sha256)));
    for (const words of ['notes.txt', 'довге_ім', ukrainian, 'Ірина']) expect(text).not.toContain(words);
    const some = (JSON.parse(text) as { '@graph': Node[] })['@graph'];
    expect(faultsOf(some)).toEqual([]);
    const all = new Set(nodes.map((node) => node['@id']));
    expect(some.filter((node) => !all.has(node['@id']))).toEqual([]);
  });

  it('ties the copies of one item in the records of two custodians, though they be of one log', async () => {
    const { folder } = await graph();
    const prefix = receivedPart(parseSha256('cd'.repeat(32)));
    const text = await reading(folder, async (readable) => {
      const [own] = await partsOf(readable);
      if (own === undefined) throw new Error('no part');
      const elsewhere = { ...own.part, prefix, readDocument: (path: string) => own.part.readDocument(path.replace(prefix, 'data/')) };
      return textOf(caseGraph(await outlineParts([own.part, elsewhere]), sha256));
    });
    const nodes = (JSON.parse(text) as { '@graph': Node[] })['@graph'];
    expect(faultsOf(nodes)).toEqual([]);
    const names = nodes.flatMap(withInner).map((node) => node['@id']);
    expect(new Set(names).size).toBe(names.length);
    expect(ofType(nodes, 'case-investigation:Investigation')).toHaveLength(2);
    expect(ofType(nodes, 'uco-observable:ObservableRelationship').filter((node) => node['uco-core:kindOfRelationship'] === 'Copied_From')).toHaveLength(3 + 3 + 3);
  });
});

describe('the check of terms', () => {
  const name = namerOf('postquem/log/x', sha256);
  const copy: Node = { ...name('file', 'a'), '@type': 'uco-observable:File', 'uco-core:name': 'x' };

  it('finds a misspelled class and a misspelled property', () => {
    expect(faultsOf([{ ...copy, '@type': 'uco-observable:Fiel' }])).toHaveLength(1);
    expect(faultsOf([{ ...copy, 'uco-core:nmae': 'x' }])).toHaveLength(1);
    expect(faultsOf([copy])).toEqual([]);
  });

  it('finds a value of the wrong kind, one too many, and a reference to something else', () => {
    expect(faultsOf([{ ...copy, 'uco-core:name': 7 }])).toHaveLength(1);
    expect(faultsOf([{ ...copy, 'uco-core:name': ['x', 'y'] }])).toHaveLength(1);
    expect(faultsOf([{ ...copy, 'uco-core:objectCreatedTime': '2026-11-22T00:00:00Z' }])).toHaveLength(1);
    expect(faultsOf([{ ...copy, 'uco-core:hasFacet': [{ '@id': copy['@id'] }] }])).toHaveLength(1);
    expect(faultsOf([{ ...copy, 'uco-core:createdBy': { '@id': 'kb:nobody' } }])).toHaveLength(1);
  });

  it('finds an annotation of nothing, and a relationship of an unknown kind', () => {
    expect(faultsOf([{ ...name('note', 1), '@type': 'uco-core:Annotation', 'uco-core:statement': ['x'] }])).toHaveLength(1);
    const relationship: Node = { ...name('relationship', 1), '@type': 'uco-observable:ObservableRelationship', 'uco-core:source': { '@id': copy['@id'] }, 'uco-core:target': { '@id': copy['@id'] }, 'uco-core:isDirectional': true, 'uco-core:kindOfRelationship': 'Derived_From' };
    expect(faultsOf([copy, relationship])).toHaveLength(1);
  });
});

/** Turtle files of the ontologies, where somebody has put them: by the variable, or beside the project. */
const ontologyFolder = process.env['POSTQUEM_CASE_ONTOLOGY'] ?? resolve(import.meta.dirname, '../../../../shared/ontology');
const ontologyFiles = existsSync(ontologyFolder) ? readdirSync(ontologyFolder).filter((file) => file.endsWith('.ttl')) : [];

describe.skipIf(ontologyFiles.length === 0)('the list of terms, against the ontology itself (set POSTQUEM_CASE_ONTOLOGY to a folder of its .ttl files)', () => {
  it('names nothing that the ontology does not define', () => {
    const defined = new Set(ontologyFiles.flatMap((file) => subjectsOf(readFileSync(join(ontologyFolder, file), 'utf8'))));
    const terms = Object.entries(published.classes).flatMap(([name, { properties }]) => [name, ...Object.keys(properties)]);
    expect([...new Set(terms)].filter((term) => !defined.has(fullName(term)))).toEqual([]);
  });
});

function fullName(term: string): string {
  const [prefix = '', local = ''] = term.split(':');
  return `${published.namespaces[prefix] ?? ''}${local}`;
}

/** The names that stand at the beginning of a line of Turtle, written out. */
function subjectsOf(turtle: string): string[] {
  const prefixes = new Map([...turtle.matchAll(/^@prefix\s+([\w-]*):\s+<([^>]*)>/gm)].map(([, prefix = '', name = '']) => [prefix, name]));
  return [...turtle.matchAll(/^([\w-]*):([\w.-]+)\s*$/gm)].map(([, prefix = '', local = '']) => `${prefixes.get(prefix) ?? ''}${local}`);
}
