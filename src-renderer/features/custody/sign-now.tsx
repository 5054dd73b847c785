import { Button } from '@mantine/core';
import { useAct } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';

/** Sign the log as it is. */
export function SignNow() {
  const { custody: { head: w } } = useWords();
  const sign = useAct('signNow');
  return (
    <>
      <Button size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => sign.mutate({})} loading={sign.isPending}>{w.sign}</Button>
      {sign.error !== null && <ProblemNotice problem={sign.error} />}
    </>
  );
}
