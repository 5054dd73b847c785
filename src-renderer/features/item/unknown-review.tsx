import { Alert, Text } from '@mantine/core';
import { IconFileUnknown } from '@tabler/icons-react';
import { useWords } from '../../words/use-words.tsx';
import { ItemHead, Remarks } from './item-head.tsx';
import { useReviewMarks } from './marks/use-review-marks.ts';
import { ReviewLayout } from './review-layout.tsx';
import type { ReviewProps } from './review.ts';
import { SidePanel } from './side-panel.tsx';

/** A file that is no footage, or of which nobody knows yet what it is: kept like any other, and noted on. */
export function UnknownReview({ id, detail, index, noneBecause, canRecord }: ReviewProps) {
  const { item: { unknown: w }, format } = useWords();
  const stays = (): void => undefined;
  const marks = useReviewMarks(id, detail, { shownPts: null, hasTimes: false, canRecord, onSeek: stays });
  const context = { id, control: marks.control, picture: null, shownPts: null, timeBase: null };
  const { item, facts } = detail;
  const container = facts.find(({ field }) => field === 'container-format');
  const footage = (
    <>
      <Remarks index={index} isDamaged={detail.item.damaged} endPts={null} brokeAt={null} />
      <Alert variant="light" color="gray" icon={<IconFileUnknown />} title={item.examined ? w.noFootage : w.notExamined}>
        <Text size="sm">{item.examined ? w.noFootageMore : w.notExaminedMore}</Text>
        {container !== undefined && <Text size="sm" mt={4}>{w.container(container.raw)}</Text>}
        {noneBecause !== null && <Text size="sm" mt={4}>{noneBecause}</Text>}
        <Text size="sm" mt={4}>{w.kept(format.bytes(item.bytes))}</Text>
      </Alert>
    </>
  );
  const side = <SidePanel detail={detail} context={context} canRecord={canRecord} list={marks.list} onList={marks.setList} chosen={marks.chosen} onChoose={marks.choose} onSeek={stays} />;
  return <ReviewLayout head={<ItemHead detail={detail} />} footage={footage} side={side} />;
}
