import { Alert, Anchor, Badge, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft, IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { ItemDetail } from '../../../src-main/shared/api/items.ts';
import type { KeyframeIndex } from '../../../src-main/shared/keyframes.ts';
import { paths } from '../../ui/paths.ts';
import { useWords } from '../../words/use-words.tsx';
import { clockText } from './frames/times.ts';
import classes from './item.module.css';

/** Which item it is. */
export function ItemHead({ detail: { item } }: { detail: ItemDetail }) {
  const { item: { head: w }, format } = useWords();
  return (
    <header className={classes['head']}>
      <Anchor component={Link} href={paths.library} size="sm" aria-label={w.back} flex="none"><IconArrowLeft size={16} className="mirrored-in-rtl" aria-hidden /> {w.library}</Anchor>
      <h1 className={classes['name']} title={item.name}>{item.name}</h1>
      <Text size="sm" c="dimmed" className="numbers" style={{ whiteSpace: 'nowrap' }}>
        {[item.id, item.width === null || item.height === null ? '' : `${item.width}×${item.height}`, item.durationS === null ? '' : format.duration(item.durationS), format.bytes(item.bytes)].filter(Boolean).join(' · ')}
      </Text>
      {item.damaged && <Badge color="orange" variant="light" tt="none" leftSection={<IconAlertTriangle size={12} />}>{w.damaged}</Badge>}
    </header>
  );
}

/** What a reader of the footage should know: a tail that is missing, times that mean little, and where it ends. */
export function Remarks({ index, isDamaged, endPts, brokeAt }: { index: KeyframeIndex | null; isDamaged: boolean; endPts: number | null; brokeAt: string | null }) {
  const { item: { head: w } } = useWords();
  const remarks = [...(index?.remarks ?? []), ...(brokeAt === null ? [] : [w.brokeAt(brokeAt)])];
  const isBad = isDamaged || brokeAt !== null;
  if (remarks.length === 0) return null;
  return (
    <Alert variant="light" color={isBad ? 'orange' : 'gray'} icon={isBad ? <IconAlertTriangle size={16} /> : <IconInfoCircle size={16} />} p="xs" flex="none">
      <List size="sm">
        {remarks.map((remark) => <List.Item key={remark}>{remark}</List.Item>)}
        {endPts !== null && index !== null && <List.Item>{w.endsAt(clockText(endPts, index.timeBase), endPts)}</List.Item>}
      </List>
    </Alert>
  );
}
