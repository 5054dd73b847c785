import { describe, expect, it } from 'vitest';
import { collectObservations } from '../../../../src-main/engine/media/normalise/observations.ts';

describe('the observations of one reading', () => {
  it('are a hundred of a field at most, and none crowds out another field', () => {
    const list = collectObservations();
    for (let n = 0; n < 5000; n++) list.add('encoder', { basis: `track ${n}`, path: 'encoder', raw: 'x' }, `encoder ${n}`);
    list.add('damage', { basis: 'stderr', path: 'stderr', raw: 'broken' }, 'broken');
    expect(list.all).toHaveLength(101);
    expect(list.all.at(-1)).toMatchObject({ field: 'damage', value: 'broken' });
  });

  it('quote a witness with 4,000 characters at most', () => {
    const list = collectObservations();
    list.add('software', { basis: 'exif', path: 'Software', raw: 'x'.repeat(1_000_000) }, 'short');
    expect(list.all[0]?.raw).toBe(`${'x'.repeat(4000)}…`);
  });
});
