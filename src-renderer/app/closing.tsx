import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { AppState } from '../../src-main/shared/api/case.ts';
import type { Job } from '../../src-main/shared/api/jobs.ts';
import { keyOf, useAct, useAsk } from '../api/use-ask.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { paths } from '../ui/paths.ts';
import { useWords } from '../words/use-words.tsx';

export interface Closing {
  /** Close the case, after asking where work runs. */
  ask(): void;
  /** Open another one in its place, after asking in the same case. */
  askBefore(open: () => void): void;
  dialog: ReactNode;
}

/** Closing the case, or the window: what runs is named, with what becomes of it. */
export function useClosing(onClosed: () => void): Closing {
  const { data: jobs = [] } = useAsk('jobs', {});
  const running = jobs.filter(({ state }) => state === 'running');
  const client = useQueryClient();
  const [, go] = useLocation();
  const isClosing = useRef(false);
  const [asking, setAsking] = useState<'close' | (() => void)>();
  const close = useAct('closeCase', {
    onDone: () => {
      setAsking(undefined);
      onClosed();
      client.setQueryData<AppState>(keyOf('appState', {}), (before) => before && { ...before, opened: null });
      // Nothing of the closed case is asked again, though its screen may stand for another moment.
      void client.invalidateQueries({ refetchType: 'none' });
      void client.invalidateQueries({ queryKey: ['appState'] });
    },
  });
  const closeCase = (): void => {
    isClosing.current = true;
    close.mutate({}, { onError: () => (isClosing.current = false) });
  };
  // When the shell is gone: until then every address that is no screen leads to the library. An event can be quicker than the answer.
  useEffect(() => () => (isClosing.current ? go(paths.start, { replace: true }) : undefined), [go]);
  useAskBeforeUnload(running.length > 0);
  const ask = (): void => (running.length > 0 ? setAsking('close') : closeCase());
  const askBefore = (open: () => void): void => (running.length > 0 ? setAsking(() => open) : open());
  const goOn = (): void => {
    if (typeof asking !== 'function') return closeCase();
    setAsking(undefined);
    asking();
  };
  const stay = (): void => {
    setAsking(undefined);
    close.reset();
  };
  const dialog = (
    <ClosingDialog running={running} isOpen={asking !== undefined || close.error !== null} problem={close.error !== null ? <ProblemNotice problem={close.error} /> : null} isClosing={close.isPending} onClose={goOn} onStay={stay} />
  );
  return { ask, askBefore, dialog };
}

/** The browser asks in its own words. */
function useAskBeforeUnload(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}

interface DialogProps {
  running: readonly Job[];
  isOpen: boolean;
  isClosing: boolean;
  problem: ReactNode;
  onClose(): void;
  onStay(): void;
}

function ClosingDialog({ running, isOpen, isClosing, problem, onClose, onStay }: DialogProps) {
  const { shell: { close }, jobs, common } = useWords();
  return (
    <Modal opened={isOpen} onClose={onStay} title={close.title} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack>
        {running.length > 0 && (
          <div>
            <Text size="sm">{close.running(running.length)}</Text>
            <List size="sm" mt="xs">
              {running.map(({ id, kind, about }) => <List.Item key={id} style={{ overflowWrap: 'anywhere' }}>{close.line(jobs.kinds[kind], about.slice(0, 120), close.resumes[kind])}</List.Item>)}
            </List>
          </div>
        )}
        {problem}
        <Group justify="flex-end">
          <Button variant="default" onClick={onStay} data-autofocus>{close.stay}</Button>
          <Button onClick={onClose} loading={isClosing}>{running.length > 0 ? close.confirm : close.act}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
