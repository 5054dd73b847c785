import { describe, expect, it } from 'vitest';
import { answerBridge, type Bridge } from '../../src-main/desktop/answer-bridge.ts';
import { channels } from '../../src-main/desktop/channels.ts';
import { ElectronDouble } from './electron-double.ts';

function bridged(electron = new ElectronDouble()): ElectronDouble {
  bridge(electron);
  return electron;
}

function bridge(electron: ElectronDouble): Bridge {
  electron.makeWindow({});
  return answerBridge({ ipcMain: electron.ipcMain, dialog: electron.dialog, window: () => electron.window, engineState: () => ({ state: 'running', deaths: 0 }) });
}

describe('the bridge', () => {
  it('gives the folder or the files that the person chose', async () => {
    const electron = bridged();
    const ask = (channel: string, ...said: unknown[]): unknown => electron.answering.get(channel)?.(electron.fromWindow, ...said);
    expect([await ask(channels.chooseFolder, 'import'), await ask(channels.chooseFiles)]).toEqual([null, []]);
    electron.chosen = ['/a', '/b'];
    expect([await ask(channels.chooseFolder, 'new-case'), await ask(channels.chooseFiles)]).toEqual(['/a', ['/a', '/b']]);
  });

  it('refuses what it does not know', async () => {
    const electron = bridged();
    await expect(electron.answering.get(channels.chooseFolder)?.(electron.fromWindow, '../elsewhere')).rejects.toThrow(/Invalid option/);
    electron.hearing.get(channels.listening)?.(electron.fromWindow, 'another-channel');
    expect(electron.window.webContents.sent).toEqual([]);
  });

  it('keeps a bundle that was opened until the window listens for it, and tells later ones at once', () => {
    const electron = new ElectronDouble();
    const { receiveBundle } = bridge(electron);
    receiveBundle('/usb/first.postquem');
    electron.hearing.get(channels.listening)?.(electron.fromWindow, channels.openCase);
    expect(electron.told(channels.receiveBundle)).toBeUndefined();
    electron.hearing.get(channels.listening)?.(electron.fromWindow, channels.receiveBundle);
    expect(electron.told(channels.receiveBundle)).toBe('/usb/first.postquem');
    receiveBundle('/usb/second.postquem');
    expect(electron.told(channels.receiveBundle)).toBe('/usb/second.postquem');
  });

  it('hears nobody but the main frame of the window at an address of ours', async () => {
    const electron = bridged();
    electron.chosen = ['/secret'];
    const contents = electron.window.webContents;
    const strangers = [
      { sender: contents, senderFrame: null },
      { sender: contents, senderFrame: { url: 'postquem://app/' } },
      { sender: { mainFrame: contents.mainFrame }, senderFrame: contents.mainFrame },
    ];
    for (const stranger of strangers) {
      await expect(electron.answering.get(channels.chooseFiles)?.(stranger)).rejects.toThrow('Only the window of Postquem may ask.');
      electron.hearing.get(channels.listening)?.(stranger, channels.engineState);
    }
    contents.mainFrame = { url: 'https://example.org/' };
    await expect(electron.answering.get(channels.chooseFiles)?.(electron.fromWindow)).rejects.toThrow('Only the window of Postquem may ask.');
    expect(contents.sent).toEqual([]);
    contents.mainFrame = { url: 'postquem://app/items' };
    electron.hearing.get(channels.listening)?.(electron.fromWindow, channels.engineState);
    expect(electron.told(channels.engineState)).toEqual({ state: 'running', deaths: 0 });
  });
});
