import { Alert, Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../api/client.ts';
import { useWords } from '../words/use-words.tsx';

/** Why something could not be done, in a sentence, with what can be tried. */
export function ProblemNotice({ problem, onRetry, children }: { problem: Problem; onRetry?: () => void; children?: ReactNode }) {
  const { errorSentence, common } = useWords();
  return (
    <Alert color="red" variant="light" role="alert">
      {errorSentence(problem.code, problem.facts)}
      {(onRetry !== undefined || children !== undefined) && (
        <Group mt="xs">
          {onRetry !== undefined && <Button size="xs" variant="default" onClick={onRetry}>{common.retry}</Button>}
          {children}
        </Group>
      )}
    </Alert>
  );
}
