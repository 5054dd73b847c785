import { describe, expect, it } from 'vitest';
import { parseEncoders } from '../../../../src-main/engine/media/proxy/encoders.ts';

const printed = ` Encoders:
 V..... = Video
 ------
 V....D libx264              libx264 H.264 / AVC / MPEG-4 AVC / MPEG-4 part 10 (codec h264)
 VF..BD libvpx-vp9           libvpx VP9 (codec vp9)
 A....D aac                  AAC (Advanced Audio Coding)
 S..... ass                  ASS (Advanced SubStation Alpha) subtitle
`;

describe('the list of encoders', () => {
  it('is read by name, without its legend', () => {
    expect([...parseEncoders(printed)]).toEqual(['libx264', 'libvpx-vp9', 'aac', 'ass']);
  });
});
