import type { ReactNode } from 'react';
import type { OpenedCase } from '../../src-main/shared/api/case.ts';

/** Around every screen of an open case. */
export function Shell({ opened, children }: { opened: OpenedCase; children: ReactNode }) {
  return <main><h1>{opened.title}</h1>{children}</main>;
}
