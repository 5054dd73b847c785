import { readRoots } from '../../../src-main/format/timestamp/certificates.ts';
import { verifierKey } from '../../../src-main/format/key-names.ts';
import { makeConsistencyProof } from '../../../src-main/format/merkle-tree.ts';
import { seqOfEntryPath } from '../../../src-main/format/bundle/layout.ts';
import { writeConsistencyProof } from '../../../src-main/format/consistency-proof.ts';
import { makeEntryBytes } from '../../../src-main/format/entry.ts';
import { readable, sha256 } from '../../format/known-keys.ts';
import { edit, flip, remove, rename, swap, type AboutBundles, type BundleAlteration } from './alteration.ts';
import { bytesOf, fileOf, pathLike, textOf, type BundleFiles } from './bundle-files.ts';
import { entriesIn, layLog, redocument, resealAll, rewriteLog, subtreesOf } from './forged-log.ts';
import { relist, reseal } from './reseal.ts';

type Alter = (files: BundleFiles, about: AboutBundles) => void | Promise<void>;

/** The custodian seals what was altered: nothing but the log speaks against it. */
const sealed = (alter: Alter): Alter => async (files, about) => {
  await alter(files, about);
  reseal(files, about.made.keys.custodian);
};

/** The same, and case.json is made anew from what is left. */
const documented = (alter: Alter): Alter => sealed(async (files, about) => {
  await alter(files, about);
  await redocument(files);
});

