import { Center, Loader } from '@mantine/core';
import type { Problem } from '../../../api/client.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';

/** In place of an answer that is not there yet, or could not be had. */
export function Waiting({ error, onRetry }: { error: Problem | null; onRetry: () => void }) {
  const { common } = useWords();
  return error === null ? <Center p="md"><Loader size="sm" aria-label={common.loading} role="status" /></Center> : <ProblemNotice problem={error} onRetry={onRetry} />;
}
