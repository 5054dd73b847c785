import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { bridgeName, type DesktopBridge } from '../shared/desktop-bridge.ts';
import { channels } from './channels.ts';

/** Listen on a channel, tell the main process so, and hand back how to stop. */
function hear(channel: string, listener: (told: never) => void): () => void {
  const onTold = (_event: unknown, told: unknown): void => listener(told as never);
  ipcRenderer.on(channel, onTold);
  ipcRenderer.send(channels.listening, channel);
  return () => void ipcRenderer.off(channel, onTold);
}

const bridge: DesktopBridge = {
  pathOf: (file) => webUtils.getPathForFile(file),
  chooseFolder: (purpose) => ipcRenderer.invoke(channels.chooseFolder, purpose) as Promise<string | null>,
  chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles) as Promise<string[]>,
  onEngineState: (listener) => hear(channels.engineState, listener),
  onOpenCase: (listener) => hear(channels.openCase, listener),
  onReceiveBundle: (listener) => hear(channels.receiveBundle, listener),
  onMenu: (listener) => hear(channels.menu, listener),
};

contextBridge.exposeInMainWorld(bridgeName, bridge);
