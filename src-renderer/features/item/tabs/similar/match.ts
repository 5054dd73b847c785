import type { SimilarResult } from '../../../../../src-main/shared/api/similar.ts';

/** Another item in which footage of this one may be seen. */
export type Match = SimilarResult['matches'][number];
