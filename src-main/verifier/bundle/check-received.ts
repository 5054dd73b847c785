import { bagInfoValues, readBagInfo } from '../../format/bag/bag-info.ts';
import { splitLines } from '../../format/bag/lines.ts';
import { readManifestLine } from '../../format/bag/manifest.ts';
import { rulesOf } from '../../format/bag/version.ts';
import { documentTransfers, type DocumentedTransfer } from '../../format/bundle/documented-item.ts';
import { bagInfoPath, bundleLabels, bundleSignaturePath, partPaths, tagManifestPath } from '../../format/bundle/layout.ts';
import { equalBytes, toHex } from '../../format/bytes.ts';
import { payloadOf } from '../../format/bundle/part.ts';
import { itemReceivedAct } from '../../shared/acts/item-received.ts';
import { noteLimitBytes, readFile, readText, type Bundle } from './bundle.ts';
import { readEntryBytes } from './source-part.ts';
import type { LookedInto } from './check-part.ts';
import { checkTagSignature } from './check-tag-signature.ts';

/**
 * What had come to the sender by other bundles: each must be signed by the custodian whose log it is from, and be told of
 * by an entry of another part, so that the way of an item over several custodians is without a gap.
 */
export async function checkReceived(bundle: Bundle, parts: readonly LookedInto[]): Promise<void> {
  const transfers: DocumentedTransfer[] = [];
  for (const { part, outline } of parts) transfers.push(...(await documentTransfers(part, outline)));
  for (const looked of parts) {
    if (looked.checked.bundle === undefined) continue;
    await checkSigned(bundle, looked);
    await checkSignedLog(bundle, looked);
    checkTold(bundle, looked, transfers);
  }
  await checkCarried(bundle, parts);
  await checkSameLogs(bundle, parts);
}

async function checkSigned(bundle: Bundle, { checked, identity }: LookedInto): Promise<void> {
  const [manifest, signature] = [checked.prefix + tagManifestPath, checked.prefix + bundleSignaturePath];
  for (const path of [manifest, signature]) if (bundle.files.has(path)) bundle.explained.add(path);
  const signed = await checkTagSignature(bundle, { manifest, signature });
  const find = (expected: string, actual: string): void => bundle.findings.find('received-signature-invalid', signature, expected, actual);
  if (signed.state !== 'valid') find(`a signature by ${identity.custodian.fingerprint}`, signed.detail ?? signed.state);
  else if (signed.fingerprint !== identity.custodian.fingerprint) find(identity.custodian.fingerprint, signed.fingerprint ?? 'another key');
  if (signed.bundle !== checked.bundle) find(`a tag manifest with SHA-256 ${checked.bundle}`, signed.bundle ?? 'none');
}

/**
 * That the signature covers this log. The payload manifest, which lists the checkpoint, is not here, because it would
 * disclose the digests of items that stay; bag-info.txt is, and names the checkpoint. Without it, anybody could put a
 * genuine signature beside a log of their own that names the signer's key.
 */
async function checkSignedLog(bundle: Bundle, { checked: { prefix }, identity }: LookedInto): Promise<void> {
  const { files, findings, options, explained } = bundle;
  const path = prefix + bagInfoPath;
  const bytes = await readFile(bundle, path, tagLimitBytes);
  if (bytes === undefined) {
    findings.find('received-signature-invalid', path, 'the bag-info.txt that the signature covers', 'none');
    return;
  }
  if (files.has(path)) explained.add(path);
  const listed = await listedInTagManifest(bundle, prefix + tagManifestPath, bagInfoPath);
  const digest = toHex(options.sha256(bytes));
  if (listed !== digest) findings.find('received-signature-invalid', path, `SHA-256 ${listed ?? 'listed in the signed tag manifest'}`, digest);
  const info = readBagInfo(new TextDecoder().decode(bytes), rulesOf('1.0'));
  const note = await readFile(bundle, partPaths(prefix).checkpoint, noteLimitBytes);
  const find = (label: string, expected: string): void => {
    const values = bagInfoValues(info, label);
    if (values.length !== 1 || values[0] !== expected) findings.find('received-signature-invalid', `${path}, ${label}`, expected, values.join(', ') || 'not said');
  };
  find(bundleLabels.checkpoint, note === undefined ? 'the checkpoint of this part' : toHex(options.sha256(note)));
  find(bundleLabels.log, identity.log);
}

