import { afterAll, describe, expect, it } from 'vitest';
import { listClaims, listItems, listNotes, openCaseForReading, readLog, showClaim, showItem, showKeyframes, type Opened, type ReadableCase } from '../../../src-main/engine/index.ts';
import { caseAsPart } from '../../../src-main/engine/flows/export/case-part.ts';
import { caseDocument, outlineParts } from '../../../src-main/format/bundle/case-document.ts';
import { documentClaim } from '../../../src-main/format/bundle/documented-claim.ts';
import { documentItem, documentTransfers } from '../../../src-main/format/bundle/documented-item.ts';
import { outlinePart, type DisclosedPart, type PartOutline } from '../../../src-main/format/bundle/part.ts';
import { concatBytes } from '../../../src-main/format/bytes.ts';
import { canonicalBytes, NotCanonicalError, type Canonical } from '../../../src-main/format/canonical.ts';
import { livelyCase } from '../../engine/flows/lively-case.ts';
import { knownSystem } from '../../temporary-case.ts';
import { hasOpenssl } from '../timestamp/local-authority.ts';

const opened: Opened<ReadableCase> | undefined = hasOpenssl ? await openCaseForReading({ folder: await livelyCase(), ...knownSystem }) : undefined;
afterAll(() => opened?.close());

const lively = (): ReadableCase => {
  if (opened === undefined) throw new Error('there is no case');
  return opened.case;
};
const everything = (): number[] => [...readLog(lively())].map(({ seq }) => seq);
const without = (...types: string[]): number[] => [...readLog(lively())].filter(({ type }) => !types.includes(type)).map(({ seq }) => seq);

async function outlined(seqs = everything()): Promise<{ part: DisclosedPart; outline: PartOutline }> {
  const part = caseAsPart(lively(), seqs);
  return { part, outline: await outlinePart(part) };
}

function documentOf(seqs = everything()): Promise<Uint8Array> {
  return textOfParts([caseAsPart(lively(), seqs)]);
}

