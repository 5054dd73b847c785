import type { Map as DrawnMap } from 'maplibre-gl';
import { kindInk } from './map-style.ts';
import type { Spot } from './spots.ts';

/** Corners of the sign of each kind, in a square from -1 to 1; none: a circle. The list and the legend draw the same. */
export const corners: Readonly<Record<Spot['kind'], readonly (readonly [number, number])[]>> = {
  item: [],
  claim: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  evidence: [[0, -0.95], [1, 0.8], [-1, 0.8]],
  typed: [[-0.32, -1], [0.32, -1], [0.32, -0.32], [1, -0.32], [1, 0.32], [0.32, 0.32], [0.32, 1], [-0.32, 1], [-0.32, 0.32], [-1, 0.32], [-1, -0.32], [-0.32, -0.32]],
};

const ratio = 2;

/** Put the signs into the map, each also as it is when chosen: larger, with a dark rim inside the white one. */
export function addKindIcons(map: DrawnMap): void {
  for (const kind of Object.keys(corners) as Spot['kind'][]) {
    map.addImage(kind, draw(kind, { size: 18, isChosen: false }), { pixelRatio: ratio });
    map.addImage(`${kind}-chosen`, draw(kind, { size: 28, isChosen: true }), { pixelRatio: ratio });
  }
}

function draw(kind: Spot['kind'], { size, isChosen }: { size: number; isChosen: boolean }): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * ratio;
  const context = canvas.getContext('2d');
  if (context === null) return new ImageData(size * ratio, size * ratio);
  context.scale(ratio, ratio);
  context.translate(size / 2, size / 2);
  const rims = isChosen ? [{ ink: '#000000', width: 7 }, { ink: '#ffffff', width: 4 }] : [{ ink: '#ffffff', width: 3 }];
  context.lineJoin = 'round';
  trace(context, kind, size / 2 - (isChosen ? 5 : 3));
  for (const { ink, width } of rims) {
    context.strokeStyle = ink;
    context.lineWidth = width;
    context.stroke();
  }
  context.fillStyle = kindInk[kind];
  context.fill();
  return context.getImageData(0, 0, size * ratio, size * ratio);
}

function trace(context: CanvasRenderingContext2D, kind: Spot['kind'], radius: number): void {
  context.beginPath();
  if (corners[kind].length === 0) context.arc(0, 0, radius, 0, 2 * Math.PI);
  corners[kind].forEach(([x, y], n) => (n === 0 ? context.moveTo(x * radius, y * radius) : context.lineTo(x * radius, y * radius)));
  context.closePath();
}
