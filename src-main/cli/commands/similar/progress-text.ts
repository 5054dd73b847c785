import type { SimilarProgress } from '../../../engine/index.ts';
import { bytesText, counted } from '../../../shared/text.ts';


/** How far a search is, in words. */
export function progressText({ step, done, of }: SimilarProgress): string {
  switch (step) {
    case 'reading':
      return `${bytesText(done)} of the file read`;
    case 'decoding':
      return `${counted(done, 'frame')} decoded`;
    case 'loading':
      return `${counted(done, 'keyframe')} loaded`;
    case 'searching':
      return `${done} of ${counted(of ?? 0, 'keyframe')} searched`;
    case 'comparing':
      return `${done} of ${counted(of ?? 0, 'item')} compared`;
  }
}
