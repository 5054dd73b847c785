import { Badge } from '@mantine/core';
import { IconEqual, IconEqualNot, IconHelp } from '@tabler/icons-react';
import { useWords } from '../../../../words/use-words.tsx';

const looks = { same: { Icon: IconEqual, color: 'teal' }, different: { Icon: IconEqualNot, color: 'orange' }, undetermined: { Icon: IconHelp, color: 'gray' } } as const;

/** A person's judgement of two items, as word and sign. */
export function VerdictText({ verdict }: { verdict: string }) {
  const { similar: w } = useWords().itemTabs;
  const { Icon, color } = looks[verdict as keyof typeof looks] ?? looks.undetermined;
  return <Badge size="sm" variant="light" color={color} c="var(--mantine-color-text)" leftSection={<Icon size={12} aria-hidden />} style={{ flex: 'none' }}>{w.verdicts[verdict] ?? verdict}</Badge>;
}
