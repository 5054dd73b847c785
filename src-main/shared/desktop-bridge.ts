/** What the desktop window can do beyond a browser: the preload lays it on `window.postquemDesktop`. Absent in a browser. */
export interface DesktopBridge {
  /** Where a dropped or chosen file lies on this computer; empty for one that was made in the page. */
  pathOf(file: File): string;
  /** Ask for a folder; null when the person closed the dialog. */
  chooseFolder(purpose: FolderPurpose): Promise<string | null>;
  /** Ask for files to import; none when the person closed the dialog. */
  chooseFiles(): Promise<string[]>;
  /** Hear how the engine is, beginning with how it is now. Returns how to stop. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** Hear of cases that are to be opened: from the list of recent ones, the command line, the desktop. Returns how to stop. */
  onOpenCase(listener: (folder: string) => void): () => void;
  /** Hear of bundles that were opened from the desktop or the command line: to be looked at before they are received. Returns how to stop. */
  onReceiveBundle(listener: (path: string) => void): () => void;
  /** Hear what was chosen in the menus. Returns how to stop. */
  onMenu(listener: (command: MenuCommand) => void): () => void;
}

/** The ending of a bundle in one file by which the desktop knows it; a ZIP file or an age file all the same. */
export const bundleEnding = '.postquem';

/** The property of `window` that holds the bridge. */
export const bridgeName = 'postquemDesktop';

export const folderPurposes = ['open-case', 'new-case', 'import', 'target', 'bundle'] as const;
export type FolderPurpose = (typeof folderPurposes)[number];

export const menuCommands = [
  'new-case', 'open-case', 'close-case', 'import-files', 'import-folder', 'library', 'settings', 'keys', 'licences', 'theme-auto', 'theme-light', 'theme-dark',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** A case that was open when the engine ended and could not be opened again, as code and facts: `passphrase-needed` asks for it. */
export interface NotReopened {
  folder: string;
  code: string;
  facts: Record<string, string | number | boolean>;
}

export type EngineState =
  /** `deaths`: how often it has ended since the application began. */
  | { state: 'running'; deaths: number; notReopened?: NotReopened }
  /** It ended, or is beginning. What was reported as kept is safe. */
  | { state: 'starting'; deaths: number }
  /** It ended too often: nothing is tried until the person asks. */
  | { state: 'given-up'; deaths: number };
