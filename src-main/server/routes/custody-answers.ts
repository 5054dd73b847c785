import type { Context, Hono } from 'hono';
import {
  acceptAnchor, anchorFile, browseLog, checkCase, checkpointNote, integrityOfCase, listRoots, pageOfSignedCheckpoints, proveContinuation, proveEntry, requestAnchor, showCustody, showEntry,
  type AnchorAnswer, type CheckedCase, type ReadableCase,
} from '../../engine/index.ts';
import { custodyFiles, custodyRoutes, type CheckResult, type Custody, type ListedCheckpoint } from '../../shared/api/custody.ts';
import type { InputOf, OutputOf } from '../../shared/api/route.ts';
import { CaseError } from '../../shared/errors.ts';
import type { VerificationProgress } from '../../shared/verification.ts';
import { answer } from '../answer.ts';
import type { JobReport, Work } from '../jobs.ts';
import type { Surface } from '../surface.ts';

const pageSize = 100;

/** The log, its checkpoints and time stamps, and checking all of it. */
export function answerAboutCustody(app: Hono, surface: Surface): void {
  const { cases } = surface;
  answer(app, custodyRoutes.custody, () => toCustody(cases.readable));
  answer(app, custodyRoutes.log, async ({ limit = pageSize, kinds, ...wish }, context) => {
    const { acts, lookedTo, size } = await browseLog(cases.readable, { ...wish, limit, kinds: kinds?.split(',') }, context.req.raw.signal);
    return { acts: acts.map(({ seq, at, actor, type, sentence, leaf, item = null }) => ({ seq, at, actor, type, sentence, leaf, item })), lookedTo, size };
  });
  answer(app, custodyRoutes.checkpoints, ({ below, limit = pageSize }) => {
    const page = pageOfSignedCheckpoints(cases.readable, { below, limit });
    return { checkpoints: page.map(toListed), next: page.length < limit ? null : (page.at(-1)?.size ?? null) };
  });
  answerAboutChecks(app, surface);
  answerAboutAnchors(app, surface);
  giveFiles(app, surface);
}

const toListed = ({ size, seq, signedAt, root }: { size: number; seq: number; signedAt: string; root: string }): ListedCheckpoint => ({ size, entry: seq, signedAt, root });

function toCustody(readable: ReadableCase): Custody {
  const { info, custodian, logKey, fork } = readable;
  const { entries, head, checkpoints, requests, anchors } = showCustody(readable);
  return {
    log: info.log,
    custodian: { name: custodian.name, fingerprint: custodian.fingerprint },
    key: { fingerprint: logKey.fingerprint, verifierKey: logKey.verifierKey },
    entries,
    head: head === undefined ? null : { ...toListed(head), text: head.text },
    isForked: fork !== undefined,
    checkpoints,
    requests: requests.map(({ seq, size, requestedAt }) => ({ entry: seq, size, requestedAt, isAnswered: anchors.some(({ requestSeq }) => requestSeq === seq) })),
    anchors: anchors.map(({ seq, requestSeq, size, genTime, accuracyMs, authority, rootSha256, acceptedAt }) => ({ entry: seq, request: requestSeq, size, genTime, accuracyMs, authority, rootSha256, acceptedAt })),
  };
}

/** Checking the case as work. What the newest check came to is held for as long as the case is open. */
function answerAboutChecks(app: Hono, { cases, jobs, means: { clock } }: Surface): void {
  const results = new WeakMap<ReadableCase, CheckResult>();
  const running = (): string | null => jobs.list().find(({ kind, state }) => kind === 'verify' && state === 'running')?.id ?? null;
  answer(app, custodyRoutes.check, () => ({ running: running(), last: results.get(cases.readable) ?? null }));
  answer(app, custodyRoutes.beginCheck, (wish) => {
    const target = cases.readable;
    if (running() !== null) throw new CaseError('check-running');
    return { job: jobs.begin(checking(target, wish, { now: () => new Date(clock.now()).toISOString(), keep: (result) => results.set(target, result) })) };
  });
}

type Wish = InputOf<typeof custodyRoutes.beginCheck>;

function checking(target: ReadableCase, { pin, held = [], cosigners, quick }: Wish, { now, keep }: { now(): string; keep(result: CheckResult): void }): Work {
  return {
    kind: 'verify',
    about: '',
    unit: 'entries',
    canRetry: true,
    run: async (report, signal) => {
      const startedAt = now();
      const checked = await checkCase({
        folder: target.folder,
        pin: pin === '' ? undefined : pin,
        heldCheckpoints: held.map(({ name, text }) => ({ name, note: text })),
        ...(cosigners === undefined ? {} : { cosigners }),
        quick: quick === true,
        signal,
        onProgress: stretchOfCheck(report),
      });
      keep(toResult(checked, { startedAt, endedAt: now(), held: held.map(({ name }) => name) }));
      const faults = checked.findings.filter(({ isRemark }) => !isRemark).length + checked.findingsNotListed;
      const files = checked.files.sizesOnly ? { sizesCompared: checked.files.checked } : { filesChecked: checked.files.checked };
      return { entriesChecked: checked.entries, ...files, faults, remarks: checked.findings.filter(({ isRemark }) => isRemark).length };
    },
  };
}

