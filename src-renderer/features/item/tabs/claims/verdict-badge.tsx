import { Badge } from '@mantine/core';
import { IconCheck, IconHelp, IconMinus, IconX, IconArrowsSplit } from '@tabler/icons-react';
import type { RecordedVerdict } from '../../../../../src-main/shared/claim-record.ts';
import { useWords } from '../../../../words/use-words.tsx';

const looks = {
  refuted: { Icon: IconX, color: 'red' },
  supported: { Icon: IconCheck, color: 'teal' },
  'consistent-but-unproven': { Icon: IconMinus, color: 'gray' },
  conflicting: { Icon: IconArrowsSplit, color: 'orange' },
  undefined: { Icon: IconHelp, color: 'gray' },
} as const;

/** The verdict by rule, as word and sign; that there is none yet is said as well. */
export function VerdictBadge({ verdict }: { verdict: RecordedVerdict | null }) {
  const { claims: w } = useWords().itemTabs;
  if (verdict === null) return <Badge variant="default" size="sm">{w.notWeighed}</Badge>;
  const { Icon, color } = looks[verdict];
  return <Badge variant="light" size="sm" color={color} c="var(--mantine-color-text)" leftSection={<Icon size={12} aria-hidden />}>{w.verdicts[verdict]}</Badge>;
}
