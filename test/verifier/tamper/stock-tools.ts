import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { derivativePath } from '../../../src-main/format/case-folder.ts';
import { parseSha256 } from '../../../src-main/shared/digest.ts';
import { buildGo, goAvailable } from '../../format/live/go-tools.ts';
import { hasOpenssl } from '../../format/timestamp/local-authority.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0;

/** Whether this machine has what an outsider needs: Go's log packages, openssl, the sqlite3 shell. */
export const stockToolsAvailable = goAvailable && hasOpenssl && hasSqlite;

/** What an outsider knows of a case from before it was altered. */
export interface KnownBefore {
  verifierKey: string;
  /** What `sha256sum` printed of every kept file. */
  list: string;
  /** What `openssl pkey -pubout` printed of each key file. */
  keys: Record<string, string>;
  /** The built program test/format/go/check-case.go. */
  checkCase: string;
  /** An empty folder. */
  scratch: string;
}

/** What stock tools say of the parts of a case that they can judge: undefined when nothing speaks against it. */
export interface StockVerdict {
  log: string | undefined;
  files: string | undefined;
  stamps: string | undefined;
  keys: string | undefined;
}

const keyNames = ['log.pem', 'custodian.pem'];

export async function knownBefore(folder: string, verifierKey: string): Promise<KnownBefore> {
  const keys = Object.fromEntries(keyNames.map((name) => [name, publicKeyIn(folder, name)]));
  return { verifierKey, list: listOfFiles(folder), keys, checkCase: await buildGo('check-case'), scratch: await temporaryFolder() };
}

/** Judge a case with sqlite3, Go, sha256sum and openssl, none of them ours. Nothing in the case is changed. */
export function judgeByStockTools(folder: string, known: KnownBefore): StockVerdict {
  const differing = keyNames.filter((name) => existsSync(join(folder, 'keys', name)) && publicKeyIn(folder, name) !== known.keys[name]);
  return {
    log: judgeLog(folder, known),
    files: listOfFiles(folder) === known.list ? undefined : 'other files, or other bytes in them',
    stamps: judgeStamps(folder, known),
    keys: differing.length === 0 ? undefined : differing.join(),
  };
}

function sqlite(folder: string, query: string): string {
  const done = spawnSync('sqlite3', ['-readonly', join(folder, 'case.sqlite'), query], { encoding: 'utf8', maxBuffer: 1 << 28 });
  // A table that is gone has no rows.
  return done.stdout;
}

function judgeLog(folder: string, { checkCase, verifierKey }: KnownBefore): string | undefined {
  const entries = sqlite(folder, "SELECT json_object('seq', seq, 'bytes', hex(bytes), 'leaf', hex(leaf)) FROM log_entry ORDER BY seq");
  const checkpoints = sqlite(folder, "SELECT json_object('size', size, 'root', root, 'note', note) FROM checkpoint ORDER BY size");
  const done = spawnSync(checkCase, [verifierKey, join(folder, 'checkpoint')], { input: `${entries}${checkpoints}`, encoding: 'utf8' });
  if (done.status !== 0 && done.status !== 1) throw new Error(`check-case could not be asked: ${done.stderr}`);
  return done.status === 0 ? undefined : done.stdout;
}

/** Links are not followed: a link is not the file. */
function listOfFiles(folder: string): string {
  const list = 'find originals derivatives -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum';
  return spawnSync('sh', ['-c', list], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 24 }).stdout;
}

interface Stamp {
  reply: string;
  roots: string;
  note: string | null;
}

/** Every stamp that the log tells of, over the checkpoint as the log has it. */
function judgeStamps(folder: string, { scratch }: KnownBefore): string | undefined {
  const text = "CASE WHEN json_valid(CAST(bytes AS TEXT)) THEN CAST(bytes AS TEXT) ELSE '{}' END";
  const stamps = sqlite(
    folder,
    `WITH e AS MATERIALIZED (SELECT ${text} AS j FROM log_entry)
     SELECT json_object('reply', a.j ->> '$.payload.reply.sha256', 'roots', a.j ->> '$.payload.roots.sha256',
       'note', (SELECT c.j ->> '$.payload.note' FROM e c WHERE c.j ->> '$.type' = 'checkpoint-signed' AND c.j ->> '$.payload.size' = a.j ->> '$.payload.size'))
     FROM e a WHERE a.j ->> '$.type' = 'anchor-accepted'`,
  );
  const refused = stamps.split('\n').filter((line) => line !== '').map((line) => refusalOf(folder, scratch, JSON.parse(line) as Stamp));
  return refused.find((words) => words !== undefined);
}

function refusalOf(folder: string, scratch: string, { reply, roots, note }: Stamp): string | undefined {
  const data = join(scratch, 'checkpoint');
  writeFileSync(data, note ?? '');
  const kept = (digest: string): string => join(folder, derivativePath(parseSha256(digest)));
  const done = spawnSync('openssl', ['ts', '-verify', '-data', data, '-in', kept(reply), '-CAfile', kept(roots)], { encoding: 'utf8' });
  return done.stdout.includes('Verification: OK') && done.status === 0 ? undefined : `${done.stdout}${done.stderr}`;
}

function publicKeyIn(folder: string, name: string): string {
  try {
    return execFileSync('openssl', ['pkey', '-pubout'], { input: readFileSync(join(folder, 'keys', name)), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  } catch {
    return 'no key';
  }
}

// Which of our findings are about what a stock tool can see. The others are about rows, layouts and documents.
const seenInLog = /^(?:entry-(?:missing|unreadable|out-of-place|of-another-log)|leaf-differs|checkpoint-(?!file-older))/;
const seenInFiles = /^(?:file-missing|size-mismatch|digest-mismatch|not-a-regular-file)/;
const orphans = /^orphan-file/;

/**
 * Each part on which the stock tools and we do not say the same; empty when both sides agree, and where nobody can be
 * asked. `found`: what we say, as `code: thing`.
 */
export function disagreements(folder: string, known: KnownBefore | undefined, found: readonly string[]): string[] {
  return known === undefined ? [] : compare(judgeByStockTools(folder, known), found);
}

function compare(verdict: StockVerdict, found: readonly string[]): string[] {
  const weSay = (pattern: RegExp): boolean => found.some((finding) => pattern.test(finding));
  const differ = (part: string, theirs: string | undefined, ours: boolean): string[] =>
    (theirs !== undefined) === ours ? [] : [`${part}: they say ${theirs ?? 'nothing'}; we say ${found.join(', ') || 'nothing'}`];
  return [
    ...differ('log', verdict.log, weSay(seenInLog)),
    // A file that no entry names is seen by its being there; that its entry is gone shows in the log.
    ...differ('files', verdict.files, weSay(seenInFiles) || (verdict.files !== undefined && weSay(orphans))),
    // Not every byte of a reply is signed. We do not read one that lost its digest; that it did, sha256sum says.
    ...differ('stamps', verdict.stamps, weSay(/^anchor-invalid/) && (verdict.stamps !== undefined || verdict.files === undefined)),
    ...differ('keys', verdict.keys, weSay(/^key-differs/)),
  ];
}
