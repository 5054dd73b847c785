import type { Region } from '../../../../src-main/shared/note.ts';
import type { Point, Size } from './geometry.ts';

/** The box between two places of the picture, in whole pixels inside it; at least one pixel. */
export function regionBetween(one: Point, other: Point, picture: Size): Region {
  const left = inside(Math.floor(Math.min(one.x, other.x)), picture.width - 1);
  const top = inside(Math.floor(Math.min(one.y, other.y)), picture.height - 1);
  const right = Math.max(left + 1, Math.min(picture.width, Math.ceil(Math.max(one.x, other.x))));
  const bottom = Math.max(top + 1, Math.min(picture.height, Math.ceil(Math.max(one.y, other.y))));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The one pixel at a place: what a point is in the record. */
export function pixelAt({ x, y }: Point, picture: Size): Region {
  return { x: inside(Math.floor(x), picture.width - 1), y: inside(Math.floor(y), picture.height - 1), width: 1, height: 1 };
}

export const isPoint = ({ width, height }: Region): boolean => width === 1 && height === 1;

/** Moved by so many pixels, as far as the picture goes. */
export function movedBy(region: Region, { x, y }: Point, picture: Size): Region {
  return { ...region, x: Math.round(inside(region.x + x, picture.width - region.width)), y: Math.round(inside(region.y + y, picture.height - region.height)) };
}

/** Its right and lower edge moved by so many pixels. */
export function grownBy(region: Region, { x, y }: Point, picture: Size): Region {
  return { ...region, width: Math.max(1, Math.min(picture.width - region.x, region.width + x)), height: Math.max(1, Math.min(picture.height - region.y, region.height + y)) };
}

/** A box in the middle, a quarter as wide and high as the picture, to be moved by keys. */
export function middleRegion({ width, height }: Size): Region {
  const [w, h] = [Math.max(1, Math.round(width / 4)), Math.max(1, Math.round(height / 4))];
  return { x: Math.floor((width - w) / 2), y: Math.floor((height - h) / 2), width: w, height: h };
}

function inside(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
