import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { ItemDetail } from '../../../../../src-main/shared/api/items.ts';
import { paths } from '../../../../ui/paths.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import { VerdictText } from './verdict-text.tsx';
import classes from '../tabs.module.css';

/** What people judged of this item and others. */
export function Judged({ sameness }: Pick<ItemDetail, 'sameness'>) {
  const { itemTabs: { similar: w }, format } = useWords();
  return (
    <TabSection title={w.judgedTitle}>
      {sameness.length === 0 && <Text size="sm" c="dimmed">{w.judgedNone}</Text>}
      <Stack gap="xs">
        {sameness.map(({ entry, verdict, because, other }) => (
          <div key={entry} className={classes['card']}>
            <Group gap="xs" justify="space-between">
              <Anchor component={Link} href={paths.item(other.id)} size="sm" className={classes['said']}>{other.name}</Anchor>
              <Text size="xs" c="dimmed">{w.judgedIn(format.number(entry))}</Text>
            </Group>
            <Group gap={6} wrap="nowrap" align="flex-start">
              <VerdictText verdict={verdict} />
              <Text size="sm" className={classes['said']}>{because}</Text>
            </Group>
          </div>
        ))}
      </Stack>
    </TabSection>
  );
}
