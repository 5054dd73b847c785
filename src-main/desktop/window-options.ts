import type { BrowserWindowConstructorOptions, Session } from 'electron';
import type { FirstPlace } from './window-place.ts';

export interface NewWindow {
  place: FirstPlace;
  /** Absolute path of the built preload script. */
  preload: string;
  session: unknown;
  isPackaged: boolean;
}

/** How the window is made: a page in a sandbox, without Node and without anything that Chromium does not do by default. */
export function windowOptions({ place: { isMaximized: _isMaximized, ...bounds }, preload, session, isPackaged }: NewWindow): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    // Shown when there is something to see.
    show: false,
    title: 'Postquem',
    webPreferences: {
      preload,
      session: session as Session,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      spellcheck: false,
      // A dropped file is taken in by the page; it never becomes the page.
      navigateOnDragDrop: false,
      devTools: !isPackaged,
    },
  };
}
