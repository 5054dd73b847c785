import type { Hono } from 'hono';
import { judgeSameness, recordDisposition, shelvedItem, showEntry, showProvenance } from '../../engine/index.ts';
import { itemRecordRoutes } from '../../shared/api/item-record.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';

/** Where an item came from, what became of it, what people judged it to show, and the entries that say so. */
export function answerAboutItemRecords(app: Hono, { cases, events }: Surface): void {
  const changed = (...names: string[]): void => events.tell({ event: 'items', ids: names.map((name) => shelvedItem(cases.readable, name).id) });
  answer(app, itemRecordRoutes.itemProvenance, ({ id }) => {
    const { receipts, made, fixity, anchor, signed } = showProvenance(cases.readable, id);
    const files = made.map(({ seq: entry, madeAt, madeFor, sha256, bytes, mediaType, pts, timeBase, tool, version, commands }) => ({
      entry, madeAt, madeFor, sha256, bytes, mediaType, pts, timeBase, tool, version, commands,
    }));
    return { receipts, made: files, fixity, anchor, signed };
  });
  answer(app, itemRecordRoutes.recordDisposition, async ({ id, ...wanted }) => {
    const entry = await recordDisposition(cases.writable, { name: id, ...wanted });
    changed(id);
    return { entry };
  });
  answer(app, itemRecordRoutes.judgeSameness, async ({ id, other, verdict, because, segments, wide, mirrored, whole }, context) => {
    const about = segments === undefined ? undefined : { listed: { numbers: segments, wide, mirrored } };
    const { entry, remarks, replaces } = await judgeSameness(cases.writable, { a: id, b: other, verdict, because, about, whole, signal: context.req.raw.signal });
    changed(id, other);
    return { entry, remarks, replaces };
  });
  answer(app, itemRecordRoutes.logEntry, ({ seq }) => {
    const { text, bytes, leaf } = showEntry(cases.readable, seq);
    return { seq, text: text ?? null, hex: text === undefined ? Buffer.from(bytes).toString('hex') : null, bytes: bytes.length, leaf };
  });
}
