import { Button, Group, Modal, Pagination, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { Keyframe, KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { useWords } from '../../../words/use-words.tsx';
import { shortClock } from '../frames/times.ts';
import { Basis, Picture } from './keyframe-picture.tsx';
import './print.css';
import classes from './strip.module.css';

interface SheetProps {
  name: string;
  index: KeyframeIndex;
  shown: readonly Keyframe[];
  which: 'distinct' | 'all';
  onSeek(pts: number): void;
  onClose(): void;
}

/** So many pictures stay quick to lay out, and fill a few printed pages. */
const perPage = 120;

/** The key frames as a sheet, to look over and to print. */
export function ContactSheet({ name, index, shown, which, onSeek, onClose }: SheetProps) {
  const { item: { strip: w } } = useWords();
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(shown.length / perPage));
  const from = (page - 1) * perPage;
  return (
    <Modal opened onClose={onClose} fullScreen title={w.sheetOf(name)} closeButtonProps={{ 'aria-label': w.closeSheet }} classNames={{ root: 'printed-alone' }} styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}>
      <Group justify="space-between" mb="sm" className={classes['onScreen'] ?? ''}>
        <Text size="sm">{which === 'distinct' ? w.distinct(shown.length) : w.all(shown.length)} <Basis index={index} /></Text>
        <Group gap="sm">
          {pages > 1 && <Pagination size="sm" total={pages} value={page} onChange={setPage} getControlProps={(control) => ({ 'aria-label': w.pageControls[control] })} />}
          <Button size="xs" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>{pages > 1 ? w.printPage : w.print}</Button>
        </Group>
      </Group>
      <div className={classes['printed']}>
        <Text size="sm">{w.printedOf(index.recipe.sourceSha256, index.timeBase)}</Text>
        <Text size="sm"><Basis index={index} />{pages > 1 ? ` ${w.pageOf(page, pages)}` : ''}</Text>
      </div>
      <div className={classes['sheet']}>
        {shown.slice(from, from + perPage).map((keyframe, n) => (
          <button type="button" key={keyframe.pts} className={classes['tile']} aria-label={w.frameAt(`${shortClock(keyframe.pts, index.timeBase)} · pts ${keyframe.pts}`, from + n + 1, shown.length)} onClick={() => onSeek(keyframe.pts)}>
            <Picture keyframe={keyframe} />
            <span className={`${classes['time']} numbers`}>{shortClock(keyframe.pts, index.timeBase)} · pts {keyframe.pts}</span>
          </button>
        ))}
      </div>
    </Modal>
  );
}
