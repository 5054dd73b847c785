import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import type { OpenedCase } from '../../src-main/shared/api/case.ts';
import { useWords } from '../words/use-words.tsx';

/** Say once that an earlier run left the case without closing it. */
export function useTellTakenOver({ tookOver, log }: OpenedCase): void {
  const { start } = useWords();
  useEffect(() => {
    if (tookOver === undefined) return;
    const told = `postquem-told-taken-over-${log}-${tookOver.since}`;
    if (sessionStorage.getItem(told) !== null) return;
    sessionStorage.setItem(told, '');
    notifications.show({ color: 'yellow', autoClose: false, title: start.tookOver, message: start.tookOverMeans(tookOver.owner, tookOver.since), closeButtonProps: { 'aria-label': start.tookOverSeen } });
  }, [tookOver, log, start]);
}
