import { useAsk } from '../api/use-ask.ts';
import { useDraft } from './use-draft.ts';

/** A draft that belongs to the open case: short ids of items name others in another one. */
export function useCaseDraft<T>(name: string, initial: T): ReturnType<typeof useDraft<T>> {
  const { data } = useAsk('appState', {});
  return useDraft<T>(`${name}-${data?.opened?.log ?? ''}`, initial);
}
