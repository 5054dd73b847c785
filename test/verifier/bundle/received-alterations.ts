import { createHash } from 'node:crypto';
import { makeEntryBytes, type Entry } from '../../../src-main/format/entry.ts';
import { edit, flip, remove, type AboutBundles, type BundleAlteration } from './alteration.ts';
import { bytesOf, fileOf, pathLike, textOf, type BundleFiles } from './bundle-files.ts';
import { entriesIn, forgedEntries, layLog, redocument, resealAll, rewriteLog } from './forged-log.ts';
import { reseal } from './reseal.ts';

type Alter = (files: BundleFiles, about: AboutBundles) => void | Promise<void>;

/** By the last custodian, who seals the bundle and makes case.json anew: what others signed before is all that speaks. */
const row = (what: string, finds: readonly string[], alter: Alter): BundleAlteration => ({
  what: `what had been received: ${what}`,
  of: 'received',
  finds,
  alter: async (files, about) => {
    await alter(files, about);
    await redocument(files);
    reseal(files, about.made.keys.custodian);
  },
});

/** The part of the first custodian: the one whose log has a time stamp. */
const first = (files: BundleFiles): string => /^data\/received\/[0-9a-f]{64}\//.exec(pathLike(files, /^data\/received\/.*\.tsr$/))?.[0] ?? '';
/** The part of the second. */
const second = (files: BundleFiles): string => [...new Set([...files.keys()].flatMap((path) => /^data\/received\/[0-9a-f]{64}\//.exec(path)?.[0] ?? []))].find((prefix) => prefix !== first(files)) ?? '';
const inFirst = (files: BundleFiles, pattern: string): string => pathLike(files, new RegExp(`^${first(files)}${pattern}`));

export const ofReceivedParts: readonly BundleAlteration[] = [
  row('an entry altered', ['proof-invalid'], (files) => edit(files, inFirst(files, String.raw`log/entries/(?![01]\.)\d+\.json`), /"at":"2026/, '"at":"2025')),
  row('a proof altered', ['proof-unreadable', 'proof-invalid', 'proof-of-another-checkpoint'], (files) => flip(files, inFirst(files, String.raw`log/proofs/(?![01]\.)`))),
  row('an entry left out that others rest on', ['receipt-missing', 'reference-missing'], (files) => {
    const receipt = [...files.keys()].find((path) => path.startsWith(`${first(files)}log/entries/`) && textOf(files, path).includes('"type":"item-received"')) ?? '';
    remove(files, receipt, receipt.replace('/entries/', '/proofs/').replace('.json', '.tlog-proof'));
  }),
  row('a document altered', ['document-differs'], (files) => flip(files, inFirst(files, String.raw`reports/.*\.json`))),
  row('a document left out', ['document-missing'], (files) => remove(files, inFirst(files, String.raw`reports/.*\.json`))),
  row('a poster altered', ['document-differs'], (files) => flip(files, inFirst(files, String.raw`keyframes/.*\.jpg`))),
  row('the reply of an authority altered', ['document-differs'], (files) => flip(files, inFirst(files, String.raw`anchors/.*\.tsr`))),
  row('the checkpoint altered', ['checkpoint-signature-invalid', 'checkpoint-unreadable'], (files) => flip(files, inFirst(files, 'log/checkpoint$'))),
  row('the proof left out that continues what was stamped', ['consistency-missing'], (files) => remove(files, inFirst(files, `log/consistency-${/\d+$/.exec(inFirst(files, 'log/checkpoints/'))?.[0] ?? ''}$`))),
  row('the signature altered', ['received-signature-invalid'], (files) => flip(files, inFirst(files, String.raw`tagmanifest-sha256\.txt\.sig`))),
  row('the signature left out', ['received-signature-invalid'], (files) => remove(files, inFirst(files, String.raw`tagmanifest-sha256\.txt\.sig`))),
  row('the tag manifest altered', ['received-signature-invalid'], (files) => flip(files, inFirst(files, String.raw`tagmanifest-sha256\.txt$`))),
  row('the tag manifest left out', ['received-signature-invalid'], (files) => remove(files, inFirst(files, String.raw`tagmanifest-sha256\.txt$`))),
  row('bag-info.txt altered', ['received-signature-invalid'], (files) => edit(files, inFirst(files, 'bag-info'), /^Postquem-Checkpoint: ./m, 'Postquem-Checkpoint: x')),
  row('bag-info.txt left out', ['received-signature-invalid'], (files) => remove(files, inFirst(files, 'bag-info'))),
  row('a file added', ['file-unexplained'], (files) => void files.set(`${first(files)}reports/more.txt`, bytesOf('x'))),
  row('a part under the name of another bundle', ['received-signature-invalid', 'received-not-recorded'], (files) => {
    const [from, to] = [first(files), `data/received/${'0'.repeat(64)}/`];
    for (const path of [...files.keys()].filter((name) => name.startsWith(from))) {
      files.set(path.replace(from, to), fileOf(files, path));
      files.delete(path);
    }
  }),
  row("a log of the sender's own in the place of another's, with that one's genuine signature beside it", ['received-signature-invalid'], async (files, { made, whole }) => {
    const prefix = first(files);
    const genuine = entriesIn(whole.files);
    const [log, naming] = [genuine[0]?.log ?? '', genuine[1]];
    // Names the former custodian's true key, and the liar's as the key of the log.
    const keys = { custodian: { ...whole.keys.custodian }, log: made.keys.log };
    const entries = forgedEntries({ log, keys, name: String(naming?.payload['name']) }, []);
    for (const path of [...files.keys()].filter((name) => name.startsWith(prefix) && !/tagmanifest|bag-info/.test(name))) files.delete(path);
    layLog(files, prefix, { log, keys, entries });
  }),
  row('the same, with a bag-info.txt to go with it', ['received-signature-invalid'], (files, { made, whole }) => {
    const prefix = first(files);
    const log = entriesIn(whole.files)[0]?.log ?? '';
    const keys = { custodian: whole.keys.custodian, log: made.keys.log };
    for (const path of [...files.keys()].filter((name) => name.startsWith(prefix) && !/tagmanifest|bag-info/.test(name))) files.delete(path);
    layLog(files, prefix, { log, keys, entries: forgedEntries({ log, keys, name: 'Tester' }, []) });
    const digest = createHash('sha256').update(fileOf(files, `${prefix}log/checkpoint`)).digest('hex');
    edit(files, `${prefix}bag-info.txt`, /^Postquem-Checkpoint: .*$/m, `Postquem-Checkpoint: ${digest}`);
  }),
  row('the part of the first custodian once more under another bundle', ['received-not-recorded', 'received-signature-invalid'], (files) => {
    for (const path of [...files.keys()].filter((name) => name.startsWith(first(files)))) files.set(path.replace(first(files), `data/received/${'1'.repeat(64)}/`), fileOf(files, path));
  }),
  {
    what: 'what had been received: the entry that tells of it written otherwise, by the holder of all keys',
    of: 'received',
    finds: ['received-misstated'],
    alter: (files, { made }) => rewriteLog(files, made.keys, (entries) => void (payloadOf(entries, 'bundle-received')['log'] = `postquem/log/${'0'.repeat(36)}`)),
  },
  {
    what: 'what had been received: the entry that tells of it taken out of the log, by the holder of all keys',
    of: 'received',
    finds: ['received-not-recorded'],
    alter: (files, { made }) => rewriteLog(files, made.keys, (entries) => void (payloadOf(entries, 'bundle-received')['bundle'] = '0'.repeat(64))),
  },
  {
    what: 'what had been received: a copy said to come from the receipt of another item, by the holder of all keys',
    of: 'received',
    finds: ['received-misstated'],
    alter: (files, { made }) => rewriteLog(files, made.keys, (entries) => void ((payloadOf(entries, 'item-received')['carriedFrom'] as { seq: number }).seq = 0)),
  },
  {
    what: 'what had been received: two states of one log that contradict each other',
    of: 'received',
    finds: ['parts-contradict'],
    alter: async (files, { made, whole }) => {
      // The second custodian's part is replaced by another log of the name of the first, with the first's own keys.
      const prefix = second(files);
      const entries = entriesIn(whole.files).slice(0, 3);
      entries[2] = { ...(entries[2] as Entry), at: '2020-01-01T00:00:00.000Z' };
      for (const path of [...files.keys()].filter((name) => name.startsWith(prefix))) files.delete(path);
      layLog(files, prefix, { log: entries[0]?.log ?? '', keys: whole.keys, entries: [...entries, ...entriesIn(whole.files).slice(3)].map((entry) => makeEntryBytes({ ...entry, salt: entry.seq === 3 ? '0'.repeat(32) : entry.salt })), }, [0, 1, 2, 3]);
      await resealAll(files, made.keys);
    },
  },
];

function payloadOf(entries: readonly Entry[], type: string): Record<string, unknown> {
  const entry = entries.find((one) => one.type === type);
  if (entry === undefined) throw new Error(`there is no ${type}`);
  return entry.payload;
}
