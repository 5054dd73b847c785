import type { Disposition } from '../shared/disposition.ts';

/** Dispositions as people read them in a list. */
export const dispositionWords: Readonly<Record<Disposition, string>> = {
  returned: 'returned',
  transferred: 'transferred',
  sealed: 'sealed',
  unsealed: 'seal opened',
  'copy-destroyed-elsewhere': 'copy destroyed elsewhere',
  other: 'disposed of',
};
