import { flip, remove, rename, type BundleAlteration } from './alteration.ts';
import { pathLike, type BundleFiles } from './bundle-files.ts';
import { reseal } from './reseal.ts';

/** A class of files of a bundle. */
interface FileClass {
  what: string;
  path: RegExp;
  /** What is said when the custodian seals the bundle again; none: these are the sender's own words. */
  altered: readonly string[];
  removed: readonly string[];
}

const keyFile = { altered: ['key-differs'], removed: ['key-differs'] };
const document = { altered: ['document-differs'], removed: ['document-missing'] };

const payloadClasses: readonly FileClass[] = [
  { what: 'an evidentiary copy', path: /^data\/originals\//, altered: ['original-differs'], removed: ['original-missing'] },
  { what: 'a poster', path: /^data\/keyframes\/.*\.jpg$/, ...document },
  { what: 'a picture made on demand', path: /^data\/keyframes\/.*\.png$/, ...document },
  { what: 'a report of a witness', path: /^data\/reports\/(?!e3b0c442).*\.txt$/, ...document },
  { what: 'a document', path: /^data\/reports\/.*\.json$/, ...document },
  { what: 'a request for a time stamp', path: /\.tsq$/, ...document },
  { what: 'the reply of an authority', path: /\.tsr$/, ...document },
  { what: 'the pinned root certificates', path: /\.roots\.pem$/, ...document },
  { what: 'the checkpoint', path: /^data\/log\/checkpoint$/, altered: ['checkpoint-unreadable', 'checkpoint-signature-invalid', 'part-missing'], removed: ['part-missing'] },
  { what: 'an entry', path: /^data\/log\/entries\/(?![01]\.)\d+\.json$/, altered: ['proof-invalid'], removed: ['file-unexplained'] },
  { what: 'the entry that opened the case', path: /^data\/log\/entries\/0\.json$/, altered: ['proof-invalid'], removed: ['entry-missing'] },
  { what: 'the entry that names the keys', path: /^data\/log\/entries\/1\.json$/, altered: ['proof-invalid', 'custodian-not-named'], removed: ['custodian-not-named'] },
  { what: 'a proof', path: /^data\/log\/proofs\/(?![01]\.)/, altered: ['proof-unreadable', 'proof-invalid', 'proof-of-another-checkpoint'], removed: ['proof-missing'] },
  { what: "the log's verifier key", path: /log\.vkey$/, ...keyFile },
  { what: "the log's key as PEM", path: /log\.pub\.pem$/, ...keyFile },
  { what: "the custodian's key", path: /custodian\.pub$/, ...keyFile },
  { what: 'the allowed signers', path: /custodian\.signers$/, ...keyFile },
  { what: 'an earlier checkpoint', path: /^data\/log\/checkpoints\//, altered: ['earlier-checkpoint-invalid', 'anchor-incomplete'], removed: ['anchor-incomplete'] },
  {
    what: 'the proof that continues a stamped checkpoint', path: /^data\/log\/consistency-/,
    altered: ['consistency-unreadable', 'consistency-invalid', 'proof-of-another-checkpoint'], removed: ['consistency-missing'],
  },
  { what: 'case.json', path: /^data\/case\.json$/, altered: ['case-document-differs'], removed: ['case-document-differs'] },
  { what: 'case.jsonld', path: /^data\/case\.jsonld$/, altered: [], removed: [] },
  { what: 'the report', path: /^data\/report\.html$/, altered: [], removed: [] },
  { what: 'the printed report', path: /^data\/report\.pdf$/, altered: [], removed: [] },
];

/** Of tag files what is found without a seal; `thing` where it is another than the file. */
const tagClasses: readonly { what: string; path: string; altered: readonly string[]; removed: readonly string[]; thing?: string }[] = [
  { what: 'bagit.txt', path: 'bagit.txt', altered: ['digest-differs'], removed: ['file-missing', 'declaration-missing'] },
  { what: 'bag-info.txt', path: 'bag-info.txt', altered: ['digest-differs'], removed: ['file-missing'] },
  { what: 'the manifest', path: 'manifest-sha256.txt', altered: ['digest-differs'], removed: ['file-missing'] },
  { what: 'the tag manifest', path: 'tagmanifest-sha256.txt', altered: ['signature-invalid'], removed: ['signature-invalid'], thing: 'tagmanifest-sha256.txt.sig' },
  { what: 'the signature', path: 'tagmanifest-sha256.txt.sig', altered: ['signature-invalid', 'signed-by-another-key'], removed: ['signature-missing'] },
  { what: 'verify.html', path: 'verify.html', altered: ['digest-differs'], removed: ['file-missing'] },
  { what: 'HOW-TO-CHECK.txt', path: 'HOW-TO-CHECK.txt', altered: ['digest-differs'], removed: ['file-missing'] },
];

const exactly = (path: string): RegExp => new RegExp(path.replaceAll('.', String.raw`\.`));

/** By somebody on the way, who has no key: every class of file in every way. */
export const onTheWay: readonly BundleAlteration[] = [
  ...payloadClasses.flatMap(({ what, path: pattern }): BundleAlteration[] => {
    const about = (_files: BundleFiles, { made }: { made: { files: BundleFiles } }): RegExp => exactly(pathLike(made.files, pattern));
    return [
      { what: `a flipped bit in ${what}`, alter: (files) => flip(files, pathLike(files, pattern)), finds: ['digest-differs'], about },
      { what: `${what}, emptied`, alter: (files) => void files.set(pathLike(files, pattern), new Uint8Array()), finds: ['digest-differs'], about },
      { what: `${what}, removed`, alter: (files) => remove(files, pathLike(files, pattern)), finds: ['file-missing'], about },
      { what: `${what}, renamed`, alter: (files) => rename(files, pathLike(files, pattern), `${pathLike(files, pattern)}.old`), finds: ['file-missing'], about },
      { what: `a file added beside ${what}`, alter: (files) => void files.set(`${pathLike(files, pattern)}.new`, new Uint8Array(1)), finds: ['file-not-listed'], about },
    ];
  }),
  ...tagClasses.flatMap(({ what, path, altered, removed, thing }): BundleAlteration[] => {
    const about = (): RegExp => exactly(thing ?? path);
    return [
      { what: `a flipped bit in ${what}`, alter: (files) => flip(files, path), finds: altered, about },
      { what: `${what}, emptied`, alter: (files) => void files.set(path, new Uint8Array()), finds: altered, about },
      { what: `${what}, removed`, alter: (files) => remove(files, path), finds: removed, about },
      { what: `${what}, renamed`, alter: (files) => rename(files, path, `${path}.old`), finds: removed, about },
      { what: `a file added beside ${what}`, alter: (files) => void files.set(`${path}.new`, new Uint8Array(1)), finds: ['tag-file-unprotected'], about: () => exactly(`${path}.new`) },
    ];
  }),
];

/** By the sender, who seals the bundle anew with the custodian's key: what the log's proofs and entries say of it. */
export const bySender: readonly BundleAlteration[] = payloadClasses.filter(({ altered }) => altered.length > 0).flatMap(({ what, path: pattern, altered, removed }): BundleAlteration[] => {
  const path = (files: BundleFiles): string => pathLike(files, pattern);
  const row = (words: string, act: (files: BundleFiles) => void, finds: readonly string[]): BundleAlteration => ({
    what: `${words}, sealed by the custodian`,
    alter: (files, { made: { keys } }) => {
      act(files);
      reseal(files, keys.custodian);
    },
    finds,
  });
  return [
    row(`a flipped bit in ${what}`, (files) => flip(files, path(files)), altered),
    row(`${what}, emptied`, (files) => void files.set(path(files), new Uint8Array()), altered),
    row(`${what}, removed`, (files) => remove(files, path(files)), removed),
    row(`${what}, renamed`, (files) => rename(files, path(files), `${path(files)}.old`), [...removed, 'file-unexplained']),
    row(`a file added beside ${what}`, (files) => void files.set(`${path(files)}.new`, new Uint8Array(1)), ['file-unexplained']),
  ];
});

/** What the sender alone answers for: it may be altered or left out before the seal, and the verifier says that it does not vouch for it. */
export const sendersWords: readonly string[] = ['data/case.jsonld', 'data/report.html', 'data/report.pdf', 'verify.html', 'HOW-TO-CHECK.txt'];
