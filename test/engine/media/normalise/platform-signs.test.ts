import { describe, expect, it } from 'vitest';
import { platformSigns } from '../../../../src-main/engine/media/normalise/platform-signs.ts';

const silent = { encoders: [], handlers: [], comments: [], namesDevice: false, hasVideo: true };

describe('signs of a platform', () => {
  it('quotes the track handler of Google\'s video services', () => {
    const [sign] = platformSigns({ ...silent, handlers: ['ISO Media file produced by Google Inc. Created on: 03/05/2021.'] });
    expect(sign).toContain('produced by Google Inc.');
  });

  it('quotes a text that names a platform', () => expect(platformSigns({ ...silent, comments: ['Saved from WhatsApp'] })).toEqual(['A text inside the file names a platform: "Saved from WhatsApp".']));

  it('mentions a general writing library only where no device is named', () => {
    expect(platformSigns({ ...silent, encoders: ['Lavf58.29.100'] })).toHaveLength(1);
    expect(platformSigns({ ...silent, encoders: ['Lavf58.29.100'], namesDevice: true })).toEqual([]);
  });

  it('says nothing of a phone\'s own file', () =>
    expect(platformSigns({ ...silent, encoders: ['12.3'], handlers: ['Core Media Video', 'SoundHandle'], namesDevice: true })).toEqual([]));
});
