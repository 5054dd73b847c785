import type { Region } from '../../../../src-main/shared/note.ts';
import type { Size } from '../view/geometry.ts';
import { isPoint } from '../view/region.ts';
import type { Drawing } from '../view/drawing.ts';
import classes from './marks.module.css';

export interface ShownMark {
  entry: number;
  region: Region;
  label: string;
  isChosen: boolean;
}

/** Marks over the picture, in its own pixels. `pixel`: how many of those one pixel of the screen takes. */
export function MarkLayer({ picture, marks, drawing, pixel }: { picture: Size; marks: readonly ShownMark[]; drawing: Drawing | undefined; pixel: number }) {
  return (
    <svg className={classes['layer']} viewBox={`0 0 ${picture.width} ${picture.height}`} preserveAspectRatio="none" aria-hidden>
      {marks.map(({ entry, region, label, isChosen }) => (
        <g key={entry} className={isChosen ? classes['chosen'] : classes['mark']}>
          <Outline region={region} pixel={pixel} />
          <text x={region.x} y={Math.max(12 * pixel, region.y - 4 * pixel)} fontSize={12 * pixel}>{label}</text>
        </g>
      ))}
      {drawing?.region !== undefined && <g className={classes['drawn']}><Outline region={drawing.region} pixel={pixel} /></g>}
    </svg>
  );
}

/** Light on dark, so that it is seen on any picture. */
function Outline({ region, pixel }: { region: Region; pixel: number }) {
  const { x, y, width, height } = region;
  if (isPoint(region)) {
    const [cx, cy, r, reach] = [x + 0.5, y + 0.5, 7 * pixel, 14 * pixel];
    const cross = `M${cx - reach} ${cy}H${cx - r}M${cx + r} ${cy}H${cx + reach}M${cx} ${cy - reach}V${cy - r}M${cx} ${cy + r}V${cy + reach}`;
    return (
      <>
        <circle className={classes['under']} cx={cx} cy={cy} r={r} /><path className={classes['under']} d={cross} />
        <circle className={classes['line']} cx={cx} cy={cy} r={r} /><path className={classes['line']} d={cross} />
      </>
    );
  }
  return <><rect className={classes['under']} x={x} y={y} width={width} height={height} /><rect className={classes['line']} x={x} y={y} width={width} height={height} /></>;
}
