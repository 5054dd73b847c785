import type { Sha256 } from '../../shared/digest.ts';
import { hexBinary, reference, type GraphNode, type Reference } from './node.ts';
import type { PartGraph } from './part-graph.ts';

const hashNames: Readonly<Record<string, string>> = { sha256: 'SHA256', sha512: 'SHA512', sha1: 'SHA1', md5: 'MD5' };

/** Length and digests of a block of bytes; `of` tells the facets of two nodes with the same bytes apart. */
export function contentFacet(graph: PartGraph, { sha256, bytes, other = {}, of = '' }: { sha256: Sha256; bytes?: number; other?: Record<string, string>; of?: string }): GraphNode {
  const digests = Object.entries({ sha256, ...other }).flatMap(([algorithm, hex]) => (/^(?:[0-9a-f]{2})+$/.test(hex) ? [[hashNames[algorithm] ?? algorithm, hex] as const] : []));
  return {
    ...graph.name('content-data-facet', of, sha256),
    '@type': 'uco-observable:ContentDataFacet',
    'uco-observable:sizeInBytes': bytes,
    'uco-observable:hash': digests.map(([method, hex]) => ({ ...graph.name('hash', of, method, hex), '@type': 'uco-types:Hash', 'uco-types:hashMethod': method, 'uco-types:hashValue': hexBinary(hex) })),
  };
}

export interface DocumentFacts {
  id: Reference;
  path: string;
  sha256: Sha256;
  bytes?: number;
  description: string | readonly string[];
  /** Tells the facets of two nodes with the same bytes apart. */
  of: string;
  derivedFrom: Reference;
  picture?: string;
}

/** A file that was made from an item. */
export function documentNode(graph: PartGraph, { id, path, sha256, bytes, description, of, derivedFrom, picture }: DocumentFacts): GraphNode {
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  return {
    ...reference(id),
    '@type': picture === undefined ? 'uco-observable:File' : 'uco-observable:RasterPicture',
    'uco-core:name': fileName,
    'uco-core:description': description,
    'case-investigation:wasDerivedFrom': [reference(derivedFrom)],
    'uco-core:hasFacet': [
      { ...graph.name('file-facet', of), '@type': 'uco-observable:FileFacet', 'uco-observable:fileName': fileName, 'uco-observable:filePath': path, 'uco-observable:sizeInBytes': bytes },
      contentFacet(graph, { sha256, of, ...(bytes === undefined ? {} : { bytes }) }),
      ...(picture === undefined ? [] : [{ ...graph.name('picture-facet', of), '@type': 'uco-observable:RasterPictureFacet', 'uco-observable:pictureType': picture }]),
    ],
  };
}
