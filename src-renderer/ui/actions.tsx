import { createContext, useContext } from 'react';

/** What any screen can ask of the window around it. */
export interface WindowActions {
  /** Open the import sheet; the person chooses files or folders there. */
  importFootage(): void;
  /** Open the palette. */
  openPalette(): void;
}

const ActionsContext = createContext<WindowActions>({ importFootage: () => undefined, openPalette: () => undefined });
export const ActionsProvider = ActionsContext.Provider;
export const useActions = (): WindowActions => useContext(ActionsContext);
