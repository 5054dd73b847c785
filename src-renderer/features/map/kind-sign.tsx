import { corners } from './kind-icons.ts';
import { kindInk } from './map-style.ts';
import type { Spot } from './spots.ts';

/** The sign of a kind as it stands on the map; the word beside it says the same. */
export function KindSign({ kind }: { kind: Spot['kind'] }) {
  const points = corners[kind];
  return (
    <svg width={14} height={14} viewBox="-1.2 -1.2 2.4 2.4" aria-hidden style={{ flex: 'none' }}>
      {points.length === 0 ? <circle r={1} fill={kindInk[kind]} stroke="#fff" strokeWidth={0.2} /> : <polygon points={points.map((at) => at.join(',')).join(' ')} fill={kindInk[kind]} stroke="#fff" strokeWidth={0.2} />}
    </svg>
  );
}