const tagLimitBytes = 1024 * 1024;

/** The digest of a tag file in a tag manifest that lists it once. */
async function listedInTagManifest(bundle: Bundle, manifest: string, path: string): Promise<string | undefined> {
  const text = (await readText(bundle, manifest, tagLimitBytes)) ?? '';
  const found = splitLines(text).flatMap((line) => {
    const read = readManifestLine(line, 'sha256');
    return !('problem' in read) && read.path === path ? [read.digest] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function checkTold({ findings }: Bundle, { checked, identity }: LookedInto, transfers: readonly DocumentedTransfer[]): void {
  const told = transfers.filter(({ bundle }) => bundle === checked.bundle);
  if (told.length === 0) findings.find('received-not-recorded', checked.prefix, 'an entry "bundle-received"', 'none');
  for (const { entry, log, senderKey } of told) {
    if (log !== identity.log || senderKey !== identity.custodian.fingerprint) {
      findings.find('received-misstated', `entry ${entry}`, `${identity.log}, ${identity.custodian.fingerprint}`, `${log}, ${senderKey}`);
    }
  }
}

/** A receipt that says from which receipt of another log its copy came: where a part of that log is here, it has to be so. */
async function checkCarried(bundle: Bundle, parts: readonly LookedInto[]): Promise<void> {
  const byLog = Map.groupBy(parts, ({ identity }) => identity.log);
  if (byLog.size < 2) return;
  const there = new Map(parts.map((one) => [one, new Set(one.part.seqs)]));
  for (const { part, outline, identity } of parts) {
    const seqs = new Set([...outline.items.values()].flat());
    for (const seq of seqs) {
      bundle.options.signal?.throwIfAborted();
      const received = payloadOf(itemReceivedAct, await part.readEntry(seq));
      const from = received?.carriedFrom;
      const sources = from === undefined || from.log === identity.log ? [] : (byLog.get(from.log) ?? []);
      if (received === undefined || from === undefined || sources.length === 0) continue;
      const told = await Promise.all(sources.map(async (source) => (there.get(source)?.has(from.seq) === true ? payloadOf(itemReceivedAct, await source.part.readEntry(from.seq)) : undefined)));
      if (!told.some((one) => one?.item === received.item)) {
        bundle.findings.find('received-misstated', `${part.prefix}log/entries/${seq}.json`, `a receipt of ${received.item} in entry ${from.seq} of ${from.log}`, 'another entry, or none');
      }
    }
  }
}

/** A log that is here twice, as two bundles had it, must be one log: what both disclose has to be the same. */
async function checkSameLogs(bundle: Bundle, parts: readonly LookedInto[]): Promise<void> {
  for (const [, [first, ...others]] of Map.groupBy(parts, ({ identity }) => identity.log)) {
    if (first === undefined) continue;
    const seqs = new Set(first.part.seqs);
    for (const other of others) {
      for (const seq of other.part.seqs) {
        if (!seqs.has(seq)) continue;
        bundle.options.signal?.throwIfAborted();
        const [a, b] = [await readEntryBytes(bundle, first.part.prefix, seq), await readEntryBytes(bundle, other.part.prefix, seq)];
        if (a === undefined || b === undefined || !equalBytes(a, b)) bundle.findings.find('parts-contradict', `${other.part.prefix}log/entries/${seq}.json`, `the same as ${first.part.prefix}log/entries/${seq}.json`, 'another entry');
      }
    }
  }
}
