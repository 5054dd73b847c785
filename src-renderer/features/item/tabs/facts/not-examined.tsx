import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useAct, useAsk } from '../../../../api/use-ask.ts';
import { ProblemNotice } from '../../../../ui/problem-notice.tsx';
import { useWords } from '../../../../words/use-words.tsx';
import { useCanRecord } from '../use-can-record.ts';

/** No witness has read the item: they can be asked to. */
export function NotExamined() {
  const { facts: w } = useWords().itemTabs;
  const canRecord = useCanRecord();
  const { data: jobs = [] } = useAsk('jobs', {});
  const { mutate, isPending, error } = useAct('examine');
  const isAtWork = jobs.some(({ kind, state }) => state === 'running' && (kind === 'examine' || kind === 'import'));
  return (
    <Alert color="gray" icon={<IconEyeOff aria-hidden />} title={w.notExamined}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{isAtWork ? w.examining : w.notExaminedWhy}</Text>
        {canRecord && !isAtWork && <Button size="xs" loading={isPending} onClick={() => mutate({})}>{w.examine}</Button>}
        {error !== null && <ProblemNotice problem={error} />}
      </Stack>
    </Alert>
  );
}
