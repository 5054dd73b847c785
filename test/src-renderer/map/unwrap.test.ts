import { describe, expect, it } from 'vitest';
import { labelPoint } from '../../../src-renderer/features/map/label-point.ts';
import { unwrapLines, unwrapPolygons } from '../../../src-renderer/features/map/unwrap.ts';

describe('shapes of a sphere on a flat map', () => {
  it('go on beyond the antimeridian instead of jumping across the world', () => {
    const { coordinates } = unwrapLines({ type: 'MultiLineString', coordinates: [[[179, 60], [-179, 61], [-178, 62], [179, 63]]] });
    expect(coordinates).toEqual([[[179, 60], [181, 61], [182, 62], [179, 63]]]);
  });

  it('have no coast where their source was cut', () => {
    const { coordinates } = unwrapLines({ type: 'MultiLineString', coordinates: [[[170, 60], [180, 61], [180, 65], [170, 66]]] });
    expect(coordinates).toEqual([[[170, 60], [180, 61]], [[180, 65], [170, 66]]]);
  });

  it('are closed along the pole that they go around', () => {
    const ring = [[-180, -70], [-90, -75], [0, -70], [90, -75], [180, -70]];
    const [[closed = []] = []] = unwrapPolygons({ type: 'Polygon', coordinates: [ring] });
    expect(closed.slice(5)).toEqual([[180, -90], [-180, -90], [-180, -70]]);
  });
});

describe('the name of a country', () => {
  it('stands at the middle of a shape that holds its middle', () => {
    expect(labelPoint([[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]])).toEqual([2, 1]);
  });

  it('stands inside a shape that is bent around its middle', () => {
    const [longitude = 0, latitude = 0] = labelPoint([[0, 0], [10, 0], [10, 1], [1, 1], [1, 10], [0, 10], [0, 0]]);
    expect(longitude <= 1 || latitude <= 1).toBe(true);
  });
});
