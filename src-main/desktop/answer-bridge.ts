import { z } from 'zod';
import { folderPurposes, type EngineState, type FolderPurpose, type MenuCommand } from '../shared/desktop-bridge.ts';
import { isOwnAddress } from './app-scheme.ts';
import { channels } from './channels.ts';
import type { Dialogs, MessageEvent, MessagesIn, ShownWindow } from './electron-parts.ts';

const purposeSchema = z.enum(folderPurposes);
const listenedSchema = z.enum([channels.engineState, channels.openCase, channels.receiveBundle, channels.menu]);

const titles: Readonly<Record<FolderPurpose, string>> = {
  'open-case': 'Open the folder of a case',
  'new-case': 'Choose an empty folder for the new case, or make one',
  import: 'Choose a folder to import',
  target: 'Choose the folder to write into',
  bundle: 'Choose the folder of the bundle',
};

export interface BridgeParts {
  ipcMain: MessagesIn;
  dialog: Dialogs;
  window(): ShownWindow | undefined;
  engineState(): EngineState;
}

/** What the main process tells the window. */
export interface Bridge {
  tellEngineState(state: EngineState): void;
  /** A case that the window is to open: now, or when it listens. */
  openCase(folder: string): void;
  /** A bundle that the window is to look at: now, or when it listens. */
  receiveBundle(path: string): void;
  menu(command: MenuCommand): void;
}

/** Answer the bridge of the window's own page and of nobody else; whatever is said is read by a schema first. */
export function answerBridge({ ipcMain, dialog, window, engineState }: BridgeParts): Bridge {
  /** What waits for the window to listen, and what it listens to. */
  const waiting = new Map<string, string>();
  const heard = new Set<string>();
  const tell = (channel: string, told: unknown): void => {
    const contents = window()?.webContents;
    if (contents !== undefined && !contents.isDestroyed()) contents.send(channel, told);
  };
  ipcMain.handle(channels.chooseFolder, async (event, said) => {
    refuseStrangers(event, window());
    const { canceled, filePaths } = await dialog.showOpenDialog({ title: titles[purposeSchema.parse(said)], properties: ['openDirectory', 'createDirectory'] });
    return canceled ? null : (filePaths[0] ?? null);
  });
  ipcMain.handle(channels.chooseFiles, async (event) => {
    refuseStrangers(event, window());
    const { canceled, filePaths } = await dialog.showOpenDialog({ title: 'Choose files to import', properties: ['openFile', 'multiSelections'] });
    return canceled ? [] : filePaths;
  });
  ipcMain.on(channels.listening, (event, said) => {
    if (!isFromWindow(event, window())) return;
    const channel = listenedSchema.safeParse(said).data;
    if (channel === channels.engineState) tell(channel, engineState());
    if (channel !== channels.openCase && channel !== channels.receiveBundle) return;
    heard.add(channel);
    const path = waiting.get(channel);
    if (path !== undefined) tell(channel, path);
    waiting.delete(channel);
  });
  const tellOrWait = (channel: string, path: string): void => {
    if (heard.has(channel)) tell(channel, path);
    else waiting.set(channel, path);
  };
  return {
    tellEngineState: (state) => tell(channels.engineState, state),
    openCase: (folder) => tellOrWait(channels.openCase, folder),
    receiveBundle: (path) => tellOrWait(channels.receiveBundle, path),
    menu: (command) => tell(channels.menu, command),
  };
}

/** Only the main frame of our own window, while it shows an address of ours. */
function isFromWindow({ sender, senderFrame }: MessageEvent, window: ShownWindow | undefined): boolean {
  return window !== undefined && sender === window.webContents && senderFrame !== null && senderFrame === sender.mainFrame && isOwnAddress(senderFrame.url);
}

function refuseStrangers(event: MessageEvent, window: ShownWindow | undefined): void {
  if (!isFromWindow(event, window)) throw new Error('Only the window of Postquem may ask.');
}
