import type { Job } from '../../../src-main/shared/api/jobs.ts';
import type { english } from '../../words/en/index.ts';

/** How far it is, how quickly it goes and how long it may still take, as far as each is known. */
export function progressText({ done, of, unit, perSecond, leftS, stage }: Job['progress'], { jobs, handover, format }: Pick<typeof english, 'jobs' | 'handover' | 'format'>): string {
  const amount = (value: number): string => (unit === 'bytes' ? format.bytes(value) : unit === 'seconds' ? format.duration(value) : format.number(Math.floor(value)));
  const doing = stage === undefined ? undefined : handover.work.stages[stage];
  const parts = [...(doing === undefined ? [] : [doing]), of === null ? jobs.done[unit](amount(done)) : jobs.doneOf[unit](amount(done), amount(of))];
  if (perSecond !== null && perSecond > 0) parts.push(jobs.rate[unit](unit === 'bytes' ? format.bytes(perSecond) : format.number(Math.round(perSecond * 10) / 10)));
  if (leftS !== null && leftS >= 1) parts.push(jobs.left(format.roughly(leftS)));
  return parts.join(' · ');
}
