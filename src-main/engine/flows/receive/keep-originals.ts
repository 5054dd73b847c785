import { itemReceivedAct } from '../../../shared/acts/item-received.ts';
import { payloadOf } from '../../../format/bundle/part.ts';
import type { Sha256 } from '../../../shared/digest.ts';
import { toRecordText } from '../../../shared/text.ts';
import type { KeepOutcome } from '../../vault/kept.ts';
import { copyCheckFor, type CopyCheckDecision } from '../import/copy-check.ts';
import { recordBatch, recordProblem, type NotReceived, type Received } from '../import/record-receipts.ts';
import type { Source } from '../import/sources.ts';
import { readVolumes } from '../import/volumes.ts';
import type { WritableCase } from '../open-case.ts';
import type { ReceivingRun } from './begin-receiving.ts';
import type { CheckedIncoming } from './check-incoming.ts';
import type { BundleListing } from './list-bundle.ts';
import type { LaidOut, OpenBundle } from './open-bundle.ts';

export interface KeepOriginals {
  bundle: OpenBundle;
  checked: CheckedIncoming;
  originals: BundleListing['originals'];
  run: ReceivingRun;
  signal?: AbortSignal | undefined;
  onRead?: ((bytes: number) => void) | undefined;
}

export interface KeptOriginals {
  received: Received[];
  notReceived: NotReceived[];
  /** Recorded by an earlier attempt that was cut off. */
  receivedBefore: number;
}

type Original = Source & { item: Sha256; verifyCopy: boolean; laidOut: LaidOut };

/** Of a packed bundle, so much lies unpacked in the case's `incoming` at a time; a larger file lies there alone. */
const unpackedBytes = 512 * 1024 * 1024;

/**
 * Take the evidentiary copies of a bundle into the case as any others: kept, digested again, durable, then recorded with
 * a receipt each. What an earlier attempt has recorded is passed over. A copy that has not the digest by which the bundle
 * calls it is not received, and named. What was done is told in `done` as it happens. Throws CaseError `disk-full` or `vault-write-failed`; the rest is a value.
 */
export async function keepOriginals(target: WritableCase, keeping: KeepOriginals, done: KeptOriginals): Promise<void> {
  const { bundle, originals, run, signal } = keeping;
  const check = copyCheckFor('by-source', await readVolumes());
  const faulty = faultsByPath(keeping.checked);
  const wanted: typeof originals = [];
  for (const original of originals) {
    const fault = faulty.get(original.path);
    if (run.hasItem(original.item)) done.receivedBefore++;
    else if (fault === undefined) wanted.push(original);
    else done.notReceived.push(await recordProblem(target, run, { ...placeOf(bundle, original.path), reason: 'not-as-listed', detail: fault }));
  }
  for (const group of bundle.isPacked ? groupsOf(wanted) : [wanted]) {
    if (signal?.aborted === true) break;
    await keepGroup(target, { ...keeping, originals: group, check }, done);
  }
}

async function keepGroup(target: WritableCase, keeping: KeepOriginals & { check(source: Source): CopyCheckDecision }, done: KeptOriginals): Promise<void> {
  const { bundle, run, check, signal, onRead } = keeping;
  const laidOut: LaidOut[] = [];
  const before = done.received.reduce((sum, { bytes }) => sum + bytes, 0);
  try {
    const sources = layOut(keeping, laidOut);
    const options = { alsoDigest: [], verifyCopy: false, ...(signal && { signal }), ...(onRead && { onProgress: (bytes: number) => onRead(before + bytes) }) };
    for await (const batch of target.vault.keepAll(sources, options)) {
      const { received, notReceived } = await recordBatch(target, { run, check, batch: batch.map(asNamed) });
      done.received.push(...received);
      done.notReceived.push(...notReceived);
    }
  } finally {
    for (const one of laidOut) await bundle.putAway(one);
  }
}

async function* layOut({ bundle, checked, originals, check, signal }: KeepOriginals & { check(source: Source): CopyCheckDecision }, laidOut: LaidOut[]): AsyncGenerator<Original> {
  for (const { path, bytes, item } of originals) {
    if (signal?.aborted === true) return;
    const file = await bundle.layOut({ path, bytes });
    laidOut.push(file);
    const { text } = placeOf(bundle, path);
    const carried = await firstReceipt(checked, item);
    const source = { ...file, text, ...(carried && { carried }) };
    yield { ...source, item, laidOut: file, verifyCopy: check(source).verify };
  }
}

/** How the sender calls the item, and where the sender's first receipt of it stands. */
async function firstReceipt({ own, sender }: CheckedIncoming, item: Sha256): Promise<Source['carried']> {
  for (const seq of own.outline.items.get(item) ?? []) {
    const received = payloadOf(itemReceivedAct, await own.part.readEntry(seq));
    if (received === undefined) continue;
    const { name, nameBytes } = received;
    return { name, nameBytes, from: { log: sender.log, seq } };
  }
  return undefined;
}

/** Bytes that came out other than the bundle calls them: the source was changed after it was checked. */
function asNamed({ source, result }: KeepOutcome<Original>): KeepOutcome<Source> {
  if (!result.kept || result.sha256 === source.item) return { source, result };
  return { source, result: { kept: false, reason: 'changed-while-read', facts: { path: source.text, expected: source.item, found: result.sha256 } } };
}

function placeOf({ text }: OpenBundle, path: string): { path: Buffer; text: string } {
  const whole = toRecordText(`${text}/${path}`);
  return { path: Buffer.from(whole, 'utf8'), text: whole };
}

/** What the check says against files of the bundle: they are not taken in. */
function faultsByPath({ check }: CheckedIncoming): Map<string, string> {
  const found = [...check.bag.findings, ...check.findings.filter(({ code }) => code === 'original-differs')];
  return new Map(found.map(({ thing, code, expected, actual }) => [thing, `${code}: expected ${expected}, found ${actual}`]));
}

function groupsOf(originals: BundleListing['originals']): BundleListing['originals'][] {
  const groups: BundleListing['originals'][] = [];
  let bytes = Infinity;
  for (const original of originals) {
    if (bytes + original.bytes > unpackedBytes) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)?.push(original);
    bytes += original.bytes;
  }
  return groups;
}
