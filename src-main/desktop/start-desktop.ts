import { dirname, join } from 'node:path';
import { settingsPath } from '../server/settings-file.ts';
import type { AppState } from '../shared/api/case.ts';
import type { Clock, Random } from '../shared/clock.ts';
import { answerBridge, type Bridge } from './answer-bridge.ts';
import { answerWindow } from './answer-window.ts';
import { appPage, appPrivileges, appScheme } from './app-scheme.ts';
import { guardContents } from './contents-rules.ts';
import type { Electron, GuardedSession, Preventable, ShownWindow } from './electron-parts.ts';
import { EngineKeeper } from './engine-keeper.ts';
import { askRunningJobs } from './engine-questions.ts';
import { EngineFollower } from './follow-engine.ts';
import { menuEntries, type MenuState } from './menu.ts';
import { caseFolderOf, isBundle, pathsOf } from './opened-paths.ts';
import { guardSession, networkSwitches, windowPartition } from './session-rules.ts';
import { startEngine } from './start-engine.ts';
import { windowOptions } from './window-options.ts';
import { keepWindowPlace, readWindowPlace } from './window-place.ts';
import { aboutVerifier, engineGivenUp, noCaseThere, pageGone, quitQuestion } from './words.ts';

/** What the shell stands on, beside Electron. */
export interface World {
  environment: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  argv: readonly string[];
  cwd: string;
  clock: Clock;
  wait(ms: number): Promise<void>;
  random: Random;
  /** The folder that holds `src-main`, `node_modules`, `resources` and `out/window`. */
  root: string;
  /** The built preload script. */
  preload: string;
}

/** Start the application; a second one hands its paths to the first and ends. */
export async function startDesktop(electron: Electron, world: World): Promise<void> {
  const { app, protocol, session } = electron;
  app.setPath('userData', join(dirname(settingsPath(world.environment, world.platform)), 'desktop'));
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  for (const [name, value] of networkSwitches) app.commandLine.appendSwitch(name, value);
  protocol.registerSchemesAsPrivileged([appPrivileges]);
  guardContents(app);
  app.on('session-created', (made: GuardedSession) => guardSession(made, app));
  const desktop = new Desktop(electron, world);
  desktop.listen();
  await app.whenReady();
  // Guarded as it is made, by the event above.
  desktop.open(session.fromPartition(windowPartition, { cache: false }));
}

/** The one window, the engine behind it, and what the person asks of both. */
class Desktop {
  readonly #electron: Electron;
  readonly #world: World;
  readonly #settingsFile: string;
  readonly #placeFile: string;
  readonly #bridge: Bridge;
  readonly #keeper: EngineKeeper;
  #window: ShownWindow | undefined;
  #recent: AppState['recent'] = [];
  #isPageMissed = false;
  #quitting: 'no' | 'asking' | 'yes' = 'no';

