import { Badge, Button, Group, Loader, SegmentedControl, Text } from '@mantine/core';
import { IconAlertTriangle, IconBookmarkPlus, IconCameraPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { mediaPaths } from '../../../src-main/shared/api/items.ts';
import { useAct } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useVeil } from '../../ui/veil.tsx';
import { useWords } from '../../words/use-words.tsx';
import { useFrameIndex } from './frames/use-frame-index.ts';
import { nearestPts, shortClock } from './frames/times.ts';
import { ItemHead, Remarks } from './item-head.tsx';
import { JobInPlace, useItemJob } from './item-job.tsx';
import classes from './item.module.css';
import { emptyDraft } from './marks/mark-draft.ts';
import { placed } from './marks/mark-editor.tsx';
import { useReviewMarks } from './marks/use-review-marks.ts';
import { FullscreenButton, LoopMenu, SpeedSelect, TransportButtons, useVolume, VeilControls, type Transport } from './player/controls.tsx';
import playerClasses from './player/player.module.css';
import { Scrubber } from './player/scrubber.tsx';
import { PosterReadout, TimeReadout } from './player/time-readout.tsx';
import { usePlayback } from './player/use-playback.ts';
import { keyframesAround, usePlayerKeys } from './player/use-player-keys.ts';
import type { ProjectorState } from './player/projector.ts';
import { useProjector, useProjectorState } from './player/use-projector.ts';
import { ProxyOffer } from './proxy/proxy-offer.tsx';
import { ReviewLayout } from './review-layout.tsx';
import { pictureOf, type ReviewProps } from './review.ts';
import { SidePanel } from './side-panel.tsx';
import { KeyframeStrip } from './strip/keyframe-strip.tsx';
import { Stage } from './view/stage.tsx';
import { useView } from './view/use-view.ts';
import { ViewButtons } from './view/view-panel.tsx';
import { ViewNote } from './view/view-note.tsx';

