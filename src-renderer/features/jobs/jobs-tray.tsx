import { Button, Popover, RingProgress, ScrollArea, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { Job } from '../../../src-main/shared/api/jobs.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useWords } from '../../words/use-words.tsx';
import { JobRow } from './job-row.tsx';

interface TrayProps {
  isOpen: boolean;
  onToggle(isOpen: boolean): void;
  /** Shown above the jobs: what belongs to this window alone. `hasNotes` says whether there is any. */
  notes: ReactNode;
  hasNotes: boolean;
}

/** Long work: how far it is, what came of it. A button that says the same in short. */
export function JobsTray({ isOpen, onToggle, notes, hasNotes }: TrayProps) {
  const words = useWords().jobs;
  const { data: jobs = [] } = useAsk('jobs', {});
  const heading = useId();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => (isOpen ? giveFocusBack(button.current) : undefined), [isOpen]);
  const running = jobs.filter(({ state }) => state === 'running');
  const failed = jobs.filter(({ state }) => state === 'failed').length;
  const share = shareOf(running);
  const label = hasNotes && running.length === 0 ? words.attention : running.length > 0 ? words.running(running.length, share === undefined ? undefined : Math.floor(share * 100)) : failed > 0 ? words.failed(failed) : words.none;
  const isIdle = running.length + failed === 0 && !hasNotes;
  return (
    <>
      <Announced jobs={jobs} />
      <Popover opened={isOpen} onChange={onToggle} onClose={() => giveFocusBack(button.current)} position="bottom-end" width={460} withinPortal={false} trapFocus={false} returnFocus shadow="md" closeOnEscape>
        <Popover.Target>
          <Button
            ref={button} flex="none" size="sm" px="xs" fw={500} variant={running.length > 0 || failed > 0 || hasNotes ? 'light' : 'subtle'} color={failed > 0 ? 'red' : 'gray'} c="var(--mantine-color-text)" onClick={() => onToggle(!isOpen)} className="numbers"
            leftSection={running.length > 0 && share !== undefined ? <RingProgress size={20} thickness={3} sections={[{ value: share * 100, color: 'ink' }]} aria-hidden /> : <IconStack2 size={16} />}
            onKeyDown={({ key }) => (key === 'Escape' && isOpen ? onToggle(false) : undefined)} aria-label={label} title={label} aria-expanded={isOpen}
          >
            {isIdle ? words.short : label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-labelledby={heading} p="sm">
          <Title order={2} size="h5" id={heading} mb="xs">{words.title}</Title>
          <ScrollArea.Autosize mah="min(70vh, 40rem)" type="auto" offsetScrollbars="y" viewportProps={{ tabIndex: 0, 'aria-label': words.title, role: 'region' }}>
            <Stack gap="sm">
              {hasNotes && notes}
              {jobs.toReversed().map((job) => <JobRow key={job.id} job={job} />)}
              {jobs.length === 0 && !hasNotes && <Text size="sm" c="dimmed">{words.empty}</Text>}
            </Stack>
          </ScrollArea.Autosize>
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

/** Focus that was in the tray, or in the sheet that opened it, is in nothing afterwards. */
function giveFocusBack(button: HTMLButtonElement | null): void {
  // After whatever else wants it back.
  setTimeout(() => (document.activeElement === null || document.activeElement === document.body ? button?.focus() : undefined), 50);
}

/** How much of all that runs is done, where every part of it is known. */
function shareOf(running: readonly Job[]): number | undefined {
  const shares = running.map(({ progress: { done, of } }) => (of === null || of === 0 ? undefined : done / of));
  if (shares.length === 0 || shares.includes(undefined)) return undefined;
  return shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) / shares.length;
}

/** Beginnings and ends are said aloud; progress is there for whoever looks. */
function Announced({ jobs }: { jobs: readonly Job[] }) {
  const words = useWords().jobs;
  const known = useRef<ReadonlyMap<string, Job['state']>>(undefined);
  const [said, say] = useState('');
  useEffect(() => {
    const before = known.current;
    known.current = new Map(jobs.map(({ id, state }) => [id, state]));
    const changed = before === undefined ? [] : jobs.filter(({ id, state }) => before.get(id) !== state);
    if (changed.length > 0) say(changed.map((job) => words.announced(words.kinds[job.kind], job.about, words.states[job.state])).join(' '));
  }, [jobs, words]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}
