import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppState, OpenedCase } from '../../../src-main/shared/api/case.ts';
import { Problem } from '../../api/client.ts';
import { keyOf } from '../../api/use-ask.ts';
import { useSecretAct } from '../../ui/use-secret-act.ts';

export interface Opening {
  /** Open the case in a folder; one with a passphrase asks for it. */
  open(folder: string): Promise<void>;
  /** Open it only to read: no passphrase, also beside another process that writes. */
  read(folder: string): Promise<void>;
  /** The folder whose case is locked, while its passphrase is asked for. */
  locked: string | undefined;
  unlock(passphrase: string): Promise<void>;
  giveUp(): void;
  /** Which folder is being opened. */
  pending: string | undefined;
  /** Why the last one could not be opened, and which it was. */
  problem: Problem | undefined;
  failed: string | undefined;
  /** A case is open now: show it. */
  taken(opened: OpenedCase): void;
}

/** Open a case, whichever way it is locked. The passphrase goes to the engine and is kept nowhere. */
export function useOpening(): Opening {
  const client = useQueryClient();
  const act = useSecretAct('openCase');
  const [folder, setFolder] = useState<string>();
  const [isLocked, setLocked] = useState(false);

  const taken = (opened: OpenedCase): void => {
    setLocked(false);
    client.setQueryData<AppState>(keyOf('appState', {}), (before) => before && { ...before, opened });
    void client.invalidateQueries();
  };
  const open = async (wanted: string): Promise<void> => {
    setFolder(wanted);
    setLocked(false);
    const opened = await act.run({ folder: wanted });
    if (opened !== undefined) taken(opened);
  };
  const read = async (wanted: string): Promise<void> => {
    setFolder(wanted);
    const opened = await act.run({ folder: wanted, readOnly: true });
    if (opened !== undefined) taken(opened);
  };
  const unlock = async (passphrase: string): Promise<void> => {
    if (folder === undefined) return;
    setLocked(true);
    const opened = await act.run({ folder, passphrase });
    if (opened !== undefined) taken(opened);
  };
  const asks = act.problem?.code === 'passphrase-needed' || act.problem?.code === 'passphrase-wrong' || isLocked;
  return {
    open,
    read,
    unlock,
    taken,
    locked: asks ? folder : undefined,
    giveUp: () => {
      setLocked(false);
      act.forgetProblem();
    },
    pending: act.isPending ? folder : undefined,
    problem: act.problem,
    failed: folder,
  };
}
