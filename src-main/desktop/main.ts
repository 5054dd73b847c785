// The desktop application's main process: hands Electron to what is tested without it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, screen, session, shell } from 'electron';
import { startDesktop } from './start-desktop.ts';

// Built, this file lies in out/main. The engine runs from its sources, so in the package they lie beside the archive.
const root = app.isPackaged ? join(process.resourcesPath, 'engine') : join(import.meta.dirname, '..', '..');

// Not awaited here: Electron becomes ready only when this file has been read to its end.
void startDesktop(
  {
    app,
    protocol,
    session,
    makeWindow: (options) => new BrowserWindow(options),
    setMenu: (entries) => Menu.setApplicationMenu(Menu.buildFromTemplate(entries)),
    dialog,
    ipcMain,
    screen,
    shell,
  },
  {
    environment: process.env,
    platform: process.platform,
    argv: process.argv,
    cwd: process.cwd(),
    clock: { now: () => Date.now() },
    wait: (ms) => wait(ms),
    random: { bytes: (count) => randomBytes(count) },
    root,
    preload: join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
  },
).catch((error: unknown) => {
  dialog.showErrorBox('Postquem could not begin.', error instanceof Error ? error.message : String(error));
  app.exit(1);
});
