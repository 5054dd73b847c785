import { isAbsolute } from 'node:path';
import type { Hono } from 'hono';
import { custodyChain, findItemOrDigest, fileReceipt, listHandOvers, previewExport, signedReceipt, type CustodyChain, type ReadableCase } from '../../engine/index.ts';
import { handOverFiles, handOverRoutes, mostListed, type Chain } from '../../shared/api/hand-over.ts';
import { CaseError } from '../../shared/errors.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';
import { checkingIncoming, exporting, receiving, reporting } from './hand-over-work.ts';
import { JobResults } from './job-results.ts';
import { tellLog } from './tell-log.ts';

/** Handing over and receiving, receipts, and the way over several custodians. */
export function answerAboutHandOver(app: Hono, surface: Surface): void {
  const { cases } = surface;
  answer(app, handOverRoutes.handOvers, () => toHandOvers(cases.readable));
  answer(app, handOverRoutes.previewHandOver, async (wish) => {
    const { items, stays, ...told } = await previewExport(cases.readable, wish);
    return {
      ...told,
      items: { count: items.length, listed: items.slice(0, mostListed).map(({ id, name, bytes }) => ({ id, name, bytes })) },
      stays: { count: stays.length, listed: stays.slice(0, mostListed).map(({ name, type, alsoNames = null, restsOn = null }) => ({ name, type, alsoNames, restsOn })) },
    };
  });
  answer(app, handOverRoutes.custodyChain, async ({ item }) => toChain(cases.readable, await custodyChain(cases.readable, findItemOrDigest(cases.readable, item))));
  answerAboutReceipts(app, surface);
  answerAboutWork(app, surface);
}

function answerAboutWork(app: Hono, surface: Surface): void {
  const [written, received, reports] = [new JobResults<ReturnType<typeof exporting>['result']>(surface), new JobResults<ReturnType<typeof receiving>['result']>(surface), new JobResults<ReturnType<typeof reporting>['result']>(surface)];
  answer(app, handOverRoutes.handOver, (wish) => {
    refuseRelative(wish.out);
    return { job: written.begin(exporting(surface, wish)) };
  });
  answer(app, handOverRoutes.handedOver, ({ job }) => ({ written: written.of(job) }));
  answer(app, handOverRoutes.checkIncoming, (wish) => {
    refuseRelative(wish.path);
    return { job: received.begin(checkingIncoming(surface, wish)) };
  });
  answer(app, handOverRoutes.receive, (wish) => {
    refuseRelative(wish.path);
    return { job: received.begin(receiving(surface, wish)) };
  });
  answer(app, handOverRoutes.receiving, ({ job }) => ({ result: received.of(job) }));
  answer(app, handOverRoutes.writeReport, (wish) => {
    refuseRelative(wish.out);
    return { job: reports.begin(reporting(surface, wish)) };
  });
  answer(app, handOverRoutes.writtenReport, ({ job }) => ({ report: reports.of(job) }));
}

/** There is no folder that a window is in. */
function refuseRelative(path: string): void {
  if (!isAbsolute(path)) throw new CaseError('argument-invalid', { detail: `"${path}" does not say where it lies: give the whole path` });
}

function answerAboutReceipts(app: Hono, surface: Surface): void {
  const { cases } = surface;
  answer(app, handOverRoutes.fileReceipt, async ({ text, pin }) => {
    const bytes = Buffer.from(text, 'utf8');
    const { filed, entry, receipt, keyPinned, exported } = await fileReceipt(cases.writable, { bytes, pin: pin === '' ? undefined : pin });
    tellLog(surface);
    const { bundle, receiver, receivedAt, items, entries, findings } = receipt;
    return {
      filed, entry, bundle, receivedAt, items, entries, findings, keyPinned,
      exportedAt: exported.exportedAt,
      exportEntry: exported.seq,
      receiver: { name: receiver.name, affiliation: receiver.affiliation ?? null, key: receiver.key, log: receiver.log },
    };
  });
  app.get(handOverFiles.receipt(0).replace('/0/', '/:entry{[0-9]+}/'), async ({ req }) => {
    const { bundle, text } = await signedReceipt(cases.readable, Number(req.param('entry')));
    return new Response(text, { headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename="receipt-${bundle.slice(0, 12)}.txt"` } });
  });
}

function toHandOvers(readable: ReadableCase) {
  const { exported, received } = listHandOvers(readable, mostListed);
  return {
    exported: exported.map(({ seq, bundle, exportedAt, itemCount, entryCount, form, encryptedTo = null, originals, receipts }) => ({
      entry: seq, bundle, exportedAt, items: itemCount, entries: entryCount, form, encryptedTo, originals, receipts: receipts.map(toFiled),
    })),
    received: received.map(({ seq, bundle, receivedAt, sender, senderKey, log, keyPinned, itemCount, entryCount, findingCount, originals }) => ({
      entry: seq, bundle, receivedAt, sender, senderKey, log, keyPinned, items: itemCount, entries: entryCount, findingCount, originals,
    })),
  };
}

type Filed = CustodyChain['onward'][number]['receipts'][number];

function toFiled({ seq, filedAt, receiver, receiverKey, keyPinned, findingCount }: Filed) {
  return { entry: seq, filedAt, receiver, receiverKey, keyPinned, findingCount };
}

function toChain({ info, custodian }: ReadableCase, { item, ways, onward }: CustodyChain): Chain {
  return {
    item,
    here: { name: custodian.name, key: custodian.fingerprint, log: info.log },
    ways: ways.map(({ origin, hops }) => ({
      origin: origin === undefined ? null : { custodian: origin.custodian, at: origin.receipt.at, entry: origin.receipt.entry, receivedFrom: origin.receipt.collection?.receivedFrom ?? null },
      hops,
    })),
    onward: onward.map(({ bundle, exportedAt, seq, receipts }) => ({ bundle, exportedAt, entry: seq, receipts: receipts.map(toFiled) })),
  };
}
