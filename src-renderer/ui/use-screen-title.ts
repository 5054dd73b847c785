import { useLayoutEffect } from 'react';
import { useAsk } from '../api/use-ask.ts';
import { useWords } from '../words/use-words.tsx';

/** The window's title while a screen is shown: what is on it, in which case. */
export function useScreenTitle(title: string): void {
  const { common } = useWords();
  const { data } = useAsk('appState', {});
  const caseTitle = data?.opened?.title;
  useLayoutEffect(() => {
    document.title = [title, caseTitle, common.product].filter(Boolean).join(' – ');
  }, [title, caseTitle, common.product]);
}
