import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitScale, keptOnStage, plainPlacement, toPicture, toStage, zoomAbout, type OnStage, type Placement } from '../../../src-renderer/features/item/view/geometry.ts';
import { grownBy, isPoint, middleRegion, movedBy, pixelAt, regionBetween } from '../../../src-renderer/features/item/view/region.ts';

const stage = { width: 800, height: 450 };
const picture = { width: 1080, height: 1920 };
const side = fc.integer({ min: 1, max: 5000 });
const sizes = fc.record({ width: side, height: side });
const placements: fc.Arbitrary<Placement> = fc.record({
  turn: fc.constantFrom(0, 90, 180, 270), zoom: fc.double({ min: 1, max: 16, noNaN: true }), pan: fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) }),
});

describe('a place on the stage', () => {
  it('leads to the picture and back, however the picture lies', () => {
    fc.assert(fc.property(sizes, sizes, placements, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (stageSize, pictureSize, placement, across, down) => {
      const on: OnStage = { stage: stageSize, picture: pictureSize, placement };
      const at = { x: pictureSize.width * across, y: pictureSize.height * down };
      const back = toPicture(toStage(at, on), on);
      expect(Math.abs(back.x - at.x)).toBeLessThan(1e-6 * Math.max(1, pictureSize.width) + 1e-6);
      expect(Math.abs(back.y - at.y)).toBeLessThan(1e-6 * Math.max(1, pictureSize.height) + 1e-6);
    }));
  });

  it('is the same pixel of the file when the view is turned', () => {
    const on = (turn: Placement['turn']): OnStage => ({ stage, picture, placement: { ...plainPlacement, turn } });
    expect(toStage({ x: 0, y: 0 }, on(0)).x).toBeLessThan(stage.width / 2);
    // Turned clockwise, the upper left corner is at the upper right.
    const corner = toStage({ x: 0, y: 0 }, on(90));
    expect(corner.x).toBeGreaterThan(stage.width / 2);
    expect(corner.y).toBeLessThan(stage.height / 2);
    expect(fitScale(stage, picture, 90)).toBeCloseTo(Math.min(800 / 1920, 450 / 1080));
  });

  it('stays under the pointer while the picture is enlarged', () => {
    const at = { x: 300, y: 200 };
    const before: OnStage = { stage, picture, placement: plainPlacement };
    const after: OnStage = { ...before, placement: zoomAbout(at, 5, before) };
    expect(toPicture(at, after).x).toBeCloseTo(toPicture(at, before).x);
    expect(toPicture(at, after).y).toBeCloseTo(toPicture(at, before).y);
    expect(zoomAbout(at, 0.1, after).pan).toEqual({ x: 0, y: 0 });
  });

  it('shows some of the picture however far it is shifted', () => {
    const far = keptOnStage({ ...plainPlacement, zoom: 4, pan: { x: 1e6, y: -1e6 } }, { stage, picture });
    const { x, y } = toStage({ x: 0, y: picture.height }, { stage, picture, placement: far });
    expect(x).toBeLessThanOrEqual(stage.width);
    expect(y).toBeGreaterThanOrEqual(0);
  });
});

describe('a region', () => {
  const point = fc.record({ x: fc.double({ min: -500, max: 3000, noNaN: true }), y: fc.double({ min: -500, max: 3000, noNaN: true }) });
  const lies = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }, size: { width: number; height: number }): boolean =>
    [x, y, width, height].every(Number.isInteger) && x >= 0 && y >= 0 && width >= 1 && height >= 1 && x + width <= size.width && y + height <= size.height;

  it('lies in the picture in whole pixels, wherever it is drawn, moved or stretched to', () => {
    fc.assert(fc.property(point, point, sizes, fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), (one, other, size, x, y) => {
      const drawn = regionBetween(one, other, size);
      for (const region of [drawn, movedBy(drawn, { x, y }, size), grownBy(drawn, { x, y }, size), pixelAt(one, size), middleRegion(size)]) expect(lies(region, size)).toBe(true);
      expect(isPoint(pixelAt(one, size))).toBe(true);
    }));
  });

  it('holds the pixels that it was drawn over', () => {
    expect(regionBetween({ x: 10.4, y: 30.9 }, { x: 4.2, y: 20.1 }, picture)).toEqual({ x: 4, y: 20, width: 7, height: 11 });
  });
});
