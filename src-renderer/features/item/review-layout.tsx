import { Splitter } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './item.module.css';

/** Footage on one side, what is known of it on the other; below each other where the window is narrow. */
export function ReviewLayout({ head, footage, side }: { head: ReactNode; footage: ReactNode; side: ReactNode }) {
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  return (
    <div className={classes['screen']}>
      {head}
      {isWide ? (
        <Splitter className={classes['halves'] ?? ''} step={2}>
          <Splitter.Pane defaultSize={61} min={40}><div className={classes['footage']}>{footage}</div></Splitter.Pane>
          <Splitter.Pane defaultSize={39} min={24}>{side}</Splitter.Pane>
        </Splitter>
      ) : (
        <div className={classes['stacked']}><div className={classes['footage']}>{footage}</div>{side}</div>
      )}
    </div>
  );
}