/** Footage or sound: played, stepped through, looked at closely, marked. */
export function FootageReview({ id, detail, index, noneBecause, problem, canRecord, hasPicture }: ReviewProps & { hasPicture: boolean }) {
  const { item: w } = useWords();
  const known = useFrameIndex(id, { enabled: hasPicture && index !== null && index.basis !== 'still' });
  const frames = known.index ?? null;
  const projector = useProjector(frames);
  const media = useRef<HTMLVideoElement>(null);
  const playback = usePlayback(detail, { projector, media, expectsPicture: hasPicture });
  const { shown, isSeeking, isPlaying } = useProjectorState(projector);
  const view = useView();
  const { isMuted } = useVeil();
  const [volume, setVolume] = useVolume();
  const [posterPts, setPosterPts] = useState<number | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const isPlayable = playback.state === 'plays' || playback.state === 'loading';
  const proxyWork = useItemJob('makeProxy', id);
  const scanWork = useItemJob('scanDeeply', id);

  const poster = index?.keyframes.findLast(({ pts, decoded }) => decoded !== undefined && pts <= (posterPts ?? Infinity) && (posterPts !== null || pts === index.keyframes[0]?.pts)) ?? index?.keyframes.find(({ decoded }) => decoded !== undefined);
  const surePts = isPlayable ? surePtsOf({ shown, isSeeking }) : (poster?.pts ?? null);
  const restPts = isPlaying ? null : surePts;
  const seek = (pts: number): void => {
    if (isPlayable) void projector.showPts(pts);
    else setPosterPts(pts);
  };
  const here = isPlayable ? shown.pts : surePts;
  const go = (pts: number | undefined): void => {
    if (pts !== undefined) seek(pts);
  };
  const transport: Transport = {
    first: () => (isPlayable && frames !== null ? void projector.show(0) : go(index?.keyframes[0]?.pts)),
    last: () => (isPlayable && frames !== null ? void projector.show(frames.count - 1) : go(index?.keyframes.at(-1)?.pts)),
    keyframeBack: () => go(keyframesAround(index, here).before),
    keyframeOn: () => go(keyframesAround(index, here).after),
  };
  const hasTimes = index !== null && index.basis !== 'still' && playback.keepsTimes;
  const marks = useReviewMarks(id, detail, { shownPts: restPts, hasTimes, canRecord, onSeek: seek });
  const picture = pictureOf(detail);
  const context = { id, control: marks.control, picture: hasPicture ? picture : null, shownPts: restPts, timeBase: hasTimes ? index.timeBase : null };
  const keep = useAct('keepFrame', { onDone: () => marks.setList('made') });
  const canKeep = canRecord && restPts !== null && hasPicture;
  const onKeep = canKeep ? () => keep.mutate({ id, pts: restPts }) : undefined;
  const namesNone = isPlayable && (known.namesNone || known.restarts > 0);
  const mark = async (): Promise<void> => {
    marks.setList('marks');
    // What is marked is the frame that the person sees once the screen stands still, not the one of the last rendering.
    await projector.pause();
    const shownPts = isPlayable ? restingPts(projector.state) : surePts;
    if (marks.control.draft === null) marks.control.begin(placed({ ...context, shownPts }, namesNone ? 'none' : hasPicture && picture !== null ? 'box' : hasTimes ? 'frame' : 'none', emptyDraft));
  };
  const onMark = canRecord ? () => void mark() : undefined;
  usePlayerKeys({ projector, transport, view, stage: () => stage.current, isPlayable, canStep: isPlayable && known.index !== undefined, onKeep, onMark });
  useEffect(() => {
    const { current } = media;
    if (current !== null) current.volume = volume;
  }, [volume, playback.url]);

  const brokeAt = playback.brokeAtS === null ? null : index === null ? `${playback.brokeAtS} s` : shortClock(nearestPts(playback.brokeAtS, index.timeBase), index.timeBase);
  const label = <Labels isCopy={playback.isCopy} keepsTimes={playback.keepsTimes} />;
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has captioned evidence
  const element = <video key={playback.url} ref={media} src={playback.url} muted={isMuted} playsInline preload="auto" aria-label={w.player.footageOf(detail.item.name)} onLoadedMetadata={playback.onMetadata} onError={playback.onError} />;
  const footage = (
    <>
      <Remarks index={index} isDamaged={detail.item.damaged} endPts={detail.item.damaged ? (frames?.lastPts ?? null) : null} brokeAt={brokeAt} />
      {hasPicture ? (
        <div className={classes['stageBox']}>
          <Stage picture={picture ?? { width: 16, height: 9 }} control={view} media={media} marks={marks.shown} drawing={marks.drawing} stageRef={stage} over={<>
            <div className={playerClasses['label']}>{label}</div>
            {playback.state === 'loading' && <div className={playerClasses['centre']}><Loader color="gray" aria-label={w.loading} /></div>}
            {!isPlayable && <ProxyOffer why={playback.state === 'sound-only' ? 'sound-only' : 'refused'} work={proxyWork} canRecord={canRecord} />}
            <ViewNote control={view} />
          </>}>
            {isPlayable ? element : poster?.decoded === undefined ? <span /> : <img src={mediaPaths.derivative(poster.decoded.poster.sha256)} alt={w.player.posterAt(shortClock(poster.pts, index?.timeBase ?? '1/1'))} draggable={false} />}
          </Stage>
        </div>
      ) : (
        <div className={classes['sound']}>{isPlayable ? element : <ProxyOffer why="refused" work={proxyWork} canRecord={canRecord} />}</div>
      )}
      {isPlayable && frames !== null && playback.keepsTimes && <Scrubber projector={projector} frames={frames} keyframes={index} notes={detail.notes} />}
      {isPlayable && (frames === null || !playback.keepsTimes) && known.index !== undefined && <PlainScrubber projector={projector} />}
      <div className={playerClasses['controls']}>
        {isPlayable && <TransportButtons projector={projector} transport={transport} />}
        {isPlayable ? <TimeReadout projector={projector} isReading={known.index === undefined} /> : poster !== undefined && index !== null && <PosterReadout pts={poster.pts} timeBase={index.timeBase} />}
      </div>
      <div className={playerClasses['controls']}>
        {isPlayable && <><SpeedSelect projector={projector} /><LoopMenu projector={projector} /><VeilControls volume={volume} onVolume={setVolume} hasPicture={hasPicture} /></>}
        {hasPicture && <><ViewButtons control={view} /><FullscreenButton stage={() => stage.current} /></>}
        {playback.canChoose && <SegmentedControl size="xs" aria-label={w.proxy.which} value={playback.isCopy ? 'copy' : 'evidence'} onChange={(value) => playback.choose(value)} data={[{ value: 'evidence', label: w.proxy.evidence }, { value: 'copy', label: w.proxy.copy }]} />}
        {canRecord && <Group gap={6} ms="auto">
          {hasPicture && <Button size="compact-sm" variant="default" leftSection={<IconCameraPlus size={16} />} disabled={!canKeep} loading={keep.isPending} onClick={onKeep}>{w.made.keep}</Button>}
          <Button size="compact-sm" variant="default" leftSection={<IconBookmarkPlus size={16} />} onClick={onMark}>{w.marks.mark}</Button>
        </Group>}
      </div>
      {keep.error !== null && <ProblemNotice problem={keep.error} />}
      {known.problem !== null && <ProblemNotice problem={known.problem} />}
      {isPlayable && known.namesNone && <Warning words={w.player.namesNone} />}
      {known.restarts > 0 && <Warning words={w.player.restarts(known.restarts)} />}
      {problem !== null && <ProblemNotice problem={problem} />}
      {hasPicture && problem === null && (
        <KeyframeStrip name={detail.item.name} index={index} noneBecause={noneBecause} shownPts={here} onSeek={seek}>
          {canRecord && index?.basis === 'key-packets' && scanWork.job?.state !== 'running' && <Button size="compact-xs" variant="default" loading={scanWork.isBeginning} onClick={scanWork.begin}>{w.strip.scanDeeply}</Button>}
        </KeyframeStrip>
      )}
      <JobInPlace of={scanWork} label={w.strip.scanning} />
      {playback.state === 'plays' && !playback.isCopy && <JobInPlace of={proxyWork} label={w.proxy.making} />}
    </>
  );
  const side = <SidePanel detail={detail} context={context} canRecord={canRecord} list={marks.list} onList={marks.setList} chosen={marks.chosen} onChoose={marks.choose} onSeek={seek} />;
  return <ReviewLayout head={<ItemHead detail={detail} />} footage={footage} side={side} />;
}

