/** The names under which window and main process speak; everything else is refused. */
export const channels = {
  chooseFolder: 'postquem:choose-folder',
  chooseFiles: 'postquem:choose-files',
  /** The window listens now: it is told the engine's state and what is to be opened. */
  listening: 'postquem:listening',
  engineState: 'postquem:engine-state',
  openCase: 'postquem:open-case',
  receiveBundle: 'postquem:receive-bundle',
  menu: 'postquem:menu',
} as const;
