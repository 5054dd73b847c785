import type { Region } from '../../../../src-main/shared/note.ts';

/** What a person is drawing on the picture. */
export interface Drawing {
  kind: 'point' | 'box';
  region: Region | undefined;
  onDraw(region: Region): void;
}
