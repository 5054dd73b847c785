import { Badge, Button, Group } from '@mantine/core';
import { IconBookmarkPlus, IconCameraPlus } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { mediaPaths } from '../../../src-main/shared/api/items.ts';
import { useAct } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useVeil } from '../../ui/veil.tsx';
import { useWords } from '../../words/use-words.tsx';
import { ItemHead, Remarks } from './item-head.tsx';
import { useItemJob } from './item-job.tsx';
import classes from './item.module.css';
import { emptyDraft } from './marks/mark-draft.ts';
import { placed } from './marks/mark-editor.tsx';
import { useReviewMarks } from './marks/use-review-marks.ts';
import { FullscreenButton, VeilControls } from './player/controls.tsx';
import playerClasses from './player/player.module.css';
import { useViewKeys } from './player/use-player-keys.ts';
import { ProxyOffer } from './proxy/proxy-offer.tsx';
import { ReviewLayout } from './review-layout.tsx';
import { pictureOf, type ReviewProps } from './review.ts';
import { SidePanel } from './side-panel.tsx';
import { Stage } from './view/stage.tsx';
import { useView } from './view/use-view.ts';
import { ViewNote } from './view/view-note.tsx';
import { ViewButtons } from './view/view-panel.tsx';

/** A picture: looked at closely, and marked. */
export function StillReview({ id, detail, index, problem, canRecord }: ReviewProps) {
  const { item: w } = useWords();
  const view = useView();
  const { isGrey, setGrey } = useVeil();
  const [refused, setRefused] = useState<'none' | 'evidence' | 'copy'>('none');
  const [natural, setNatural] = useState<{ width: number; height: number } | null>(null);
  const image = useRef<HTMLImageElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const work = useItemJob('makeProxy', id);
  const stays = (): void => undefined;
  const marks = useReviewMarks(id, detail, { shownPts: null, hasTimes: false, canRecord, onSeek: stays });
  const copy = detail.proxy?.mediaType.startsWith('image/') === true ? detail.proxy : null;
  const isCopy = refused !== 'none' && copy !== null;
  const isShown = refused === 'none' || (isCopy && refused !== 'copy');
  const poster = index?.keyframes.find(({ decoded }) => decoded !== undefined)?.decoded?.poster.sha256;
  const recorded = pictureOf(detail);
  const picture = recorded ?? natural ?? { width: 4, height: 3 };
  const context = { id, control: marks.control, picture: recorded, shownPts: null, timeBase: null };
  const keep = useAct('keepFrame', { onDone: () => marks.setList('made') });
  const pts = index?.keyframes[0]?.pts;
  const onMark = canRecord && recorded !== null ? () => {
    marks.setList('marks');
    if (marks.control.draft === null) marks.control.begin(placed(context, 'box', emptyDraft));
  } : undefined;
  useViewKeys({ view, stage: () => stage.current, extra: [
    { keys: 'C', words: isGrey ? w.player.colourOn : w.player.colourOff, run: () => setGrey(!isGrey) },
    { keys: 'N', words: w.keys.mark, run: () => onMark?.(), off: onMark === undefined },
    { keys: '0', words: w.view.reset, run: view.reset, off: !view.isAdjusted },
  ] });
  const url = isShown ? (isCopy ? mediaPaths.derivative(copy.sha256) : mediaPaths.original(detail.item.sha256)) : poster === undefined ? undefined : mediaPaths.derivative(poster);
  const footage = (
    <>
      <Remarks index={index} isDamaged={detail.item.damaged} endPts={null} brokeAt={null} />
      <div className={classes['stageBox']}>
        <Stage picture={picture} control={view} media={image} marks={marks.shown} drawing={marks.drawing} stageRef={stage} over={<>
          {isCopy && isShown && <div className={playerClasses['label']}><Badge color="yellow.4" c="dark.9" variant="filled" tt="none">{w.proxy.isCopy}</Badge></div>}
          {!isShown && <ProxyOffer why="picture-refused" work={work} canRecord={canRecord} />}
          <ViewNote control={view} />
        </>}>
          {url === undefined ? <span /> : (
            <img key={url} ref={image} src={url} alt={w.player.footageOf(detail.item.name)} draggable={false}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setNatural({ width: naturalWidth, height: naturalHeight })} onError={() => setRefused(isCopy ? 'copy' : 'evidence')} />
          )}
        </Stage>
      </div>
      <div className={playerClasses['controls']}>
        <VeilControls volume={1} onVolume={() => undefined} hasPicture hasSound={false} />
        <ViewButtons control={view} />
        <FullscreenButton stage={() => stage.current} />
        {canRecord && <Group gap={6} ms="auto">
          {pts !== undefined && <Button size="compact-sm" variant="default" leftSection={<IconCameraPlus size={16} />} loading={keep.isPending} onClick={() => keep.mutate({ id, pts })}>{w.made.keepPicture}</Button>}
          <Button size="compact-sm" variant="default" leftSection={<IconBookmarkPlus size={16} />} disabled={onMark === undefined} onClick={onMark}>{w.marks.mark}</Button>
        </Group>}
      </div>
      {keep.error !== null && <ProblemNotice problem={keep.error} />}
      {problem !== null && <ProblemNotice problem={problem} />}
    </>
  );
  const side = <SidePanel detail={detail} context={context} canRecord={canRecord} list={marks.list} onList={marks.setList} chosen={marks.chosen} onChoose={marks.choose} onSeek={stays} />;
  return <ReviewLayout head={<ItemHead detail={detail} />} footage={footage} side={side} />;
}