/** The log is read and followed at the same time: an entry counts half when it was read, half when it was followed. Then the files. */
function stretchOfCheck(report: JobReport): (progress: VerificationProgress) => void {
  const done = { log: 0, rows: 0 };
  return ({ stage, done: now, of }) => {
    if (stage === 'files') return report.progress({ done: now, of, unit: 'bytes' });
    done[stage] = now;
    report.progress({ done: Math.floor((done.log + done.rows) / 2), of, unit: 'entries' });
  };
}

function toResult({ log, fingerprint, pinned, entries, signedSize, checkpoints, anchors, files, cosignatures, findings, findingsNotListed, proved, notProved }: CheckedCase, when: Pick<CheckResult, 'startedAt' | 'endedAt' | 'held'>): CheckResult {
  return {
    ...when, log, fingerprint, pinned, entries, signedSize, checkpoints, anchors: anchors.length,
    files: { checked: files.checked, bytes: files.bytes, sizesOnly: files.sizesOnly },
    cosignatures: cosignatures.map(({ size, name, at }) => ({ size, name, at })),
    findings: findings.map(({ code, sentence, isRemark, thing, expected, actual }) => ({ code, sentence, isRemark, thing, expected, actual })),
    findingsNotListed, proved, notProved,
  };
}

function answerAboutAnchors(app: Hono, { cases, events }: Surface): void {
  const recorded = (): void => {
    const { entries, signedSize } = integrityOfCase(cases.readable);
    events.tell({ event: 'log', entries, signedSize });
  };
  answer(app, custodyRoutes.requestAnchor, async () => {
    const target = cases.writable;
    const { size } = await requestAnchor(target);
    recorded();
    return { entry: showCustody(target).requests[0]?.seq ?? 0, size };
  });
  answer(app, custodyRoutes.listRoots, ({ pem }) => listRoots(pem));
  answer(app, custodyRoutes.acceptAnchor, async ({ reply, rootsPem }) => {
    const answered = toAccepted(await acceptAnchor(cases.writable, { reply: Buffer.from(reply, 'base64'), rootsPem }));
    if (answered.accepted) recorded();
    return answered;
  });
}

function toAccepted(answered: AnchorAnswer): OutputOf<typeof custodyRoutes.acceptAnchor> {
  if (!answered.accepted) return { accepted: false, faults: answered.faults.map(({ code, detail, expected = null, actual = null }) => ({ code, detail, expected, actual })) };
  const { size, facts: { genTime, accuracyMs = null, authority, rootSha256 }, recordedBefore = null } = answered;
  return { accepted: true, size, genTime, accuracyMs, authority, rootSha256, recordedBefore };
}

interface FileToTake {
  name: string;
  bytes: Uint8Array | string;
}

/** Files to take out: each is a download that no browser makes a page of. */
function giveFiles(app: Hono, { cases }: Surface): void {
  const give = (address: (named: number) => string, read: (readable: ReadableCase, named: number) => Promise<FileToTake> | FileToTake): void => {
    app.get(address(0).replace('/0/', '/:named/'), async (context) => {
      const { name, bytes } = await read(cases.readable, numberIn(context));
      return new Response(Buffer.from(bytes), { headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename="${name}"` } });
    });
  };
  const stamping = (part: 'request' | 'reply' | 'roots', ending: string) => (readable: ReadableCase, entry: number): FileToTake => {
    const { size, bytes } = anchorFile(readable, entry, part);
    return { name: `checkpoint-${size}${ending}`, bytes };
  };
  give(custodyFiles.checkpoint, (readable, size) => ({ name: `checkpoint-${size}.txt`, bytes: checkpointNote(readable, size) }));
  give(custodyFiles.continuation, async (readable, size) => {
    const { newSize, proof } = await proveContinuation(readable, size);
    return { name: `from-${size}-to-${newSize}.consistency`, bytes: proof };
  });
  give(custodyFiles.request, stamping('request', '.tsq'));
  give(custodyFiles.reply, stamping('reply', '.tsr'));
  give(custodyFiles.roots, stamping('roots', '-roots.pem'));
  give(custodyFiles.proof, (readable, entry) => ({ name: `entry-${entry}.tlog-proof`, bytes: proveEntry(readable, entry).proof }));
  give(custodyFiles.entry, (readable, entry) => ({ name: `entry-${entry}.json`, bytes: showEntry(readable, entry).bytes }));
}

function numberIn(context: Context): number {
  const text = context.req.param('named') ?? '';
  if (!/^\d{1,15}$/.test(text)) throw new CaseError('request-invalid', { detail: `"${text.slice(0, 40)}" is no number` });
  return Number(text);
}
