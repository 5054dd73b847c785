// The parts of Electron that are used, as narrow as they are used. `main.ts` hands in Electron's own; its types hold them
// equal to these.
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron';

export interface Preventable {
  preventDefault(): void;
}

export interface Listens {
  on(event: string, listener: (...details: never[]) => void): unknown;
}

export interface GuardedSession {
  on(event: 'will-download', listener: (event: Preventable, item: DownloadItem) => void): unknown;
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (isGranted: boolean) => void, details: { isMainFrame: boolean; requestingUrl: string }) => void,
  ): void;
  setPermissionCheckHandler(handler: (contents: unknown, permission: string, requestingOrigin: string, details: { isMainFrame: boolean }) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
  setSpellCheckerEnabled(isEnabled: boolean): void;
  webRequest: { onBeforeRequest(listener: (details: { url: string }, answer: (answer: { cancel: boolean }) => void) => void): void };
}

export interface WindowSession extends GuardedSession {
  protocol: { handle(scheme: string, handler: (request: Request) => Promise<Response>): void };
}

export interface DownloadItem {
  getURL(): string;
  getFilename(): string;
  setSaveDialogOptions(options: { title: string; defaultPath: string }): void;
}

export interface GuardedContents extends Listens {
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  setWebRTCIPHandlingPolicy(policy: 'disable_non_proxied_udp'): void;
}

export interface ShownContents {
  send(channel: string, ...told: unknown[]): void;
  reload(): void;
  mainFrame: unknown;
  isDestroyed(): boolean;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ShownWindow extends Listens {
  webContents: ShownContents;
  loadURL(address: string): Promise<void>;
  show(): void;
  focus(): void;
  destroy(): void;
  restore(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Rectangle;
  setProgressBar(share: number): void;
}

export interface MessageBox {
  type: 'question' | 'warning' | 'error' | 'info';
  message: string;
  detail?: string;
  buttons: string[];
  defaultId: number;
  cancelId: number;
}

export interface Dialogs {
  showMessageBox(options: MessageBox): Promise<{ response: number }>;
  showOpenDialog(options: { title: string; properties: ('openFile' | 'openDirectory' | 'multiSelections' | 'createDirectory')[] }): Promise<{ canceled: boolean; filePaths: string[] }>;
}

/** Whoever sent a message: a frame of a page, with the address it shows. */
export interface MessageEvent {
  sender: { mainFrame: unknown };
  senderFrame: { url: string } | null;
}

export interface MessagesIn {
  handle(channel: string, answer: (event: MessageEvent, ...said: unknown[]) => unknown): void;
  on(channel: string, hear: (event: MessageEvent, ...said: unknown[]) => void): unknown;
}

export interface DesktopApp extends Listens {
  isPackaged: boolean;
  enableSandbox(): void;
  setPath(name: 'userData' | 'sessionData', path: string): void;
  commandLine: { appendSwitch(name: string, value?: string): void };
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<unknown>;
  quit(): void;
  exit(status: number): void;
  addRecentDocument(path: string): void;
}

export interface Electron {
  app: DesktopApp;
  protocol: { registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]): void };
  session: { fromPartition(partition: string, options: { cache: boolean }): WindowSession };
  makeWindow(options: BrowserWindowConstructorOptions): ShownWindow;
  setMenu(entries: MenuItemConstructorOptions[]): void;
  dialog: Dialogs;
  ipcMain: MessagesIn;
  screen: { getAllDisplays(): { workArea: Rectangle }[] };
  shell: { showItemInFolder(path: string): void };
}