async function textOfParts(parts: readonly DisclosedPart[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of caseDocument(await outlineParts(parts))) pieces.push(piece);
  return concatBytes(...pieces);
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe.skipIf(!hasOpenssl)('the outline of a part', () => {
  it('names the log, its title and its custodian as the case does', async () => {
    const { outline } = await outlined();
    const { info, custodian, logKey } = lively();
    expect(outline).toMatchObject({ log: info.log, title: info.title, custodian: { name: custodian.name, key: custodian.fingerprint, logVerifierKey: logKey.verifierKey } });
  });

  it('lists items in the order of their first receipts, each with the entries that name it', async () => {
    const { outline } = await outlined();
    expect([...outline.items.keys()]).toEqual([...listItems(lively())].map(({ sha256 }) => sha256));
    for (const seqs of outline.items.values()) expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
  });

  it('lists claims with the entries about them', async () => {
    const { outline } = await outlined();
    const claims = [...listClaims(lively())];
    expect([...outline.claims.keys()]).toEqual(claims.map(({ entry }) => entry));
    expect(claims.length).toBe(2);
  });

  it('takes the custodian from entry 1 alone: a later entry, or an earlier one, names nobody', async () => {
    const part = caseAsPart(lively(), everything());
    const naming = await part.readEntry(1);
    const other = JSON.parse(JSON.stringify(naming).replace('"name":"Tester"', '"name":"Somebody"')) as NonNullable<typeof naming>;
    const lying: DisclosedPart = { ...part, readEntry: async (seq) => (seq === 0 || seq === 2 ? { ...other, seq } : part.readEntry(seq)) };
    expect((await outlinePart(lying)).custodian?.name).toBe('Tester');
  });

  it('does not stumble over what a stranger puts where a claim is named', async () => {
    const part = caseAsPart(lively(), everything());
    const deep = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`) as unknown;
    const lying: DisclosedPart = { ...part, readEntry: async (seq) => ({ ...(await part.readEntry(seq)), seq, type: 'claim-judged', payload: { claim: deep } }) as never };
    expect((await outlinePart(lying)).claims.size).toBe(0);
  });
});

describe.skipIf(!hasOpenssl)('what a bundle tells of an item', () => {
  it('is what the case shows of it: names, receipts, facts, disagreements, notes, pictures, judgements, dispositions', async () => {
    const { part, outline } = await outlined();
    for (const listed of listItems(lively())) {
      const [shown, told] = [showItem(lively(), listed.sha256), await documentItem(part, outline, listed.sha256)];
      expect(told).toMatchObject({ sha256: listed.sha256, bytes: listed.bytes, name: listed.name });
      expect(told?.receipts.map(({ entry, at, name, sourcePath }) => [entry, at, name, sourcePath])).toEqual(shown.receipts.map((one) => [one.entry, one.receivedAt, one.name, one.sourcePath]));
      expect(told?.receipts.map(({ collection }) => collection?.receivedFrom)).toEqual(shown.receipts.map(({ collection }) => collection['receivedFrom']));
      expect(told?.examination?.observations.length ?? 0).toBe(shown.facts.length);
      expect(told?.examination?.observations.map(({ witness, observation }) => [witness, observation.field, observation.value] as unknown) ?? []).toEqual(expect.arrayContaining(shown.facts.map(({ witness, field, value }) => [witness, field, value])));
      expect(told?.examination?.disagreements ?? []).toEqual(expect.arrayContaining(shown.disagreements));
      expect(told?.notes.filter(({ stands }) => stands).map(({ entry, text }) => [entry, text])).toEqual(shown.notes.map(({ entry, text }) => [entry, text]));
      expect(told?.notes.length).toBe([...listNotes(lively(), { item: listed.sha256, all: true })].length);
      expect(told?.made.length).toBe(shown.made.length);
      expect(told?.dispositions.map(({ disposition, because }) => [disposition, because])).toEqual(shown.dispositions.map(({ disposition, because }) => [disposition, because]));
      expect(told?.openings.length).toBe(shown.review.count);
    }
  });

  it('has the frames of the newest scan, and the times of the packet index', async () => {
    const { part, outline } = await outlined();
    const [first] = [...listItems(lively())];
    const { index } = await showKeyframes(lively(), first?.sha256 ?? '');
    const told = first && (await documentItem(part, outline, first.sha256));
    const frames = index?.keyframes.flatMap(({ pts, decoded }) => (decoded === undefined ? [] : [[pts, decoded.frameSha256]])) ?? [];
    expect(frames.length).toBeGreaterThan(1);
    expect(told?.keyframes).toMatchObject({ basis: 'deep', timeBase: index?.timeBase });
    expect(told?.keyframes !== undefined && 'frames' in told.keyframes ? told.keyframes.frames.map(({ pts, frameSha256 }) => [pts, frameSha256]) : []).toEqual(frames);
  });

  it('names a path for every document, and an evidentiary copy only where it is held', async () => {
    const { part, outline } = await outlined();
    const bare: DisclosedPart = { ...part, holds: () => false };
    for (const { sha256 } of listItems(lively())) {
      const told = await documentItem(part, outline, sha256);
      expect(told?.original).toMatch(/^data\/originals\//);
      expect((await documentItem(bare, outline, sha256))?.original).toBeUndefined();
      expect(JSON.stringify(told)).not.toMatch(/"(?:raw|document|path|index|poster)":""/);
    }
  });

  it('is nothing where no receipt of it is disclosed', async () => {
    const { part, outline } = await outlined(without('item-received'));
    expect(outline.items.size).toBe(0);
    for (const { sha256 } of listItems(lively())) expect(await documentItem(part, outline, sha256)).toBeUndefined();
  });
});

describe.skipIf(!hasOpenssl)('what a bundle tells of a claim', () => {
  it('is what the case shows of it: words, evidence with what was withdrawn, assessments and judgements', async () => {
    const { part, outline } = await outlined();
    for (const listed of listClaims(lively())) {
      const [shown, told] = [await showClaim(lively(), listed.id), await documentClaim(part, outline, listed.entry)];
      expect(told).toMatchObject({ entry: listed.entry, quote: listed.quote, claimant: listed.claimant });
      expect(told?.evidence.map(({ entry, basis, withdrawn }) => [entry, basis, withdrawn?.because])).toEqual(shown.evidence.map(({ entry, basis, withdrawn }) => [entry, basis, withdrawn?.because]));
      expect(told?.assessments.at(-1)?.verdict).toBe(listed.verdict ?? undefined);
      expect(told?.judgements.at(-1)?.verdict).toBe(listed.judgement ?? undefined);
      for (const { path } of told?.assessments ?? []) expect(await part.readDocument(path)).toBeDefined();
    }
  });

  it('is nothing for an entry that is no claim', async () => {
    const { part, outline } = await outlined();
    expect(await documentClaim(part, outline, 0)).toBeUndefined();
    expect(await documentClaim(part, outline, 1e6)).toBeUndefined();
  });
});

describe.skipIf(!hasOpenssl)('case.json', () => {
  it('is canonical JSON, and the same bytes every time', async () => {
    const [once, again] = [await documentOf(), await documentOf()];
    expect(Buffer.compare(once, again)).toBe(0);
    const value = JSON.parse(textOf(once)) as Canonical;
    expect(textOf(canonicalBytes(value))).toBe(textOf(once));
    expect(Object.keys(value as object)).toEqual(['anchors', 'checkpoint', 'claims', 'custodian', 'items', 'log', 'received', 'title', 'transfers', 'v']);
  });

  it('holds every item, claim, time stamp and transfer of the log', async () => {
    const value = JSON.parse(textOf(await documentOf())) as { items: unknown[]; claims: unknown[]; anchors: unknown[]; transfers: unknown[] };
    const { outline, part } = await outlined();
    expect([value.items.length, value.claims.length, value.anchors.length]).toEqual([outline.items.size, 2, 1]);
    expect(value.transfers.length).toBe((await documentTransfers(part, outline)).length);
  });

  it('says nothing of entries that are not disclosed', async () => {
    const text = textOf(await documentOf(without('item-noted', 'claim-judged', 'evidence-recorded', 'item-disposed', 'import-started', 'sameness-judged')));
    for (const silent of ['Дим над дахом', 'a reflection', 'nothing else is known', 'geoConfirmed', 'ordered by the court', 'Ірина', 'drawn by a program']) expect(text).not.toContain(silent);
    expect(textOf(await documentOf())).toContain('Дим над дахом');
  });

  it('throws only for what has no canonical form, whatever a stranger wrote', async () => {
    const part = caseAsPart(lively(), everything());
    const lying: DisclosedPart = { ...part, readEntry: async (seq) => ({ ...(await part.readEntry(seq)), seq, payload: { title: 'half \ud800', toolVersion: '1' } }) as never };
    await expect(textOfParts([lying])).rejects.toThrow(NotCanonicalError);
  });
});