const entry = (seq: number | undefined): string => `data/log/entries/${seq}.json`;
const proof = (seq: number | undefined): string => `data/log/proofs/${seq}.tlog-proof`;
/** The paths of two entries that are there, neither of them one of the first two, and of one that is not. */
const here = (files: BundleFiles, nth = 0): number => seqsIn(files).filter((seq) => seq > 1)[nth] ?? 0;
const notHere = (files: BundleFiles): number => seqsIn(files).findIndex((seq, n) => seq !== n);
const putAgain = (files: BundleFiles, { from, to }: { from: number; to: number }): void => [entry, proof].forEach((path) => void files.set(path(to), fileOf(files, path(from))));
const seqsIn = (files: BundleFiles): number[] => [...files.keys()].flatMap((path) => seqOfEntryPath('data/', path) ?? []).toSorted((a, b) => a - b);
const original = (files: BundleFiles): string => pathLike(files, /^data\/originals\//);
const stamped = (files: BundleFiles): string => /\d+$/.exec(pathLike(files, /^data\/log\/checkpoints\//))?.[0] ?? '';
const leaveOut: (type: string, nth?: number) => Alter = (type, nth = 0) => (files, { made }) => remove(files, entry(made.entriesOf(type).at(nth)), proof(made.entriesOf(type).at(nth)));

export const ofSignature: readonly BundleAlteration[] = [
  {
    what: 'another evidentiary copy, with every list made to fit',
    alter: (files) => {
      files.set(original(files), bytesOf('another film'));
      relist(files);
    },
    finds: ['signature-invalid'],
  },
  { what: 'the seal of somebody else', alter: (files, { anybody }) => reseal(files, anybody), finds: ['signed-by-another-key'] },
  { what: "the seal of the log's key instead of the custodian's", alter: (files, { made }) => reseal(files, made.keys.log), finds: ['signed-by-another-key'] },
  { what: 'a seal that was made for another purpose', alter: (files, { made }) => reseal(files, made.keys.custodian, 'postquem-receipt'), finds: ['signature-invalid'] },
  { what: 'the seal of another bundle of the same custodian', alter: (files, { whole }) => void files.set('tagmanifest-sha256.txt.sig', fileOf(whole.files, 'tagmanifest-sha256.txt.sig')), finds: ['signature-invalid'] },
  {
    what: "somebody else's key put in place of the custodian's wherever it lies, and their seal",
    alter: (files, { anybody, stranger }) => {
      for (const path of ['data/log/custodian.pub', 'data/log/custodian.signers']) files.set(path, fileOf(stranger.files, path));
      reseal(files, anybody);
    },
    finds: ['signed-by-another-key'],
  },
  { what: "somebody else's keys in the files of keys", alter: sealed((files, { stranger }) => ['custodian.pub', 'custodian.signers', 'log.vkey', 'log.pub.pem'].forEach((name) => files.set(`data/log/${name}`, fileOf(stranger.files, `data/log/${name}`)))), finds: ['key-differs'] },
  { what: 'allowed signers that allow for every purpose', alter: sealed((files) => edit(files, 'data/log/custodian.signers', / namespaces="[^"]*"/, '')), finds: ['key-differs'] },
  { what: 'a pin of somebody else', alter: () => undefined, finds: ['pin-differs'], reader: ({ anybody }) => ({ pin: verifierKey(sha256, 'postquem/log/00000000-0000-0000-0000-000000000000', anybody.publicKey) }) },
];

const info = (what: string, from: string | RegExp, to: string, finds: readonly string[] = ['bundle-info-differs']): BundleAlteration => ({
  what: `bag-info.txt that ${what}`,
  alter: sealed((files) => edit(files, 'bag-info.txt', from, to)),
  finds,
});

export const ofTagFiles: readonly BundleAlteration[] = [
  info('names another log', /^Postquem-Log: .*$/m, `Postquem-Log: postquem/log/${'0'.repeat(36)}`),
  info('calls a selection the whole log', 'Postquem-Disclosure: selected', 'Postquem-Disclosure: whole', ['entry-missing']),
  info('says that the copies were left out', 'Postquem-Originals: all', 'Postquem-Originals: none'),
  info('is of a version that is not known', 'Postquem-Bundle: 1', 'Postquem-Bundle: 2'),
  info('does not say that this is a bundle', /^Postquem-Bundle: 1\n/m, ''),
  info('says two things of one', /^Postquem-Disclosure: selected$/m, 'Postquem-Disclosure: selected\nPostquem-Disclosure: whole'),
  info('names another organisation', /^Source-Organization: .*$/m, 'Source-Organization: A court'),
  info('names another person', /^Contact-Name: .*$/m, 'Contact-Name: A judge'),
  info('names another checkpoint', /^Postquem-Checkpoint: ./m, 'Postquem-Checkpoint: x'),
  info('says nothing of the checkpoint', /^Postquem-Checkpoint: .*\n/m, ''),
  {
    what: 'lists by the looser rules of an older BagIt',
    alter: sealed((files) => edit(files, 'bagit.txt', '1.0', '0.97')),
    finds: ['bundle-info-differs'],
  },
  { what: 'another encoding of the tag files', alter: sealed((files) => edit(files, 'bagit.txt', 'UTF-8', 'ISO-8859-1')), finds: ['bundle-info-differs'] },
  { what: 'a fetch.txt', alter: sealed((files) => void files.set('fetch.txt', bytesOf('https://example.org/ 1 data/case.json\n'))), finds: ['file-unexplained'] },
  { what: 'a further tag file', alter: sealed((files) => void files.set('metadata/read-me.html', bytesOf('<script>'))), finds: ['file-unexplained'] },
  { what: 'a further tag manifest, which nothing protects', alter: (files) => void files.set('tagmanifest-md5.txt', new Uint8Array()), finds: ['tag-file-unprotected', 'manifest-not-listed'] },
  {
    what: 'a manifest that lists a file twice',
    // Without a seal: that would make the manifest anew.
    alter: (files) => edit(files, 'manifest-sha256.txt', /^(.*case\.json\n)/m, '$1$1'),
    finds: ['listed-twice'],
  },
];

export const ofTheLog: readonly BundleAlteration[] = [
  { what: 'a proof from the tree of an earlier bundle', alter: sealed((files, { whole }) => void files.set(proof(here(files)), fileOf(whole.files, proof(here(files))))), finds: ['proof-of-another-checkpoint'] },
  { what: 'a proof from the log of another case', alter: sealed((files, { stranger }) => void files.set(proof(here(files)), fileOf(stranger.files, proof(here(files))))), finds: ['proof-of-another-checkpoint'] },
  { what: 'the proof of another entry', alter: sealed((files) => void files.set(proof(here(files)), fileOf(files, proof(here(files, 1))))), finds: ['proof-invalid'] },
  { what: 'a proof with one hash too many', alter: sealed((files) => edit(files, proof(here(files)), /\n([A-Za-z0-9+/]{43}=)\n/, '\n$1\n$1\n')), finds: ['proof-invalid'] },
  { what: 'a proof that names another place', alter: sealed((files) => edit(files, proof(here(files)), /^index \d+$/m, 'index 0')), finds: ['proof-invalid'] },
  { what: 'the checkpoint of another case', alter: sealed((files, { stranger }) => void files.set('data/log/checkpoint', fileOf(stranger.files, 'data/log/checkpoint'))), finds: ['checkpoint-signature-invalid'] },
  { what: 'an earlier checkpoint of the same log', alter: sealed((files, { whole }) => void files.set('data/log/checkpoint', fileOf(whole.files, 'data/log/checkpoint'))), finds: ['proof-of-another-checkpoint'] },
  { what: 'two entries swapped', alter: sealed((files) => swap(files, entry(here(files)), entry(here(files, 1)))), finds: ['proof-invalid', 'entry-out-of-place'] },
  { what: 'two entries swapped together with their proofs', alter: sealed((files) => (swap(files, entry(here(files)), entry(here(files, 1))), swap(files, proof(here(files)), proof(here(files, 1))))), finds: ['proof-invalid', 'entry-out-of-place'] },
  { what: "an item's name altered in its receipt", alter: documented((files, { made }) => edit(files, entry(made.entriesOf('item-received')[0]), /"name":"[^"]*"/, '"name":"another.mov"')), finds: ['proof-invalid'] },
  { what: 'the time of an entry altered', alter: documented((files) => edit(files, entry(here(files)), /"at":"2026/, '"at":"2024')), finds: ['proof-invalid'] },
  { what: 'a newline behind an entry', alter: sealed((files) => edit(files, entry(here(files)), /$/, '\n')), finds: ['proof-invalid'] },
  { what: 'an entry of another log with its own proof', alter: sealed((files, { stranger }) => [entry(here(files)), proof(here(files))].forEach((path) => files.set(path, fileOf(stranger.files, path)))), finds: ['entry-of-another-log'] },
  { what: 'an entry put in once more under another number', alter: sealed((files) => putAgain(files, { from: here(files), to: notHere(files) })), finds: ['entry-out-of-place'] },
  { what: 'an entry behind the end of the log', alter: sealed((files) => [entry, proof].forEach((path) => files.set(path(9000), fileOf(files, path(here(files)))))), finds: ['proof-invalid'] },
  { what: 'an entry under a number with a leading zero', alter: sealed((files) => rename(files, entry(here(files)), `data/log/entries/0${here(files)}.json`)), finds: ['file-unexplained'] },
  { what: 'the last entry of a whole log left out', of: 'whole', alter: documented((files, { made }) => remove(files, ...[entry, proof].map((path) => path(entriesIn(made.files).length - 1)))), finds: ['entry-missing'] },
  { what: 'one entry of a whole log left out', of: 'whole', alter: documented((files) => remove(files, entry(here(files, 9)), proof(here(files, 9)))), finds: ['entry-missing'] },
];

export const ofTheSelection: readonly BundleAlteration[] = [
  { what: 'the receipt of an item left out while its examination stays', alter: documented(leaveOut('item-received')), finds: ['receipt-missing'] },
  { what: 'the import that a receipt belongs to left out', alter: documented(leaveOut('import-started')), finds: ['reference-missing'] },
  { what: 'evidence left out that an assessment rests on', alter: documented(leaveOut('evidence-recorded')), finds: ['reference-missing'] },
  { what: 'evidence left out that was withdrawn later', alter: documented(leaveOut('evidence-recorded', -1)), finds: ['reference-missing'] },
  { what: 'a claim left out while what was said about it stays', alter: documented(leaveOut('claim-recorded')), finds: ['reference-missing'] },
  { what: 'the assessment left out that a person had before them', alter: documented(leaveOut('claim-assessed', -1)), finds: ['reference-missing'] },
  { what: 'an examination left out that an assessment rests on', alter: documented(leaveOut('item-examined')), finds: ['reference-missing'] },
  { what: 'a note left out that another corrects', alter: documented(leaveOut('item-noted')), finds: ['reference-missing'] },
  { what: 'the request left out that a time stamp answers', alter: documented(leaveOut('anchor-requested')), finds: ['reference-missing', 'anchor-incomplete'] },
];

export const ofDocuments: readonly BundleAlteration[] = [
  { what: 'another evidentiary copy', alter: sealed((files) => void files.set(original(files), fileOf(files, 'data/case.json'))), finds: ['original-differs'] },
  { what: 'another evidentiary copy of the same length', alter: sealed((files) => flip(files, original(files), 0)), finds: ['original-differs'] },
  { what: 'an evidentiary copy with another ending', alter: sealed((files) => rename(files, original(files), original(files).replace('.mov', '.exe'))), finds: ['original-missing'] },
  { what: 'an evidentiary copy of which no entry speaks', alter: sealed((files, { made }) => void files.set(`data/originals/${made.other}.mov`, bytesOf('film'))), finds: ['file-unexplained'] },
  {
    what: 'the posters of two frames swapped',
    alter: sealed((files) => {
      const [a, b] = [...files.keys()].filter((path) => path.endsWith('.jpg'));
      swap(files, a ?? '', b ?? '');
    }),
    finds: ['document-differs'],
  },
  {
    what: 'the keyframe index replaced by the examination',
    alter: sealed((files) => {
      const index = pathOfJson(files, '"keyframes":');
      files.set(index, fileOf(files, pathOfJson(files, '"observations":')));
    }),
    finds: ['document-differs', 'document-unreadable'],
  },
  { what: "an item's name altered in case.json", alter: sealed((files) => edit(files, 'data/case.json', /"name":"[^"]*\.mov"/, '"name":"another.mov"')), finds: ['case-document-differs'] },
  { what: "a claim's verdict altered in case.json", alter: sealed((files) => edit(files, 'data/case.json', '"verdict":"consistent-but-unproven"', '"verdict":"supported"')), finds: ['case-document-differs'] },
  { what: 'evidence left out of case.json', alter: sealed((files) => edit(files, 'data/case.json', /"evidence":\[\{.*?\}\],/, '"evidence":[],')), finds: ['case-document-differs'] },
  { what: 'the custodian renamed in case.json', alter: sealed((files) => edit(files, 'data/case.json', '"name":"Tester"', '"name":"Nobody"')), finds: ['case-document-differs'] },
  { what: 'white space in case.json', alter: sealed((files) => edit(files, 'data/case.json', /^\{/, '{ ')), finds: ['case-document-differs'] },
  { what: 'a newline behind case.json', alter: sealed((files) => edit(files, 'data/case.json', /\}$/, '}\n')), finds: ['case-document-differs'] },
  { what: 'the case.json of another bundle', alter: sealed((files, { stranger }) => void files.set('data/case.json', fileOf(stranger.files, 'data/case.json'))), finds: ['case-document-differs'] },
  ...['data/read-me.txt', 'data/log/extra', 'data/log/entries/last.json', 'data/log/entries/sub/0.json', 'data/anchors/9.tsr', `data/keyframes/${'0'.repeat(64)}.jpg`, `data/reports/${'0'.repeat(64)}.json`, 'data/received/read-me.txt', 'data/verify.html'].map((path): BundleAlteration => (
    { what: `a further file ${path}`, alter: sealed((files) => void files.set(path, bytesOf('{}'))), finds: ['file-unexplained'], about: () => path }
  )),
  { what: 'a received part without a log', alter: sealed((files) => void files.set(`data/received/${'0'.repeat(64)}/reports/x`, bytesOf('{}'))), finds: ['custodian-not-named'] },
  {
    what: 'a received part that is the log of a stranger, of whom no entry tells',
    alter: documented((files, { stranger }) => {
      for (const [path, bytes] of stranger.files) if (path.startsWith('data/log/')) files.set(`data/received/${'0'.repeat(64)}/${path.slice('data/'.length)}`, bytes);
    }),
    finds: ['received-not-recorded', 'received-signature-invalid'],
  },
];

function pathOfJson(files: BundleFiles, holding: string): string {
  const path = [...files.keys()].find((name) => /^data\/reports\/.*\.json$/.test(name) && textOf(files, name).includes(holding));
  if (path === undefined) throw new Error(`no document holds ${holding}`);
  return path;
}

export const ofTimeStamps: readonly BundleAlteration[] = [
  { what: 'the reply of another authority', alter: sealed((files, { stranger }) => void files.set(pathLike(files, /\.tsr$/), fileOf(stranger.files, pathLike(stranger.files, /\.tsr$/)))), finds: ['document-differs'] },
  { what: 'the root certificates of another authority', alter: sealed((files, { stranger }) => void files.set(pathLike(files, /\.roots\.pem$/), fileOf(stranger.files, pathLike(stranger.files, /\.roots\.pem$/)))), finds: ['document-differs'] },
  { what: 'the stamped checkpoint of another case', alter: sealed((files, { stranger }) => void files.set(pathLike(files, /log\/checkpoints\//), fileOf(stranger.files, pathLike(stranger.files, /log\/checkpoints\//)))), finds: ['earlier-checkpoint-invalid'] },
  { what: 'a later checkpoint in place of the stamped one', alter: sealed((files) => void files.set(pathLike(files, /log\/checkpoints\//), fileOf(files, 'data/log/checkpoint'))), finds: ['earlier-checkpoint-invalid', 'anchor-invalid'] },
  { what: 'a proof that continues another checkpoint than the stamped one', alter: sealed((files) => edit(files, `data/log/consistency-${stamped(files)}`, /^old \d+/, 'old 7')), finds: ['consistency-invalid'] },
  {
    what: 'a root certificate of the reader that the stamp does not lead to',
    alter: () => undefined,
    finds: ['anchor-root-not-yours'],
    reader: ({ stranger }) => ({ roots: strangersRoots.get(stranger) ?? [] }),
  },
  {
    what: 'a log written anew by the holder of all keys, with the old stamp',
    of: 'whole',
    alter: (files, { made }) => rewriteLog(files, made.keys, renameFirst),
    finds: ['consistency-missing', 'proof-of-another-checkpoint', 'anchor-incomplete'],
  },
  {
    what: 'the same, with the proof left out that the log continues what was stamped',
    of: 'whole',
    alter: (files, { made }) => rewriteLog(dropConsistency(files), made.keys, renameFirst),
    finds: ['anchor-incomplete'],
  },
  {
    what: 'the same, with a proof for the log as it is now',
    of: 'whole',
    alter: async (files, { made }) => {
      await rewriteLog(files, made.keys, renameFirst);
      proveContinuing(files, Number(stamped(files)));
      await resealAll(files, made.keys);
    },
    finds: ['consistency-invalid'],
  },
  {
    what: 'the same, with the stamped checkpoint made anew as well',
    of: 'whole',
    alter: async (files, { made }) => {
      const size = Number(stamped(files));
      await rewriteLog(files, made.keys, renameFirst);
      const short: BundleFiles = new Map();
      layLog(short, 'data/', { log: entriesIn(files)[0]?.log ?? '', keys: made.keys, entries: entriesIn(files).slice(0, size).map((one) => makeEntryBytes(one)) });
      files.set(`data/log/checkpoints/${size}`, fileOf(short, 'data/log/checkpoint'));
      proveContinuing(files, size);
      await resealAll(files, made.keys);
    },
    finds: ['anchor-invalid'],
  },
  {
    what: 'a log written anew, where the reader holds a checkpoint of before',
    of: 'whole',
    alter: (files, { made }) => rewriteLog(files, made.keys, renameFirst),
    finds: ['held-checkpoint-differs'],
    reader: ({ made }) => ({ heldCheckpoints: [{ name: 'held', note: textOf(made.files, pathLike(made.files, /log\/checkpoints\//)) }] }),
  },
  {
    what: 'the proof left out that the log continues a checkpoint that the reader holds',
    alter: sealed((files, { whole }) => remove(files, `data/log/consistency-${entriesIn(whole.files).length}`)),
    finds: ['held-checkpoint-differs'],
    reader: ({ whole }) => ({ heldCheckpoints: [{ name: 'held', note: textOf(whole.files, 'data/log/checkpoint') }] }),
  },
];

/** Root certificates are read asynchronously, once. */
const strangersRoots = new WeakMap<object, Exclude<Awaited<ReturnType<typeof readRoots>>, { problem: string }>>();
export async function readStrangersRoots({ stranger }: AboutBundles): Promise<void> {
  strangersRoots.set(stranger, readable(await readRoots(textOf(stranger.files, pathLike(stranger.files, /\.roots\.pem$/)))));
}

function renameFirst(entries: { type: string; payload: Record<string, unknown> }[]): void {
  const received = entries.find(({ type }) => type === 'item-received');
  if (received === undefined) throw new Error('there is no receipt');
  received.payload['name'] = 'renamed.mov';
}

function dropConsistency(files: BundleFiles): BundleFiles {
  for (const path of files.keys()) if (path.startsWith('data/log/consistency-')) files.delete(path);
  return files;
}

function proveContinuing(files: BundleFiles, size: number): void {
  const entries = entriesIn(files).map((one) => makeEntryBytes(one));
  const hashes = makeConsistencyProof(sha256, { oldSize: size, newSize: entries.length }, subtreesOf(entries));
  files.set(`data/log/consistency-${size}`, bytesOf(writeConsistencyProof({ oldSize: size, hashes, checkpoint: textOf(files, 'data/log/checkpoint') })));
}
