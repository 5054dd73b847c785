import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { listenToEngine, type EngineState } from './engine-events.ts';

const unknown: EngineState = { connection: 'connecting', caseIsLost: false, pauseMs: 0 };
const EngineContext = createContext<EngineState>(unknown);

/** Whether the engine answers, and whether the case is where it was. */
export const useEngine = (): EngineState => useContext(EngineContext);

export function EngineListener({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState(unknown);
  useEffect(() => listenToEngine(client, (news) => setState((before) => ({ ...before, ...news }))), [client]);
  return <EngineContext.Provider value={state}>{children}</EngineContext.Provider>;
}
