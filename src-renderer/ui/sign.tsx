import type { Icon } from '@tabler/icons-react';
import classes from './sign.module.css';

export type Tone = 'plain' | 'heed' | 'alarm' | 'good';

/** A short word with its icon. Light to draw: lists hold hundreds. Its tone is never the only thing that says it. */
export function Sign({ icon: SignIcon, word, title, tone = 'plain' }: { icon: Icon; word: string; title?: string; tone?: Tone }) {
  return (
    <span className={classes.sign} data-tone={tone} title={title ?? word}>
      <SignIcon size={13} stroke={1.8} aria-hidden className={classes.icon} />
      <span className={classes.word}>{word}</span>
    </span>
  );
}