function surePtsOf({ shown, isSeeking }: Pick<ProjectorState, 'shown' | 'isSeeking'>): number | null {
  return shown.isConfirmed && !isSeeking ? shown.pts : null;
}

function restingPts(state: ProjectorState): number | null {
  return state.isPlaying ? null : surePtsOf(state);
}

/** Whatever is not the evidence itself says so on the picture. */
function Labels({ isCopy, keepsTimes }: { isCopy: boolean; keepsTimes: boolean }) {
  const { item: { proxy: w } } = useWords();
  if (!isCopy) return null;
  return <Group gap={4}><Badge color="yellow.4" c="dark.9" variant="filled" tt="none">{w.isCopy}</Badge>{!keepsTimes && <Badge color="red.9" variant="filled" tt="none">{w.otherTimes}</Badge>}</Group>;
}

/** Too long for a badge, which would cut it short. */
function Warning({ words }: { words: string }) {
  return <Group gap={6} wrap="nowrap" align="flex-start"><IconAlertTriangle size={16} color="var(--mantine-color-orange-7)" aria-hidden style={{ flexShrink: 0 }} /><Text size="xs">{words}</Text></Group>;
}

/** Where frames are not named by times: a line by seconds, and no more is promised. */
function PlainScrubber({ projector }: { projector: ReturnType<typeof useProjector> }) {
  const { item: { player: w }, format } = useWords();
  const { shown, durationS } = useProjectorState(projector);
  return (
    <input type="range" className={playerClasses['plain']} aria-label={w.position} aria-valuetext={format.duration(shown.mediaTime)} min={0} max={durationS || 1} step={0.1} value={shown.mediaTime} onChange={({ currentTarget: { value } }) => void projector.seek(Number(value))} />
  );
}
