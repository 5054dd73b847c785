import { useAsk } from '../../../api/use-ask.ts';

/** Whether anything can be added to the case that is open. */
export function useCanRecord(): boolean {
  return useAsk('appState', {}).data?.opened?.mode === 'work';
}
