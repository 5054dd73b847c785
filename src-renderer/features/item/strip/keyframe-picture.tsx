import { Text } from '@mantine/core';
import { mediaPaths } from '../../../../src-main/shared/api/items.ts';
import type { Keyframe, KeyframeIndex } from '../../../../src-main/shared/keyframes.ts';
import { useWords } from '../../../words/use-words.tsx';
import classes from './strip.module.css';

/** What the frames rest on, and what is missing. */
export function Basis({ index }: { index: KeyframeIndex }) {
  const { item: { strip: w } } = useWords();
  const capped = index.pictured < index.keyframes.length;
  return (
    <Text size="xs" c="dimmed">
      {w.basis[index.basis]}{capped ? ` ${w.capped(index.pictured, index.keyframes.length)}` : ''}
    </Text>
  );
}

export function Picture({ keyframe }: { keyframe: Keyframe }) {
  const { item: { strip: w } } = useWords();
  const { decoded } = keyframe;
  return <span className={`${classes['picture']} footage`}>{decoded === undefined ? <span className={classes['missing']}>{w.notPictured}</span> : <img src={mediaPaths.derivative(decoded.poster.sha256)} alt="" loading="lazy" decoding="async" draggable={false} />}</span>;
}
