import { describe, expect, it } from 'vitest';
import { observationSchema } from '../../src-main/shared/facts.ts';

const place = { basis: 'container', path: 'format.tags.location', raw: '+44.3269+131.6686/' };
const position = { latitude: '44.3269', longitude: '131.6686', precisionM: '5.6', precisionBasis: 'digits', nullIsland: false };

describe('an observation', () => {
  it('is a field with its own kind of value', () => {
    const observation = { field: 'position', ...place, value: position };
    expect(observationSchema.parse(observation)).toEqual(observation);
  });

  it.each([
    ['another field’s value', { field: 'duration', ...place, value: position }],
    ['a field nobody knows', { field: 'mood', ...place, value: 'calm' }],
    ['a floating-point number', { field: 'position', ...place, value: { ...position, latitude: 44.3269 } }],
    ['something more', { field: 'position', ...place, value: position, score: 1 }],
  ])('is refused with %s', (_, observation) => expect(observationSchema.safeParse(observation).success).toBe(false));
});
