import {
  exportBundle, inspectBundle, receiveBundle, tellBundle, writeReport, type ExportProgress, type InspectedBundle, type ReceivingProgress, type ReceivingSummary, type ToldBundle,
} from '../../engine/index.ts';
import { handOverRoutes, mostListed, type BundleReport, type Receiving, type WrittenBundle } from '../../shared/api/hand-over.ts';
import { identitiesIn } from '../../shared/age-identities.ts';
import type { InputOf, OutputOf } from '../../shared/api/route.ts';
import { parseSha256 } from '../../shared/digest.ts';
import { CaseError } from '../../shared/errors.ts';
import type { JobReport } from '../jobs.ts';
import type { Surface } from '../surface.ts';
import { effectiveChoices } from '../tool-choices.ts';
import { itemTeller } from './job-answers.ts';
import type { TellingWork } from './job-results.ts';
import { tellLog } from './tell-log.ts';

/** What opens or closes a bundle is held until it is used, and not for as long as the job is listed: nothing of this can be given again. */
function once<T>(secret: T): () => T {
  let held: { secret: T } | undefined = { secret };
  return () => {
    if (held === undefined) throw new CaseError('internal', { detail: 'a secret was asked for twice' });
    const { secret: given } = held;
    held = undefined;
    return given;
  };
}

/** Write a bundle, as work. */
export function exporting(surface: Surface, { choice, out, zip, originals, pdf, age }: InputOf<typeof handOverRoutes.handOver>): TellingWork<WrittenBundle> {
  const target = surface.cases.writable;
  const takeAge = once(age !== undefined && 'passphrase' in age ? { passphrase: age.passphrase.normalize('NFC') } : age);
  const telling: TellingWork<WrittenBundle> = {
    result: null,
    work: {
      kind: 'export',
      about: out,
      unit: 'bytes',
      canRetry: false,
      run: async (report, signal) => {
        const checks: BundleReport[] = [];
        const written = await exportBundle(target, {
          choice, out, zip, originals, age: takeAge(), print: pdf ? { browser: browserOf(surface) } : undefined, signal,
          onProgress: ({ stage, done, of }: ExportProgress) => report.progress({ stage, done, of }),
          onVerified: (check) => checks.push(toReport(tellBundle(check, []))),
        });
        const [verified] = checks;
        if (verified === undefined) throw new CaseError('internal', { detail: 'the bundle was written and its check told nothing' });
        const { path, bundle, items, entries, files, bytes, encryptedTo = null, noPdfBecause = null, entry } = written;
        telling.result = { path, bundle, items, entries, files, bytes, originals: written.originals, encryptedTo, noPdfBecause, entry, report: verified };
        tellLog(surface);
        return { itemsLeft: items, entriesLeft: entries };
      },
    },
  };
  return telling;
}

function browserOf({ means, settings }: Surface): string | undefined {
  return effectiveChoices(means.chosen ?? {}, settings).browser;
}

type Incoming = InputOf<typeof handOverRoutes.checkIncoming>;

function incomingOf({ path, pin, rootsPem, age }: Incoming) {
  return { path, pin: pin === '' ? undefined : pin, rootsPem, age: openingOf(age) };
}

function openingOf(age: Incoming['age']): { identities: string[] } | { passphrase: string } | undefined {
  if (age === undefined || 'passphrase' in age) return age === undefined ? undefined : { passphrase: age.passphrase.normalize('NFC') };
  const identities = identitiesIn(age.identities);
  if (identities.length === 0) throw new CaseError('argument-invalid', { detail: 'There is no key in it: a line that begins with AGE-SECRET-KEY-1. Nothing was changed.' });
  return { identities };
}

/** Check a bundle of somebody else, as work. */
export function checkingIncoming(surface: Surface, wish: Incoming): TellingWork<Receiving> {
  const target = surface.cases.writable;
  const { path } = wish;
  const takeWish = once(incomingOf(wish));
  const telling: TellingWork<Receiving> = {
    result: null,
    work: {
      kind: 'verify-bundle',
      about: path,
      unit: 'entries',
      canRetry: false,
      run: async (report, signal) => {
        const inspected = await inspectBundle(target, { ...takeWish(), signal, onProgress: stretchOf(report) });
        telling.result = toChecked(path, inspected);
        return { bundleFaults: inspected.told.faults };
      },
    },
  };
  return telling;
}

