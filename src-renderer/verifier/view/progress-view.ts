import type { BundleProgress } from '../../../src-main/verifier/bundle/bundle.ts';
import { bytesText, counted } from '../../../src-main/shared/text.ts';
import { waitText } from './amounts.ts';
import { button, el } from './element.ts';

export interface ProgressView {
  element: HTMLElement;
  show(progress: BundleProgress): void;
  close(): void;
}

const redrawMs = 200;
/** A screen reader is told seldom: it reads the whole sentence out each time. */
const announceMs = 10_000;

/** What is being done, how far it has come and how long it may take. Drawn a few times a second, however often it is told. */
export function progressView(name: string, cancel: () => void): ProgressView {
  const bar = el('progress', { 'aria-label': 'Bytes read' });
  const words = el('p', { class: 'progress-words' }, 'Looking into the folder');
  const spoken = el('p', { class: 'visually-hidden', role: 'status' });
  const start = performance.now();
  let [latest, bytesSince, spokenAt]: [BundleProgress | undefined, number | undefined, number] = [undefined, undefined, start];
  const draw = (): void => {
    if (latest === undefined) return;
    const now = performance.now();
    if (latest.stage === 'digests') bytesSince ??= now;
    const text = progressText(latest, bytesSince === undefined ? 0 : (now - bytesSince) / 1000);
    words.textContent = text;
    if (latest.stage === 'digests' && latest.of > 0) Object.assign(bar, { max: latest.of, value: Math.min(latest.done, latest.of) });
    if (now - spokenAt > announceMs) [spoken.textContent, spokenAt] = [text, now];
  };
  const timer = setInterval(draw, redrawMs);
  const heading = el('h2', { tabindex: '-1', id: 'progress-heading' }, 'Checking ', el('bdi', { dir: 'auto', class: 'said' }, name));
  return {
    element: el('section', { class: 'card progress', 'aria-labelledby': 'progress-heading' }, heading, bar, words, spoken, button('Cancel', cancel)),
    show: (progress) => void (latest = progress),
    close: () => clearInterval(timer),
  };
}

function progressText({ stage, done, of }: BundleProgress, seconds: number): string {
  if (stage === 'files') return `${counted(done, 'file')} found`;
  if (stage === 'lists') return `${counted(done, 'line')} of lists read`;
  if (stage === 'entries') return `${counted(done, 'log entry')} of ${of} checked`;
  if (stage === 'case') return `${bytesText(done)} of the case document made again`;
  const rate = seconds > 1 ? done / seconds : 0;
  const left = rate > 0 && done < of ? `, ${waitText((of - done) / rate)} left` : '';
  return `${bytesText(done)} of ${bytesText(of)} read${rate > 0 ? ` at ${bytesText(rate)} a second` : ''}${left}`;
}
