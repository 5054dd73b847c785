import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../../src-main/format/bytes.ts';
import {
  checkConsistencyProof,
  checkInclusionProof,
  makeConsistencyProof,
  makeInclusionProof,
} from '../../../src-main/format/merkle-tree.ts';
import { sha256 } from '../known-keys.ts';
import { frontierOf, smallLeaves, sparseTree, subtreesOf } from '../known-trees.ts';
import { someSpoiledLists, spoiledLists, type ConsistencyCase, type InclusionCase } from '../spoiled-proofs.ts';
import { goTrees } from '../vectors.ts';
import { askGo, goAvailable } from './go-tools.ts';

const small = subtreesOf(smallLeaves);
const sparse = sparseTree(goTrees.marks);

const spoilt = (tree: typeof small): typeof spoiledLists => (tree === small ? spoiledLists : someSpoiledLists);

function inclusionCases(tree: typeof small, index: number, size: number): InclusionCase[] {
  const hashes = makeInclusionProof(sha256, { index, size }, tree);
  const good = { index, size, leaf: tree(0, index), root: frontierOf(size, tree).root(), hashes };
  const places = [-1, 1, 2].flatMap((by) => [{ ...good, index: index + by }, { ...good, size: size + by }]);
  return [good, ...places, ...spoilt(tree)(hashes).map((spoiled) => ({ ...good, hashes: spoiled }))].filter(
    (each) => each.index >= 0 && Number.isSafeInteger(each.size) && each.size > 0,
  );
}

function consistencyCases(tree: typeof small, oldSize: number, newSize: number): ConsistencyCase[] {
  const hashes = makeConsistencyProof(sha256, { oldSize, newSize }, tree);
  const roots = { oldRoot: frontierOf(oldSize, tree).root(), newRoot: frontierOf(newSize, tree).root() };
  const good = { oldSize, newSize, ...roots, hashes };
  const sizes = [-1, 1, 2].flatMap((by) => [{ ...good, oldSize: oldSize + by }, { ...good, newSize: newSize + by }]);
  const exchanged = { ...good, oldRoot: good.newRoot, newRoot: good.oldRoot };
  return [good, exchanged, ...sizes, ...spoilt(tree)(hashes).map((spoiled) => ({ ...good, hashes: spoiled }))].filter(
    (each) => each.oldSize > 0 && Number.isSafeInteger(each.newSize),
  );
}

const asText = (bytes: Uint8Array): string => toBase64(bytes);

async function goAccepts(cases: readonly (InclusionCase | ConsistencyCase)[]): Promise<boolean[]> {
  const requests = cases.map((each) =>
    'leaf' in each
      ? { ...each, leaf: asText(each.leaf), root: asText(each.root), hashes: each.hashes.map(asText) }
      : { ...each, oldRoot: asText(each.oldRoot), newRoot: asText(each.newRoot), hashes: each.hashes.map(asText) },
  );
  return (await askGo('check-proofs', requests)).map((line) => line === 'true');
}

const places = (list: readonly number[][]): [number, number][] => list.map(([a = 0, b = 0]) => [a, b]);

describe.skipIf(!goAvailable)('Go, of good proofs and of proofs spoiled in many ways,', () => {
  it('is of our mind about every inclusion proof', async () => {
    const cases = [
      ...places(goTrees.smallInclusion).flatMap(([index, size]) => inclusionCases(small, index, size)),
      ...places(goTrees.sparseInclusion).flatMap(([index, size]) => inclusionCases(sparse, index, size)),
    ];
    const verdicts = await goAccepts(cases);
    expect(verdicts).toEqual(cases.map((proof) => checkInclusionProof(sha256, proof)));
    expect(verdicts.filter(Boolean).length).toBeGreaterThan(820);
    expect(verdicts.filter((verdict) => !verdict).length).toBeGreaterThan(10_000);
  });

  it('is of our mind about every consistency proof', async () => {
    const cases = [
      ...places(goTrees.smallConsistency).flatMap(([oldSize, newSize]) => consistencyCases(small, oldSize, newSize)),
      ...places(goTrees.sparseConsistency).flatMap(([oldSize, newSize]) => consistencyCases(sparse, oldSize, newSize)),
    ];
    const verdicts = await goAccepts(cases);
    expect(verdicts).toEqual(cases.map((proof) => checkConsistencyProof(sha256, proof)));
    expect(verdicts.filter(Boolean).length).toBeGreaterThan(820);
    expect(verdicts.filter((verdict) => !verdict).length).toBeGreaterThan(10_000);
  });

  it('still makes the trees and proofs that are frozen', async () => {
    const [made = ''] = await askGo('tree-vectors', []);
    const { madeBy: _now, ...now } = JSON.parse(made) as typeof goTrees;
    const { madeBy: _then, ...frozen } = goTrees;
    expect(now).toEqual(frozen);
  });
});
