import { IconFile, IconMusic, IconPhoto, IconVideo, type Icon } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { mediaPaths, type LibraryItem } from '../../src-main/shared/api/items.ts';
import classes from './poster.module.css';

const icons: Readonly<Record<NonNullable<LibraryItem['mediaKind']>, Icon>> = { video: IconVideo, audio: IconMusic, image: IconPhoto, other: IconFile };

/**
 * The picture of an item, in a box that keeps its shape whether the picture is there, comes or does not come. `instead`
 * stands there in words when there is none.
 */
export const Poster = memo(function Poster({ sha256, kind, instead }: { sha256: LibraryItem['poster']; kind: LibraryItem['mediaKind']; instead: string }) {
  const [missing, setMissing] = useState<string | null>(null);
  const KindIcon = icons[kind ?? 'other'];
  if (sha256 === null || missing === sha256) {
    return (
      <span className={classes.box}>
        <KindIcon size={22} stroke={1.4} aria-hidden />
        <span className={classes.words}>{instead}</span>
      </span>
    );
  }
  return (
    <span className={classes.box}>
      {/* Beside its name: the picture itself has no words. */}
      <img className={`footage ${classes.picture}`} src={mediaPaths.derivative(sha256)} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setMissing(sha256)} />
    </span>
  );
});
