import type { Hono } from 'hono';
import { frameTimes, type FrameTimes } from '../../engine/index.ts';
import { frameTimeRoutes, framesPerPage, type FrameTimesPage } from '../../shared/api/frame-times.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';

/** The times of an item's frames. */
export function answerAboutFrames(app: Hono, { cases }: Surface): void {
  answer(app, frameTimeRoutes.frameTimes, async ({ id, page }) => {
    const times = await frameTimes(cases.readable, id);
    return { times: times === undefined ? null : toPage(times, page) };
  });
}

function toPage({ times, timeBase, stream, source, restarts }: FrameTimes, number: number): FrameTimesPage {
  const from = number * framesPerPage;
  const shown = times.subarray(from, from + framesPerPage);
  return {
    timeBase,
    stream,
    count: times.length,
    pageStarts: Array.from({ length: Math.ceil(times.length / framesPerPage) }, (_, n) => times[n * framesPerPage] ?? 0),
    lastPts: times.at(-1) ?? null,
    source,
    restarts,
    page: shown.length === 0 ? null : { number, gaps: Array.from(shown.subarray(1), (pts, n) => pts - (shown[n] ?? pts)) },
  };
}
