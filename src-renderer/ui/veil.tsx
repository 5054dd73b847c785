import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { useAsk } from '../api/use-ask.ts';

/** Whether footage is shown grey and played muted until the person asks: for people who look at horror all day. */
export interface Veil {
  isGrey: boolean;
  isMuted: boolean;
  setGrey(isGrey: boolean): void;
  setMuted(isMuted: boolean): void;
}

const VeilContext = createContext<Veil>({ isGrey: true, isMuted: true, setGrey: () => undefined, setMuted: () => undefined });
export const useVeil = (): Veil => useContext(VeilContext);

/** As the settings say; what is asked for holds until the window is loaded anew. Pictures of class `footage` follow by style. */
export function VeilProvider({ children }: { children: ReactNode }) {
  const { data } = useAsk('settings', {});
  const [asked, setAsked] = useState<{ grey?: boolean; muted?: boolean }>({});
  const isGrey = asked.grey ?? data?.greyUntilAsked ?? true;
  const isMuted = asked.muted ?? data?.mutedUntilAsked ?? true;
  useEffect(() => {
    document.documentElement.toggleAttribute('data-grey', isGrey);
  }, [isGrey]);
  const veil: Veil = {
    isGrey,
    isMuted,
    setGrey: (grey) => setAsked((before) => ({ ...before, grey })),
    setMuted: (muted) => setAsked((before) => ({ ...before, muted })),
  };
  return <VeilContext.Provider value={veil}>{children}</VeilContext.Provider>;
}
