import { describe, expect, it } from 'vitest';
import { Events } from '../../src-main/server/events.ts';
import { Jobs, type Work } from '../../src-main/server/jobs.ts';
import type { Job, ServerEvent } from '../../src-main/shared/api/jobs.ts';
import { CaseError } from '../../src-main/shared/errors.ts';
import { until } from './open-window.ts';

/** Jobs by a clock that is set by hand, and everything that was told of them. */
function listened(): { jobs: Jobs; told: ServerEvent[]; pass(ms: number): void } {
  const events = new Events('run');
  const told: ServerEvent[] = [];
  const tell = events.tell.bind(events);
  events.tell = (event) => {
    told.push(structuredClone(event));
    tell(event);
  };
  let now = Date.parse('2026-11-22T08:00:00Z');
  return { jobs: new Jobs(events, () => now), told, pass: (ms) => void (now += ms) };
}

const work = (run: Work['run'], rest: Partial<Work> = {}): Work => ({ kind: 'import', about: 'a.mp4', unit: 'bytes', canRetry: true, run, ...rest });
const untilStopped: Work['run'] = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new CaseError('cancelled')));
  });
const ended = (jobs: Jobs, id: string): Promise<Job> => until(() => jobs.list().find((job) => job.id === id && job.state !== 'running'));

describe('a job', () => {
  it('is named at once and tells what came of it', async () => {
    const { jobs, told } = listened();
    const id = jobs.begin(work(async () => ({ received: 2 })));
    expect(jobs.list()).toMatchObject([{ id, state: 'running', canCancel: true, canRetry: false }]);
    expect(await ended(jobs, id)).toMatchObject({ state: 'finished', outcome: { received: 2 }, problem: null, canCancel: false, canRetry: false });
    expect(told.map((event) => (event.event === 'job' ? event.job.state : event.event))).toEqual(['running', 'finished']);
  });

  it('tells how fast it goes and what is left, five times a second at most', async () => {
    const { jobs, told, pass } = listened();
    const id = jobs.begin(
      work(async (report) => {
        for (let n = 1; n <= 100; n++) {
          pass(10);
          report.progress({ done: n * 10, of: 2000 });
        }
        return {};
      }),
    );
    const running = jobs.list()[0];
    expect(running?.progress).toMatchObject({ done: 1000, of: 2000, perSecond: 1000, leftS: 1 });
    await ended(jobs, id);
    expect(told.filter(({ event }) => event === 'job').length).toBeLessThanOrEqual(2 + 5 + 1);
  });

  it('goes by the last seconds, not by all of them', () => {
    const { jobs, pass } = listened();
    void jobs.begin(
      work(async (report, signal) => {
        report.progress({ done: 0, of: 10_000 });
        pass(100_000);
        report.progress({ done: 10, of: 10_000 });
        for (let n = 1; n <= 10; n++) {
          pass(1000);
          report.progress({ done: 10 + n * 100, of: 10_000 });
        }
        return untilStopped(report, signal);
      }),
    );
    expect(jobs.list()[0]?.progress.perSecond).toBeCloseTo(100, 5);
  });

  it('counts anew when it comes to another stretch', () => {
    const { jobs, pass } = listened();
    jobs.begin(
      work(async (report, signal) => {
        report.progress({ done: 0, of: 1e9 });
        pass(1000);
        report.progress({ done: 1e9, of: 1e9 });
        pass(1000);
        report.progress({ done: 0, of: 20, unit: 'items' });
        pass(1000);
        report.progress({ done: 2, of: 20, unit: 'items' });
        return untilStopped(report, signal);
      }),
    );
    expect(jobs.list()[0]?.progress).toEqual({ done: 2, of: 20, unit: 'items', perSecond: 2, leftS: 9 });
  });

  it('is cancelled, and given again', async () => {
    const { jobs, told } = listened();
    let runs = 0;
    const id = jobs.begin(work((report, signal) => (runs++ === 0 ? untilStopped(report, signal) : Promise.resolve({ received: 1 }))));
    jobs.cancel(id);
    expect(await ended(jobs, id)).toMatchObject({ state: 'cancelled', problem: null, canRetry: true });
    const again = jobs.retry(id);
    expect(await ended(jobs, again)).toMatchObject({ state: 'finished' });
    expect(jobs.list().map((job) => job.id)).toEqual([again]);
    expect(told).toContainEqual({ event: 'job-dismissed', job: id });
  });

  it('says why it failed', async () => {
    const { jobs } = listened();
    const id = jobs.begin(
      work(async () => {
        throw new CaseError('disk-full', { path: 'a.mp4', free: undefined });
      }),
    );
    expect(await ended(jobs, id)).toMatchObject({ state: 'failed', problem: { code: 'disk-full', facts: { path: 'a.mp4' } }, canRetry: true });
  });

  it('that failed as nobody foresaw tells nothing of it', async () => {
    const { jobs } = listened();
    const id = jobs.begin(
      work(() => {
        throw new Error('ENOENT: /home/somebody/case');
      }),
    );
    expect((await ended(jobs, id)).problem).toEqual({ code: 'internal', facts: {} });
  });

  it('is stopped for a reason that it has not met itself, and can be given again', async () => {
    const { jobs } = listened();
    const [done, stopped] = [jobs.begin(work(async () => ({}))), jobs.begin(work(untilStopped))];
    await ended(jobs, done);
    jobs.stopAll(new CaseError('case-gone', { folder: '/media/card/case' }));
    expect(await ended(jobs, stopped)).toMatchObject({ state: 'failed', problem: { code: 'case-gone', facts: { folder: '/media/card/case' } }, canRetry: true });
    expect(await ended(jobs, done)).toMatchObject({ state: 'finished', problem: null });
  });

  it('names at most a hundred sources that were not taken in', async () => {
    const { jobs } = listened();
    const id = jobs.begin(
      work(async (report) => {
        for (let n = 0; n < 250; n++) report.notReceived({ name: `${n}`, reason: 'vanished' });
        return { notReceived: 250 };
      }),
    );
    expect((await ended(jobs, id)).notReceived).toHaveLength(100);
  });

  it('can be put out of the list when it has ended, and only then given again when it has not finished', async () => {
    const { jobs } = listened();
    const [done, stuck] = [jobs.begin(work(async () => ({}))), jobs.begin(work(untilStopped))];
    await ended(jobs, done);
    expect(() => jobs.dismiss(stuck)).toThrow(CaseError);
    expect(() => jobs.retry(done)).toThrow(CaseError);
    expect(() => jobs.cancel('j99')).toThrow(CaseError);
    jobs.dismiss(done);
    expect(jobs.list().map(({ id }) => id)).toEqual([stuck]);
    await jobs.end();
    expect(jobs.list()).toEqual([]);
  });
});
