import { counted } from '../../src-main/shared/text.ts';
import type { BundleProgress } from '../../src-main/verifier/bundle/bundle.ts';
import { faultsOf } from '../../src-main/verifier/bundle/statement.ts';
import type { CheckedBundle } from '../../src-main/verifier/check-bundle.ts';
import { judgeOpened, openChosen, type AboutZip, type Opened } from './check-chosen.ts';
import { NothingToCheck, type Chosen } from './chosen.ts';
import { tellMachines } from './tell-machines.ts';
import { filesOfPicker } from './source/found-files.ts';
import { chooseFile, readDrop, takeDrop } from './source/read-drop.ts';
import { nothingTyped, readTrust, type Trust, type TrustTyped } from './trust.ts';
import { bagView, countOfBagFaults, unopenedView } from './view/bag-view.ts';
import { bundleView } from './view/bundle-view.ts';
import { button, el } from './view/element.ts';
import { progressView, type ProgressView } from './view/progress-view.ts';
import { startView } from './view/start-view.ts';
import { trustView } from './view/trust-view.ts';

/** One thing that is looked at, from its choice until the next one. */
interface Run {
  controller: AbortController;
  progress: ProgressView;
  name: string;
  startedAt: number;
  seconds: number;
  opened?: Opened;
}

let current: Run | undefined;

/** Show the page and wait for a bundle. */
export function startPage(): void {
  listenForDrops();
  showStart();
}

function showStart(problem?: string): void {
  tellMachines(undefined);
  show(
    startView({
      problem,
      onFolder: (files) => void run(nameOfPicked(files), async () => ({ kind: 'folder', name: nameOfPicked(files), found: filesOfPicker(files) })),
      onFile: (file) => void run(file.name, () => chooseFile(file)),
    }),
  );
}

function nameOfPicked(files: Iterable<File>): string {
  const [first] = files;
  return first?.webkitRelativePath.split('/')[0] ?? '';
}

function listenForDrops(): void {
  let depth = 0;
  const highlight = (on: boolean): void => void document.documentElement.classList.toggle('dropping', on);
  addEventListener('dragenter', (event) => {
    event.preventDefault();
    highlight(++depth > 0);
  });
  addEventListener('dragleave', () => highlight(--depth > 0));
  // Without this the browser would open what is dropped.
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => {
    event.preventDefault();
    highlight((depth = 0) > 0);
    if (event.dataTransfer === null || event.dataTransfer.items.length === 0) return;
    const dropped = takeDrop(event.dataTransfer);
    void run(dropped.name, ({ controller, progress }) => readDrop(dropped, controller.signal, (done) => progress.show({ stage: 'files', done, of: 0 })));
  });
}

/** Choose, read, judge, show: whatever happens ends in something to read. */
async function run(name: string, choose: (run: Run) => Promise<Chosen>): Promise<void> {
  current?.controller.abort();
  current?.opened?.close();
  const controller = new AbortController();
  const progress = progressView(name, () => controller.abort());
  const started: Run = (current = { controller, progress, name, startedAt: performance.now(), seconds: 0 });
  tellMachines(undefined);
  show(progress.element);
  try {
    const opened = await openChosen(await choose(started), { signal: controller.signal, onProgress: progress.show });
    if ('source' in opened) started.opened = opened;
    await judge(started, opened, nothingTyped);
  } catch (error) {
    if (current === started) showProblem(error, controller.signal);
  } finally {
    progress.close();
  }
}

/** Judge what was read by what the reader knows; gives a sentence when that cannot be used. */
async function judge(run: Run, opened: Opened | AboutZip, typed: TrustTyped): Promise<string | undefined> {
  const trust = await readTrust(typed);
  if ('problem' in trust) return trust.problem;
  if (!('source' in opened)) showUnopened(run, opened);
  else if (opened.saysBundle) await judgeBundle(run, opened, { typed, trust });
  else showBag(run, opened);
  return undefined;
}

async function judgeBundle(run: Run, opened: Opened, { typed, trust }: { typed: TrustTyped; trust: Trust }): Promise<void> {
  const onProgress = (progress: BundleProgress): void => run.progress.show(progress);
  const checked = await judgeOpened(opened, trust, { signal: run.controller.signal, onProgress });
  if (current !== run) return;
  if (checked === undefined) showBag(run, opened, 'This is a Postquem bundle, and this browser cannot check Ed25519 signatures. This is not a pass: open this page in Chrome 137, Firefox 129, Safari 17 or later, or check by hand as HOW-TO-CHECK.txt says.');
  else showBundle(run, opened, { checked, typed });
}

function showBundle(run: Run, opened: Opened, { checked, typed }: { checked: CheckedBundle; typed: TrustTyped }): void {
  const trust = trustView({ typed, onJudge: (next) => judge(run, opened, next) });
  if (typed !== nothingTyped) trust.setAttribute('open', '');
  showResult(run, bundleView(opened, checked, trust));
  const codes = [checked.check.findings, opened.inspected.check.findings, opened.zip?.findings ?? []].flat().map(({ code }) => code);
  tell(run, opened, { faults: faultsOf(checked.check), codes });
}

function showBag(run: Run, opened: Opened, unsigned?: string): void {
  const { check } = opened.inspected;
  showResult(run, bagView(check, { zip: opened.zip, ...(unsigned === undefined ? {} : { unsigned }) }));
  const codes = [check.findings, opened.zip?.findings ?? []].flat().map(({ code }) => code);
  tell(run, opened, { faults: countOfBagFaults(check, opened.zip), codes, unsigned: unsigned !== undefined });
}

function showUnopened(run: Run, zip: AboutZip): void {
  showResult(run, unopenedView(zip));
  tell(run, undefined, { faults: 1, codes: zip.findings.map(({ code }) => code) });
}

function showResult(run: Run, view: HTMLElement): void {
  if (run.seconds === 0) run.seconds = (performance.now() - run.startedAt) / 1000;
  show(el('div', {}, againView(run), view));
}

function tell(run: Run, opened: Opened | undefined, { faults, codes, unsigned = false }: { faults: number; codes: string[]; unsigned?: boolean }): void {
  const verdict = faults > 0 ? 'findings' : unsigned ? 'not-checked' : 'no-findings';
  tellMachines({ verdict, codes: [...new Set(codes)], bytes: opened?.inspected.check.digested.bytes ?? 0, seconds: run.seconds });
}

function showProblem(error: unknown, signal: AbortSignal): void {
  if (signal.aborted) showStart('The check was cancelled. Nothing is known of what was not read.');
  else if (error instanceof NothingToCheck) showStart(error.message);
  else showStart(`The check could not be done: ${error instanceof Error ? error.message : String(error)}. This says nothing about the bundle.`);
  tellMachines({ verdict: 'unreadable', codes: [], bytes: 0, seconds: 0 });
}

function againView({ name, seconds }: Run): HTMLElement {
  const took = seconds < 1 ? 'less than a second' : counted(Math.round(seconds), 'second');
  return el(
    'nav',
    { class: 'again', 'aria-label': 'This check' },
    el('span', {}, 'Checked: ', el('bdi', { dir: 'auto', class: 'said' }, name), `, in ${took}`),
    button('Print', () => print()),
    button('Check another', () => showStart()),
  );
}

/** Put something in the page's place, and a reader's attention with it. */
function show(view: HTMLElement): void {
  const main = document.getElementById('main');
  main?.replaceChildren(view);
  view.querySelector<HTMLElement>('h1[tabindex], h2[tabindex]')?.focus({ preventScroll: true });
  scrollTo(0, 0);
}