/** Take a bundle in, as work. */
export function receiving(surface: Surface, wish: InputOf<typeof handOverRoutes.receive>): TellingWork<Receiving> {
  const target = surface.cases.writable;
  const { asRead, despiteFindings, path } = wish;
  const takeWish = once(incomingOf(wish));
  const telling: TellingWork<Receiving> = {
    result: null,
    work: {
      kind: 'receive',
      about: path,
      unit: 'entries',
      canRetry: false,
      run: async (report, signal) => {
        const [tellItems] = itemTeller(surface);
        const read = { bundle: parseSha256(asRead.bundle), findingCount: asRead.findingCount };
        const summary = await receiveBundle(target, { ...takeWish(), asRead: read, despiteFindings, signal, onProgress: stretchOf(report) });
        telling.result = toReceived(path, summary);
        tellItems();
        tellLog(surface);
        for (const { path: name, reason } of summary.notReceived) report.notReceived({ name, reason });
        return { received: summary.received.length, receivedBefore: summary.receivedBefore, notReceived: summary.notReceived.length };
      },
    },
  };
  return telling;
}

/** The stretches of checking and of taking in, each by what it counts. */
function stretchOf(report: JobReport): (progress: ReceivingProgress) => void {
  return ({ stage, done, of }) => {
    if (stage === 'digests') report.progress({ stage: 'checked', unit: 'bytes', done, of });
    else if (stage === 'kept') report.progress({ stage: 'kept', unit: 'bytes', done, of });
    else if (stage === 'entries') report.progress({ unit: 'entries', done, of });
  };
}

function toChecked(path: string, { sender, isSigned, told, before }: InspectedBundle): Receiving {
  return { path, outcome: 'checked', sender: toSender(sender), isSigned, report: toReport(told), before: before ?? null, entry: null, newItems: 0, furtherReceipts: 0, receivedBefore: 0, resumed: false, notReceived: [] };
}

function toReceived(path: string, { outcome, sender, isSigned, check, zip, entry, received, receivedBefore, resumed, notReceived }: ReceivingSummary): Receiving {
  const newItems = received.filter(({ newItem }) => newItem).length;
  return {
    path, outcome, sender: toSender(sender), isSigned, report: toReport(tellBundle(check, zip)), before: null, entry: entry ?? null, newItems, furtherReceipts: received.length - newItems, receivedBefore, resumed,
    notReceived: notReceived.slice(0, mostListed).map(({ path: name, reason }) => ({ path: name, reason })),
  };
}

function toSender({ name, affiliation, key, log }: InspectedBundle['sender']): Receiving['sender'] {
  return { name, affiliation: affiliation ?? null, key, log };
}

function toReport({ bundle, disclosure, signedBy, parts, findings, ...told }: ToldBundle): BundleReport {
  const list = (isRemark: boolean) => findings.filter((one) => one.isRemark === isRemark).slice(0, mostListed).map(({ code, thing, sentence, expected, actual }) => ({ code, thing, sentence, expected, actual }));
  return {
    ...told, bundle: bundle ?? null, disclosure: disclosure ?? null, signedBy: signedBy ?? null,
    parts: parts.map(({ custodian: { name, affiliation = null, fingerprint }, log, covers = null, ...part }) => ({ ...part, covers, custodian: { name, affiliation, key: fingerprint, log } })),
    findings: list(false),
    remarks: list(true),
  };
}

type Report = NonNullable<OutputOf<typeof handOverRoutes.writtenReport>['report']>;

/** Write the report alone, as work. */
export function reporting(surface: Surface, { choice, out }: InputOf<typeof handOverRoutes.writeReport>): TellingWork<Report> {
  const target = surface.cases.writable;
  const telling: TellingWork<Report> = {
    result: null,
    work: {
      kind: 'report',
      about: out,
      unit: 'items',
      canRetry: false,
      run: async (_report, signal) => {
        const { path, form, sha256, bytes, printedBy = null, note, entry, items } = await writeReport(target, { choice, out, browser: browserOf(surface), signal });
        telling.result = { path, form, sha256, bytes, printedBy, asHtmlInstead: note !== undefined, entry };
        tellLog(surface);
        return { itemsReported: items };
      },
    },
  };
  return telling;
}
