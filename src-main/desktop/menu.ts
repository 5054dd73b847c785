import type { MenuItemConstructorOptions } from 'electron';
import type { AppState } from '../shared/api/case.ts';
import type { MenuCommand } from '../shared/desktop-bridge.ts';

export interface MenuState {
  platform: NodeJS.Platform;
  isPackaged: boolean;
  /** Whether a case is open, and whether something can be added to it. */
  opened: 'none' | 'read-only' | 'work';
  recent: AppState['recent'];
}

export interface MenuActs {
  /** Have the window do it. */
  command(command: MenuCommand): void;
  openRecent(folder: string): void;
  showVerifier(): void;
  quit(): void;
}

type Entry = MenuItemConstructorOptions;
const separator: Entry = { type: 'separator' };

/** The menus of the application. Accelerators are those of the platform (`CmdOrCtrl`); what needs a case is grey without one. */
export function menuEntries(state: MenuState, acts: MenuActs): Entry[] {
  const say = (label: string, command: MenuCommand, more: Entry = {}): Entry => ({ label, click: () => acts.command(command), ...more });
  const isMac = state.platform === 'darwin';
  return [
    ...(isMac ? [appMenu(say, acts)] : []),
    { label: '&File', submenu: fileMenu(state, acts, say) },
    { label: '&Edit', submenu: ['undo', 'redo', 'separator', 'cut', 'copy', 'paste', 'selectAll'].map((role) => (role === 'separator' ? separator : { role: role as 'undo' })) },
    { label: '&View', submenu: viewMenu(state, say) },
    { label: '&Go', submenu: [say('Library', 'library', { accelerator: 'CmdOrCtrl+1', enabled: state.opened !== 'none' }), ...(isMac ? [] : [say('Settings', 'settings', { accelerator: 'CmdOrCtrl+,' })])] },
    ...(isMac ? [{ role: 'windowMenu' } as Entry] : []),
    { role: 'help', label: '&Help', submenu: helpMenu(isMac, acts, say) },
  ];
}

type Say = (label: string, command: MenuCommand, more?: Entry) => Entry;

function appMenu(say: Say, acts: MenuActs): Entry {
  const quit: Entry = { label: 'Quit Postquem', accelerator: 'Cmd+Q', click: acts.quit };
  return {
    label: 'Postquem',
    submenu: [{ role: 'about' }, separator, say('Settings…', 'settings', { accelerator: 'Cmd+,' }), separator, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, separator, quit],
  };
}

function fileMenu({ platform, opened, recent }: MenuState, acts: MenuActs, say: Say): Entry[] {
  const recents = recent.map(({ title, folder, found }): Entry => ({ label: labelOf(`${title}, ${folder}`), enabled: found, click: () => acts.openRecent(folder) }));
  return [
    say('New case…', 'new-case', { accelerator: 'CmdOrCtrl+N' }),
    say('Open case…', 'open-case', { accelerator: 'CmdOrCtrl+O' }),
    { label: 'Open recent', submenu: recents, enabled: recents.length > 0 },
    separator,
    say('Import files…', 'import-files', { accelerator: 'CmdOrCtrl+I', enabled: opened === 'work' }),
    say('Import a folder…', 'import-folder', { accelerator: 'CmdOrCtrl+Shift+I', enabled: opened === 'work' }),
    separator,
    say('Close case', 'close-case', { accelerator: 'CmdOrCtrl+W', enabled: opened !== 'none' }),
    ...(platform === 'darwin' ? [] : [separator, { label: 'Quit', accelerator: platform === 'win32' ? 'Alt+F4' : 'Ctrl+Q', click: acts.quit }]),
  ];
}

function viewMenu({ isPackaged }: MenuState, say: Say): Entry[] {
  const themes = [say('As the system', 'theme-auto'), say('Light', 'theme-light'), say('Dark', 'theme-dark')];
  const forDevelopers: Entry[] = isPackaged ? [] : [separator, { role: 'reload' }, { role: 'toggleDevTools', accelerator: 'F12' }];
  return [{ role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'resetZoom' }, separator, { label: 'Theme', submenu: themes }, separator, { role: 'togglefullscreen' }, ...forDevelopers];
}

function helpMenu(isMac: boolean, acts: MenuActs, say: Say): Entry[] {
  return [
    say('Keys', 'keys'),
    { label: 'How others check a bundle', click: acts.showVerifier },
    separator,
    say('Licences', 'licences'),
    ...(isMac ? [] : [separator, { role: 'about', label: 'About Postquem' } as Entry]),
  ];
}

/** Titles and paths are other people's words: an ampersand would underline a letter, and a long one would widen the screen. */
function labelOf(text: string): string {
  const short = text.length > 90 ? `${text.slice(0, 50)}…${text.slice(-38)}` : text;
  return short.replaceAll('&', '&&');
}
