import type { copyCheckReasons, Volume } from '../../../shared/acts/item-received.ts';
import type { Source } from './sources.ts';
import type { Volumes } from './volumes.ts';

/** When a kept copy is read back and compared: `by-source` means from removable and network volumes. */
export type CopyCheck = 'always' | 'never' | 'by-source';

export interface CopyCheckDecision {
  verify: boolean;
  because: (typeof copyCheckReasons)[number];
  volume: Volume;
}

/** Decides for each source, by the volume it lies on, whether its copy is read back, and says why. */
export function copyCheckFor(wanted: CopyCheck, volumes: Volumes): (source: Source) => CopyCheckDecision {
  return (source) => {
    const volume = volumes.of(source);
    if (wanted === 'always') return { verify: true, because: 'asked', volume };
    if (wanted === 'never') return { verify: false, because: 'declined', volume };
    if (volume.network === true) return { verify: true, because: 'network-source', volume };
    if (volume.removable === true) return { verify: true, because: 'removable-source', volume };
    return { verify: false, because: volume.removable === 'unknown' ? 'source-unknown' : 'not-needed', volume };
  };
}
