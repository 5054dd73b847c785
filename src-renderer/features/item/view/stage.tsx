import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode, type Ref, type RefObject } from 'react';
import { useWords } from '../../../words/use-words.tsx';
import { MarkLayer, type ShownMark } from '../marks/mark-layer.tsx';
import type { Drawing } from './drawing.ts';
import { fitScale, keptOnStage, toPicture, zoomAbout, type OnStage, type Point, type Size } from './geometry.ts';
import { Loupe } from './loupe.tsx';
import { grownBy, movedBy, pixelAt, regionBetween } from './region.ts';
import classes from './stage.module.css';
import { filterOf, type ViewControl } from './use-view.ts';

interface StageProps {
  /** Pixels of the picture as shown, in which marks are measured. */
  picture: Size;
  control: ViewControl;
  /** The video or picture itself, and the element that the loupe looks at. */
  children: ReactNode;
  media: RefObject<HTMLVideoElement | HTMLImageElement | null>;
  marks: readonly ShownMark[];
  drawing: Drawing | undefined;
  /** What lies over the stage without being moved with the picture. */
  over?: ReactNode;
  stageRef?: Ref<HTMLDivElement>;
}

/** The picture, as large as there is room: enlarged, shifted, turned, looked at through a magnifier, and drawn on. */
export function Stage({ picture, control, children, media, marks, drawing, over, stageRef }: StageProps) {
  const { item: w } = useWords();
  const { view, place } = control;
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const own = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, own, stageRef);
  const onStage: OnStage = { stage: { width: width || 1, height: height || 1 }, picture, placement: view.placement };
  const loupe = useLoupePlace(onStage);
  const drag = useDragging({ onStage, control, drawing });
  useWheelZoom(own, (at, factor) => place(keptOnStage(zoomAbout(at, view.placement.zoom * factor, onStage), onStage)));
  const scale = fitScale(onStage.stage, picture, view.placement.turn);
  const onMove = (event: PointerEvent): void => {
    if (view.hasLoupe) loupe.follow(placeOf(event));
    drag.move(event);
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = arrowOf(event);
    if (by === undefined || (drawing?.region === undefined && !view.hasLoupe)) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.altKey ? 10 : 1;
    const moved = { x: by.x * step, y: by.y * step };
    if (drawing?.region !== undefined) drawing.onDraw(event.shiftKey && drawing.kind === 'box' ? grownBy(drawing.region, moved, picture) : movedBy(drawing.region, moved, picture));
    else loupe.moveBy({ x: moved.x * 8, y: moved.y * 8 });
  };
  const { x, y } = view.placement.pan;
  const transform = `translate(${x}px, ${y}px) rotate(${view.placement.turn}deg) scale(${view.placement.zoom}) translate(-50%, -50%)`;
  return (
    // oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- a box is moved and the magnifier led by keys while the stage has the focus
    <div ref={ref} className={classes['stage']} role="group" aria-label={w.view.stage} tabIndex={0} data-draw={drawing === undefined ? undefined : true} data-grab={view.placement.zoom > 1 && drawing === undefined ? true : undefined}
      onPointerDown={drag.begin} onPointerMove={onMove} onPointerUp={drag.end} onPointerCancel={drag.end} onKeyDown={onKey}>
      <div className={classes['picture']} style={{ width: picture.width * scale, height: picture.height * scale, transform }}>
        <div className={`${classes['media']} footage`}>
          <div style={{ filter: filterOf(view) }}>{children}</div>
        </div>
        <MarkLayer picture={picture} marks={marks} drawing={drawing} pixel={1 / (scale * view.placement.zoom)} />
      </div>
      {view.hasLoupe && <Loupe at={loupe.at} zoom={view.loupeZoom} onStage={onStage} media={media} filter={filterOf(view)} />}
      <div data-over>{over}</div>
    </div>
    // oxlint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions
  );
}

function arrowOf({ key }: KeyboardEvent): Point | undefined {
  const arrows: Readonly<Record<string, Point>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };
  return arrows[key];
}

function placeOf(event: PointerEvent): Point {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** Where the magnifier is: under the pointer, or led by keys; in the middle at first. */
function useLoupePlace({ stage }: OnStage): { at: Point; follow(at: Point): void; moveBy(by: Point): void } {
  const [at, setAt] = useState<Point | undefined>();
  const here = at ?? { x: stage.width / 2, y: stage.height / 2 };
  const held = ({ x, y }: Point): Point => ({ x: Math.max(0, Math.min(stage.width, x)), y: Math.max(0, Math.min(stage.height, y)) });
  return { at: here, follow: setAt, moveBy: ({ x, y }) => setAt(held({ x: here.x + x, y: here.y + y })) };
}

interface Dragging {
  begin(event: PointerEvent): void;
  move(event: PointerEvent): void;
  end(event: PointerEvent): void;
}

/** Dragging draws while something is to be drawn, else shifts the picture. */
function useDragging({ onStage, control, drawing }: { onStage: OnStage; control: ViewControl; drawing: Drawing | undefined }): Dragging {
  const from = useRef<{ at: Point; pan: Point } | null>(null);
  const { picture, placement } = onStage;
  const draw = (event: PointerEvent, begun: Point): void => {
    const here = toPicture(placeOf(event), onStage);
    drawing?.onDraw(drawing.kind === 'point' ? pixelAt(here, picture) : regionBetween(toPicture(begun, onStage), here, picture));
  };
  return {
    begin: (event) => {
      // What lies over the picture is pressed, and nothing is drawn or shifted by that.
      if (event.button !== 0 || (event.target as Element).closest('[data-over]') !== null) return;
      from.current = { at: placeOf(event), pan: placement.pan };
      event.currentTarget.setPointerCapture(event.pointerId);
      if (drawing?.kind === 'point') draw(event, from.current.at);
    },
    move: (event) => {
      const begun = from.current;
      if (begun === null) return;
      const { x, y } = placeOf(event);
      if (drawing !== undefined) draw(event, begun.at);
      else if (placement.zoom > 1) control.place(keptOnStage({ ...placement, pan: { x: begun.pan.x + x - begun.at.x, y: begun.pan.y + y - begun.at.y } }, onStage));
    },
    end: () => {
      from.current = null;
    },
  };
}

/** A wheel enlarges about the pointer. React listens passively, which could not keep the page from scrolling. */
function useWheelZoom(element: RefObject<HTMLElement | null>, zoomBy: (at: Point, factor: number) => void): void {
  const act = useRef(zoomBy);
  useEffect(() => {
    act.current = zoomBy;
  });
  useEffect(() => {
    const stage = element.current;
    const listen = (event: WheelEvent): void => {
      event.preventDefault();
      const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
      act.current({ x: event.clientX - left, y: event.clientY - top }, Math.exp(-event.deltaY / 400));
    };
    stage?.addEventListener('wheel', listen, { passive: false });
    return () => stage?.removeEventListener('wheel', listen);
  }, [element]);
}
