import { describe, expect, it } from 'vitest';
import { answerBridge } from '../../src-main/desktop/answer-bridge.ts';
import { channels } from '../../src-main/desktop/channels.ts';
import { ElectronDouble } from './electron-double.ts';

function bridged(): ElectronDouble {
  const electron = new ElectronDouble();
  electron.makeWindow({});
  answerBridge({ ipcMain: electron.ipcMain, dialog: electron.dialog, window: () => electron.window, engineState: () => ({ state: 'running', deaths: 0 }) });
  return electron;
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
