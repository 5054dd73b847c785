import { Button, Group, NumberInput, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Region } from '../../../../src-main/shared/note.ts';
import { useAct } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { clockText } from '../frames/times.ts';
import { isPoint, middleRegion, pixelAt } from '../view/region.ts';
import type { Size } from '../view/geometry.ts';
import { markPlaces, missingOf, noteOf, type MarkDraft, type MarkPlace } from './mark-draft.ts';
import type { DraftControl } from './use-mark-draft.ts';

export interface MarkContext {
  id: string;
  control: DraftControl;
  /** Of the picture in which regions are measured; null where there is none. */
  picture: Size | null;
  /** The frame on the screen, once it is sure which one it is; null where there is none or it is not sure. */
  shownPts: number | null;
  /** Of the item's frames; null where they are not named by times. */
  timeBase: string | null;
}

/** Writes a note or a mark: what it points at, what it says. */
export function MarkEditor({ context, draft }: { context: MarkContext; draft: MarkDraft }) {
  const { common, item: { marks: w } } = useWords();
  const { id, control, picture, timeBase } = context;
  const { drop, change } = control;
  const hasTimes = timeBase !== null;
  const act = useAct('setNote', { onDone: drop });
  const missing = missingOf(draft, hasTimes);
  const offered = markPlaces.filter((place) => (place === 'none' ? true : place === 'frame' || place === 'range' ? hasTimes : picture !== null));
  const text = useRef<HTMLTextAreaElement>(null);
  // One that comes back after a reload does not take the keys away from the player.
  const isNew = useRef(draft.text === '');
  useEffect(() => {
    if (isNew.current) text.current?.focus();
  }, []);
  return (
    <Stack component="form" gap="xs" aria-label={draft.replaces === null ? w.newMark : w.correcting(draft.replaces)} onSubmit={(event) => {
      event.preventDefault();
      if (missing === undefined) act.mutate(noteOf(id, draft, hasTimes));
    }}>
      <Text size="sm" fw={600}>{draft.replaces === null ? w.newMark : w.correcting(draft.replaces)}</Text>
      <SegmentedControl size="xs" fullWidth aria-label={w.pointsAt} value={draft.place} onChange={(place) => change(placed(context, place, draft))} data={offered.map((place) => ({ value: place, label: w.places[place] }))} />
      <PlaceFields context={context} draft={draft} />
      <Textarea ref={text} size="sm" label={w.text} required autosize minRows={2} maxRows={8} maxLength={4000} value={draft.text} onChange={({ currentTarget: { value } }) => change({ text: value })} />
      <TextInput size="sm" label={w.label} description={w.labelMore} maxLength={80} value={draft.label} onChange={({ currentTarget: { value } }) => change({ label: value })} />
      {act.error !== null && <ProblemNotice problem={act.error} />}
      {missing !== undefined && <Text size="xs" c="dimmed" role="status">{w.missing[missing]}</Text>}
      <Group gap="xs">
        <Button size="xs" type="submit" disabled={missing !== undefined} loading={act.isPending}>{w.record}</Button>
        <Button size="xs" variant="default" onClick={drop}>{common.cancel}</Button>
      </Group>
      <Text size="xs" c="dimmed">{w.stays}</Text>
    </Stack>
  );
}

/** The draft once something else is pointed at: by the frame on the screen, and with no region but one of this kind that a person put there. */
export function placed({ picture, shownPts, timeBase }: MarkContext, place: MarkPlace, draft: MarkDraft): Partial<MarkDraft> {
  const from = timeBase === null || place === 'none' ? null : (draft.from ?? shownPts);
  const isKept = draft.region !== null && picture !== null && place === (isPoint(draft.region) ? 'point' : 'box');
  return { place, from, region: isKept ? draft.region : null, to: place === 'range' ? draft.to : null };
}

function PlaceFields({ context, draft }: { context: MarkContext; draft: MarkDraft }) {
  const { item: { marks: w } } = useWords();
  const { control: { change }, picture, shownPts, timeBase } = context;
  if (draft.place === 'none') return null;
  const isRegion = draft.place === 'point' || draft.place === 'box';
  const { region } = draft;
  const putInTheMiddle = (size: Size): void => change({ region: draft.place === 'box' ? middleRegion(size) : pixelAt({ x: size.width / 2, y: size.height / 2 }, size), ...(timeBase === null ? {} : { from: shownPts }) });
  return (
    <Stack gap={6}>
      {timeBase !== null && <EndField label={draft.place === 'range' ? w.from : w.onFrame} pts={draft.from} timeBase={timeBase} shownPts={shownPts} onSet={(from) => change({ from })} />}
      {timeBase !== null && draft.place === 'range' && <EndField label={w.to} pts={draft.to} timeBase={timeBase} shownPts={shownPts} onSet={(to) => change({ to })} />}
      {isRegion && <Text size="xs" c="dimmed">{draft.place === 'box' ? w.howToBox : w.howToPoint}</Text>}
      {isRegion && picture !== null && region === null && <Button size="compact-xs" variant="default" style={{ alignSelf: 'start' }} disabled={timeBase !== null && shownPts === null} onClick={() => putInTheMiddle(picture)}>{draft.place === 'box' ? w.boxInTheMiddle : w.pointInTheMiddle}</Button>}
      {isRegion && region !== null && timeBase !== null && draft.from !== shownPts && <Text size="xs" role="status">{w.onAnotherFrame}</Text>}
      {isRegion && picture !== null && region !== null && <RegionFields region={region} isBox={draft.place === 'box'} picture={picture} onChange={(region) => change({ region })} />}
    </Stack>
  );
}

function EndField({ label, pts, timeBase, shownPts, onSet }: { label: string; pts: number | null; timeBase: string; shownPts: number | null; onSet: (pts: number) => void }) {
  const { item: { marks: w } } = useWords();
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <Text size="xs" className="numbers">{label}: {pts === null ? w.notSet : w.time(clockText(pts, timeBase), pts)}</Text>
      <Button size="compact-xs" variant="default" disabled={shownPts === null || shownPts === pts} aria-label={w.takeShownFor(label)} onClick={() => shownPts !== null && onSet(shownPts)}>{w.takeShown}</Button>
    </Group>
  );
}

function RegionFields({ region, isBox, picture, onChange }: { region: Region; isBox: boolean; picture: Size; onChange: (region: Region) => void }) {
  const { item: { marks: w } } = useWords();
  const field = (part: keyof Region, max: number, min = 0) => (
    <NumberInput key={part} size="xs" label={w.regionParts[part]} value={region[part]} min={min} max={max} clampBehavior="strict" allowDecimal={false} hideControls onChange={(value) => typeof value === 'number' && onChange({ ...region, [part]: value })} />
  );
  return (
    <Group gap={6} grow wrap="nowrap">
      {field('x', picture.width - region.width)}
      {field('y', picture.height - region.height)}
      {isBox && field('width', picture.width - region.x, 1)}
      {isBox && field('height', picture.height - region.y, 1)}
    </Group>
  );
}
