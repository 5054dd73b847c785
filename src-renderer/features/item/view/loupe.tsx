import { useEffect, useRef, type RefObject } from 'react';
import { useWords } from '../../../words/use-words.tsx';
import { toPicture, toStage, type OnStage, type Point } from './geometry.ts';
import classes from './stage.module.css';

const side = 220;

/** A round magnifier at a place of the stage: the decoded picture itself, enlarged in whole pixels. */
export function Loupe({ at, zoom, onStage, media, filter }: { at: Point; zoom: number; onStage: OnStage; media: RefObject<HTMLVideoElement | HTMLImageElement | null>; filter: string | undefined }) {
  const { item: w } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const centre = toPicture(at, onStage);
  const { turn } = onStage.placement;
  const { picture } = onStage;
  useEffect(() => {
    let next = 0;
    const draw = (): void => {
      const [source, paper] = [media.current, canvas.current?.getContext('2d')];
      if (source !== null && paper) drawEnlarged(paper, source, { centre: { x: centre.x, y: centre.y }, zoom, picture, turn });
      next = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(next);
  }, [centre.x, centre.y, zoom, turn, media, picture]);
  const { x, y } = toStage(centre, onStage);
  return (
    <div className={`${classes['loupe']} footage`} style={{ width: side, height: side, left: x - side / 2, top: y - side / 2 }}>
      <canvas ref={canvas} width={side} height={side} style={{ filter }} role="img" aria-label={w.view.loupeAt(Math.floor(centre.x), Math.floor(centre.y))} />
    </div>
  );
}

interface Enlarged {
  centre: Point;
  zoom: number;
  picture: { width: number; height: number };
  turn: number;
}

function drawEnlarged(paper: CanvasRenderingContext2D, source: HTMLVideoElement | HTMLImageElement, { centre, zoom, picture, turn }: Enlarged): void {
  const [width, height] = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.naturalWidth, source.naturalHeight];
  if (width === 0) return;
  paper.setTransform(1, 0, 0, 1, 0, 0);
  paper.clearRect(0, 0, side, side);
  // Pixels are shown as they are: smoothing would invent what lies between them.
  paper.imageSmoothingEnabled = false;
  paper.translate(side / 2, side / 2);
  paper.rotate((turn * Math.PI) / 180);
  paper.scale(zoom, zoom);
  paper.translate(-centre.x, -centre.y);
  paper.drawImage(source, 0, 0, width, height, 0, 0, picture.width, picture.height);
}
