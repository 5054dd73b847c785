import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './handover.module.css';

interface SplitProps {
  /** What each side is, for those who do not see it. */
  formName: string;
  viewName: string;
  form: ReactNode;
  children: ReactNode;
}

/** What a person fills in, and beside it what that comes to. */
export function Split({ formName, viewName, form, children }: SplitProps) {
  return (
    <div className={styles['split']}>
      <section className={styles['form']} aria-label={formName}>{form}</section>
      {/* Reached by the keyboard: long reports hold nothing else to go to. */}
      <Box component="section" className={styles['view'] ?? ''} aria-label={viewName} tabIndex={0}>{children}</Box>
    </div>
  );
}
