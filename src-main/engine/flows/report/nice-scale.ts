/** Where the lines of an axis of UTC stand, and how they are written. */
export interface Tick {
  at: number;
  text: string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1, 5, 20, 100, 500, second, 5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day];

/** At most `most` ticks from `from` to `to`, ms of UTC: at round clock times, days, months or years. */
export function ticksOf(from: number, to: number, most: number): Tick[] {
  const step = steps.find((length) => (to - from) / length <= most);
  if (step !== undefined) return regularTicks(from, to, step);
  for (const months of [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000, 60_000]) {
    const ticks = monthTicks(from, to, months);
    if (ticks.length <= most) return ticks;
  }
  return [];
}

function regularTicks(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push({ at, text: tickText(at, step) });
  return ticks;
}

function tickText(at: number, step: number): string {
  const text = new Date(at).toISOString();
  if (step >= day) return text.slice(0, -14);
  if (at % day === 0) return text.slice(0, -14);
  if (step >= minute) return text.slice(-13, -8);
  return step >= second ? text.slice(-13, -5) : text.slice(-13, -1);
}

function monthTicks(from: number, to: number, months: number): Tick[] {
  const ticks: Tick[] = [];
  const first = new Date(from);
  const index = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  for (let month = index; ticks.length <= 200; month += months) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
    const at = date.getTime();
    if (Number.isNaN(at) || at > to) break;
    if (at >= from) ticks.push({ at, text: months >= 12 ? date.toISOString().slice(0, -20) : date.toISOString().slice(0, -17) });
  }
  return ticks;
}
