const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [second, 5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day];

export interface Tick {
  at: number;
  label: string;
}

const mostTicks = 6;

/** Round moments of UTC between two, few enough to be read. */
export function ticksBetween(from: number, to: number): Tick[] {
  const span = to - from;
  const step = steps.find((each) => span / each <= mostTicks);
  return step === undefined ? calendarTicks(from, to) : evenTicks(from, to, step);
}

function evenTicks(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length <= mostTicks; at += step) {
    const text = new Date(at).toISOString();
    ticks.push({ at, label: step >= day ? text.slice(0, 10) : step >= minute ? text.slice(0, 16).replace('T', ' ') : text.slice(0, 19).replace('T', ' ') });
  }
  return ticks;
}

/** Whole months or years. */
function calendarTicks(from: number, to: number): Tick[] {
  const [first, last] = [new Date(from), new Date(to)];
  const monthsBetween = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
  const step = [1, 3, 6, 12, 24, 60, 120, 600, 1200].find((months) => monthsBetween / months <= mostTicks) ?? 12_000;
  const ticks: Tick[] = [];
  const start = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (let month = Math.ceil(start / step) * step; ticks.length <= mostTicks; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (!(at <= to)) break;
    if (at >= from) ticks.push({ at, label: new Date(at).toISOString().slice(0, 7) });
  }
  return ticks;
}
