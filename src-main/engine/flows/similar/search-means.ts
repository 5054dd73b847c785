import { CaseError } from '../../../shared/errors.ts';
import { hashBits, samePictureBits, wellHashed } from '../../media/similar/packed-hashes.ts';

/** How was looked, so that a reader knows what an empty answer means. */
export interface SearchMeans {
  /** Frames within so many of 256 bits count alone. */
  nearBits: number;
  /** Frames within so many count in company only: `company` different ones, in the same order and at one offset. */
  wideBits: number;
  company: number;
  /** Frames of lower PDQ quality are flat and took no part. */
  leastQuality: number;
  mirrored: boolean;
}

/** Wider than that, frames of unrelated footage are alike by chance. */
export const wideRange = { least: samePictureBits, usual: 80, most: 100 } as const;
const company = 3;

/** What was asked for, as it is applied. @throws CaseError `argument-invalid`. */
export function meansOf({ wide = wideRange.usual, mirrored = false }: { wide?: number | undefined; mirrored?: boolean | undefined }): SearchMeans {
  const { least, most } = wideRange;
  if (Number.isInteger(wide) && wide >= least && wide <= most) return { nearBits: samePictureBits, wideBits: wide, company, leastQuality: wellHashed, mirrored };
  const detail = `${wide} is no width to look with: a whole number from ${least} to ${most} of ${hashBits} bits. Beyond ${most}, frames of unrelated footage are alike by chance.`;
  throw new CaseError('argument-invalid', { detail });
}
