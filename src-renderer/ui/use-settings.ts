import { useQueryClient } from '@tanstack/react-query';
import type { Settings } from '../../src-main/shared/api/case.ts';
import type { Problem } from '../api/client.ts';
import { keyOf, useAct, useAsk } from '../api/use-ask.ts';

/** What the person chose, and how it is changed: at once on the screen, then on this computer. */
export function useSettings(): { settings: Settings | undefined; change(some: Partial<Settings>): void; problem: Problem | null } {
  const client = useQueryClient();
  const { data: settings } = useAsk('settings', {});
  const save = useAct('saveSettings');
  const change = (some: Partial<Settings>): void => {
    const before = client.getQueryData<Settings>(keyOf('settings', {}));
    if (before === undefined) return;
    const next = { ...before, ...some };
    client.setQueryData(keyOf('settings', {}), next);
    save.mutate(next);
  };
  return { settings, change, problem: save.error };
}
