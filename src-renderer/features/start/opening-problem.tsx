import { Button } from '@mantine/core';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import type { Opening } from './use-opening.ts';

/** Why this folder could not be opened, where that was tried; a locked case asks elsewhere. */
export function OpeningProblem({ opening: { problem, failed, locked, open, read }, of }: { opening: Opening; of: string }) {
  const { start } = useWords();
  if (problem === undefined || failed !== of || locked !== undefined) return null;
  return (
    <ProblemNotice problem={problem} onRetry={() => void open(of)}>
      {problem.code === 'case-in-use' && <Button size="xs" variant="default" onClick={() => void read(of)}>{start.read}</Button>}
    </ProblemNotice>
  );
}