  constructor(electron: Electron, world: World) {
    this.#electron = electron;
    this.#world = world;
    this.#settingsFile = settingsPath(world.environment, world.platform);
    this.#placeFile = join(dirname(this.#settingsFile), 'window.json');
    const follower = new EngineFollower({
      onAppState: (state) => this.#takeAppState(state),
      onProgress: (share) => this.#window?.setProgressBar(share ?? -1),
    });
    this.#keeper = new EngineKeeper({
      start: () => startEngine({ ...world, settingsFile: this.#settingsFile }),
      reopen: (engine) => follower.reopen(engine),
      tell: (state) => {
        this.#bridge.tellEngineState(state);
        if (state.state === 'running' && this.#isPageMissed) this.#loadAgain();
      },
      tryAgain: (cause) => this.#askWhetherAgain(cause),
      clock: world.clock,
      wait: world.wait,
    });
    this.#bridge = answerBridge({ ...electron, window: () => this.#window, engineState: () => this.#keeper.state });
  }

  /** Before Electron is ready: it may be told at once what to open. */
  listen(): void {
    const { app } = this.#electron;
    const { isPackaged } = app;
    app.on('second-instance', (_event: unknown, argv: string[], cwd: string) => {
      this.#comeForward();
      for (const path of pathsOf({ argv, cwd, isPackaged })) this.#openPath(path);
    });
    app.on('open-file', (event: Preventable, path: string) => {
      event.preventDefault();
      this.#openPath(path);
    });
    app.on('before-quit', (event: Preventable) => {
      event.preventDefault();
      void this.#quit();
    });
    // Ending is ours alone: the engine closes the case first.
    app.on('window-all-closed', () => {});
  }

  open(session: ReturnType<Electron['session']['fromPartition']>): void {
    session.protocol.handle(
      appScheme,
      answerWindow(this.#keeper, () => (this.#isPageMissed = true)),
    );
    void this.#keeper.keep();
    this.#setMenu({ opened: 'none', recent: [] });
    this.#showWindow(session);
    const { argv, cwd } = this.#world;
    for (const path of pathsOf({ argv, cwd, isPackaged: this.#electron.app.isPackaged })) this.#openPath(path);
  }

  #showWindow(session: unknown): void {
    const { app, screen, makeWindow } = this.#electron;
    const place = readWindowPlace(this.#placeFile, screen.getAllDisplays());
    const window = makeWindow(windowOptions({ place, preload: this.#world.preload, session, isPackaged: app.isPackaged }));
    this.#window = window;
    if (place.isMaximized) window.maximize();
    window.on('ready-to-show', () => window.show());
    window.on('close', (event: Preventable) => {
      event.preventDefault();
      void this.#quit();
    });
    app.on('render-process-gone', (_event: unknown, _contents: unknown, { reason }: { reason: string }) => {
      if (reason !== 'clean-exit' && this.#quitting !== 'yes') void this.#mendPage();
    });
    // A page that could not be loaded was answered with a sentence, and is loaded again when the engine runs.
    void window.loadURL(appPage).catch(() => {});
  }

  async #mendPage(): Promise<void> {
    await this.#electron.dialog.showMessageBox(pageGone);
    this.#loadAgain();
  }

  #loadAgain(): void {
    this.#isPageMissed = false;
    if (this.#window !== undefined && !this.#window.isDestroyed()) this.#window.webContents.reload();
  }

  #comeForward(): void {
    if (this.#window?.isMinimized() === true) this.#window.restore();
    this.#window?.focus();
  }

  #openPath(path: string): void {
    const folder = caseFolderOf(path);
    if (folder !== undefined) this.#bridge.openCase(folder);
    else if (isBundle(path)) this.#bridge.receiveBundle(path);
    else void this.#electron.app.whenReady().then(() => this.#electron.dialog.showMessageBox(noCaseThere(path)));
  }

  #takeAppState({ opened, recent }: AppState): void {
    if (opened !== null && opened.folder !== this.#recent[0]?.folder) this.#electron.app.addRecentDocument(opened.folder);
    this.#recent = recent;
    this.#setMenu({ opened: opened?.mode ?? 'none', recent });
  }

  #setMenu(shown: Pick<MenuState, 'opened' | 'recent'>): void {
    const { app, setMenu } = this.#electron;
    const acts = {
      command: (command: Parameters<Bridge['menu']>[0]) => this.#bridge.menu(command),
      openRecent: (folder: string) => this.#bridge.openCase(folder),
      showVerifier: () => void this.#showVerifier(),
      quit: () => void this.#quit(),
    };
    setMenu(menuEntries({ ...shown, platform: this.#world.platform, isPackaged: app.isPackaged }, acts));
  }

  async #showVerifier(): Promise<void> {
    const { response } = await this.#electron.dialog.showMessageBox(aboutVerifier);
    if (response === 0) this.#electron.shell.showItemInFolder(join(this.#world.root, 'resources', 'verify.html'));
  }

  async #askWhetherAgain(cause: unknown): Promise<boolean> {
    const { response } = await this.#electron.dialog.showMessageBox(engineGivenUp(cause));
    if (response === 0) return true;
    await this.#end(1);
    return false;
  }

  /** Ask when work would be stopped; then have the engine close the case, and end. */
  async #quit(): Promise<void> {
    if (this.#quitting !== 'no') return;
    this.#quitting = 'asking';
    const jobs = await this.#keeper.running(1000).then(askRunningJobs).catch(() => []);
    if (jobs.length > 0 && (await this.#electron.dialog.showMessageBox(quitQuestion(jobs))).response !== 1) {
      this.#quitting = 'no';
      return;
    }
    await this.#end(0);
  }

  async #end(status: number): Promise<void> {
    this.#quitting = 'yes';
    if (this.#window !== undefined && !this.#window.isDestroyed()) {
      keepWindowPlace(this.#placeFile, this.#window);
      this.#window.destroy();
    }
    await this.#keeper.end();
    this.#electron.app.exit(status);
  }
}
