import { isAbsolute } from 'node:path';
import type { Hono } from 'hono';
import { browseLibrary, examineItems, importMedia, type ImportProgress, type ReadableCase } from '../../engine/index.ts';
import { eventsPath, jobRoutes } from '../../shared/api/jobs.ts';
import type { Collection } from '../../shared/collection.ts';
import { CaseError } from '../../shared/errors.ts';
import { answer } from '../answer.ts';
import type { JobReport, Work } from '../jobs.ts';
import type { Surface } from '../surface.ts';

/** Long work, and the stream of events that tells of it. */
export function answerAboutJobs(app: Hono, surface: Surface): void {
  const { jobs, events } = surface;
  answer(app, jobRoutes.jobs, () => jobs.list());
  answer(app, jobRoutes.cancelJob, ({ job }) => {
    jobs.cancel(job);
    return {};
  });
  answer(app, jobRoutes.retryJob, ({ job }) => ({ job: jobs.retry(job) }));
  answer(app, jobRoutes.dismissJob, ({ job }) => {
    jobs.dismiss(job);
    return {};
  });
  answer(app, jobRoutes.importPaths, ({ paths, collection }) => {
    const relative = paths.find((path) => !isAbsolute(path));
    // There is no folder that a window is in.
    if (relative !== undefined) throw new CaseError('argument-invalid', { detail: `"${relative}" does not say where it lies: give the whole path` });
    return { job: jobs.begin(importing(surface, { paths, collection })) };
  });
  answer(app, jobRoutes.examine, () => ({ job: jobs.begin(examining(surface)) }));
  app.get(eventsPath, ({ req }) => {
    // A stream that nobody reads is not begun.
    const stream = req.method === 'HEAD' ? null : events.stream(req.header('last-event-id'));
    return new Response(stream, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } });
  });
}

/** An import as work: what is taken in is examined as it comes. */
function importing(surface: Surface, { paths, collection }: { paths: readonly string[]; collection: Collection }): Work {
  const target = surface.cases.writable;
  return {
    kind: 'import',
    about: paths.join(', ').slice(0, 500),
    unit: 'bytes',
    canRetry: true,
    run: async (report, signal) => {
      const [tellNow, tellSoon] = itemTeller(surface);
      const stretch = stretchOfImport(target);
      let told = 0;
      const summary = await importMedia(target, {
        paths: paths.map((path) => Buffer.from(path)),
        collection,
        alsoDigest: [],
        verifyCopy: 'by-source',
        keepOnly: false,
        signal,
        onProgress: (now) => {
          report.progress(stretch(now));
          if (now.receivedFiles + now.examinedItems === told) return;
          told = now.receivedFiles + now.examinedItems;
          tellSoon();
        },
      });
      for (const { path, reason } of summary.notReceived) report.notReceived({ name: path, reason });
      tellNow();
      if (summary.stoppedBy !== undefined) throw summary.stoppedBy;
      return {
        received: summary.received.length,
        receivedBefore: summary.receivedBefore,
        notReceived: summary.notReceived.length,
        examined: summary.examination.examined,
        notExamined: summary.examination.failed.length,
      };
    },
  };
}

/** Bytes until every file that was found is received; from then on the items that the witnesses still have to read. */
function stretchOfImport(target: ReadableCase): (now: ImportProgress) => Parameters<JobReport['progress']>[0] {
  let toExamine: number | undefined;
  return ({ readBytes, foundBytes, foundFiles, receivedFiles, notReceivedFiles, examinedItems }) => {
    if (receivedFiles + notReceivedFiles < foundFiles) {
      toExamine = undefined;
      return { done: readBytes, of: foundBytes, unit: 'bytes' };
    }
    toExamine ??= examinedItems + notExamined(target);
    return { done: examinedItems, of: toExamine, unit: 'items' };
  };
}

export function notExamined(readable: ReadableCase): number {
  return browseLibrary(readable, { flags: ['not-examined'], limit: 1 }).total ?? 0;
}

/** Items that no witness has read yet, as work. */
function examining(surface: Surface): Work {
  const target = surface.cases.writable;
  return {
    kind: 'examine',
    about: '',
    unit: 'items',
    canRetry: true,
    run: async (report, signal) => {
      const [tellNow, tellSoon] = itemTeller(surface);
      let done = 0;
      const of = notExamined(target);
      const { examined, failed } = await examineItems(target, {
        signal,
        onItem: () => {
          report.progress({ done: ++done, of });
          tellSoon();
        },
      });
      tellNow();
      return { examined, notExamined: failed.length };
    },
  };
}

/** Lists are read anew at each word of it: at most so often, however quickly items come. */
const tellItemsEveryMs = 500;

/** Tell that items have changed: at once, or unless it was told just now. */
export function itemTeller({ events, means: { clock } }: Surface): [now: () => void, soon: () => void] {
  let told = 0;
  const tellNow = (): void => {
    told = clock.now();
    events.tell({ event: 'items', ids: [] });
  };
  return [tellNow, () => void (clock.now() - told >= tellItemsEveryMs && tellNow())];
}
