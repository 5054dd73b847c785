import type { Context, Hono } from 'hono';
import {
  annotate, fullPicture, keepPicture, openForReview, namedFile, readLog, scanDeeply, shelvedItem, showItem, showKeyframes, withdrawNote, type ShownNote,
} from '../../engine/index.ts';
import { itemRoutes, type ItemNote } from '../../shared/api/items.ts';
import type { Sha256 } from '../../shared/digest.ts';
import { answer } from '../answer.ts';
import { giveMedia, mediaTypeOf } from '../media.ts';
import type { Work } from '../jobs.ts';
import type { Surface } from '../surface.ts';
import { toLibraryItem } from './library-item.ts';

/** Items: lists, one item, its frames, notes and files. */
export function answerAboutItems(app: Hono, surface: Surface): void {
  const { cases, events, jobs } = surface;
  const changed = (name: string): void => events.tell({ event: 'items', ids: [shelvedItem(cases.readable, name).id] });
  answer(app, itemRoutes.item, ({ id }) => detailOf(surface, id));
  answer(app, itemRoutes.keyframes, async ({ id }) => {
    const { scan, index } = await showKeyframes(cases.readable, id);
    return { noneBecause: scan?.noneBecause ?? null, index };
  });
  answer(app, itemRoutes.itemLog, ({ id }) => [...readLog(cases.readable, id)].map(({ seq, at, type, sentence, leaf }) => ({ seq, at, type, sentence, leaf })));
  answer(app, itemRoutes.openForReview, async ({ id }) => {
    await openForReview(cases.writable, { name: id, where: 'window' });
    return { count: showItem(cases.readable, id).review.count };
  });
  answer(app, itemRoutes.setNote, async ({ id, ...wanted }) => {
    const note = await annotate(cases.writable, { name: id, ...wanted });
    changed(id);
    return toNote(note);
  });
  answer(app, itemRoutes.withdrawNote, async ({ id, entry, because }) => {
    await withdrawNote(cases.writable, { name: id, entry, because });
    changed(id);
    return {};
  });
  answer(app, itemRoutes.keepFrame, async ({ id, pts }, context) => {
    const picture = await fullPicture(cases.writable, { name: id, pts, anyFrame: true, signal: context.req.raw.signal });
    const { file } = await keepPicture(cases.writable, picture);
    changed(id);
    return { sha256: file.sha256, mediaType: 'image/png' };
  });
  answer(app, itemRoutes.scanDeeply, ({ id }) => {
    const target = cases.writable;
    const { id: item, name } = shelvedItem(target, id);
    const run: Work['run'] = async (report, signal) => {
      await scanDeeply(target, { name: item, signal, onProgress: ({ doneFrames, ofFrames }) => report.progress({ done: doneFrames, of: ofFrames ?? null }) });
      events.tell({ event: 'items', ids: [item] });
      return {};
    };
    return { job: jobs.begin({ kind: 'deep-scan', about: name, unit: 'frames', run, canRetry: true }) };
  });
  // HEAD comes here as well.
  app.get('/media/:shelf{originals|derivatives}/:sha256', (context) => media(surface, context));
}

function toNote(note: ShownNote): ItemNote {
  const { item: _item, itemName: _name, replacedBy: _by, withdrawn: _withdrawn, ...shown } = note;
  return shown;
}

function detailOf({ cases }: Surface, id: string) {
  const shown = showItem(cases.readable, id);
  const proxy = shown.made.findLast(({ madeFor }) => madeFor === 'playback-proxy');
  return {
    item: toLibraryItem(shelvedItem(cases.readable, id)),
    otherDigests: shown.otherDigests,
    receipts: shown.receipts.map((receipt) => ({ ...receipt, volume: { ...receipt.volume } })),
    witnesses: shown.witnesses.map(({ witness, version, outcome, problem, rawSha256, rawBytes }) => ({ witness, version, outcome, problem, rawSha256: rawSha256 as Sha256, rawBytes })),
    facts: shown.facts,
    disagreements: shown.disagreements,
    notes: shown.notes.map(toNote),
    made: shown.made.map(({ seq, madeFor, sha256, bytes, mediaType, pts }) => ({ entry: seq, madeFor, sha256, bytes, mediaType, pts })),
    dispositions: shown.dispositions.map(({ seq, disposedAt, disposition, receiver, because }) => ({ entry: seq, at: disposedAt, disposition, to: receiver, because })),
    review: shown.review,
    sameness: shown.sameness.map(({ entry, verdict, because, other }) => ({ entry, verdict, because, other: { id: other.id, name: other.name } })),
    proxy: proxy === undefined ? null : { sha256: proxy.sha256, mediaType: proxy.mediaType, startsAtS: proxy.startsAtS },
  };
}

async function media({ cases }: Surface, context: Context): Promise<Response> {
  const kind = context.req.param('shelf') === 'originals' ? 'original' : 'derivative';
  const { path, sha256, name, mediaType } = namedFile(cases.readable, kind, context.req.param('sha256') ?? '');
  return giveMedia(context, { path, sha256, mediaType: mediaType ?? mediaTypeOf(name ?? '') });
}
