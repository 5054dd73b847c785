import { Button, Checkbox, Group, NumberInput, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerStop, IconSearch } from '@tabler/icons-react';
import { wideBits } from '../../../../../src-main/shared/api/similar.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { TabSection } from '../tab-section.tsx';
import type { Search } from './use-search.ts';

/** Begin a search, follow it, stop it. */
export function SearchControls({ search }: { search: Search }) {
  const { similar: w } = useWords().itemTabs;
  const { options, setOptions, isRunning, begin, cancel, result, job } = search;
  return (
    <TabSection title={w.search} note={w.what}>
      <Group gap="md" align="flex-start">
        <NumberInput size="xs" maw="22rem" label={w.wide} description={w.wideHelp(wideBits.usual)} min={wideBits.least} max={wideBits.most} clampBehavior="strict" allowDecimal={false} value={options.wide} disabled={isRunning} onChange={(wide) => typeof wide === 'number' && setOptions({ ...options, wide })} />
        <Checkbox size="xs" mt="lg" label={w.mirrored} checked={options.mirrored} disabled={isRunning} onChange={(event) => setOptions({ ...options, mirrored: event.currentTarget.checked })} />
      </Group>
      <Group gap="xs">
        <Button size="xs" leftSection={<IconSearch size={14} aria-hidden />} loading={isRunning} onClick={begin}>{result === undefined ? w.search : w.searchAgain}</Button>
        {isRunning && job?.canCancel === true && <Button size="xs" variant="default" leftSection={<IconPlayerStop size={14} aria-hidden />} onClick={cancel}>{w.cancel}</Button>}
      </Group>
      {isRunning && <SearchProgress job={job} />}
    </TabSection>
  );
}

function SearchProgress({ job }: Pick<Search, 'job'>) {
  const { itemTabs: { similar: w }, format } = useWords();
  const { done = 0, of = null } = job?.progress ?? {};
  const isKnown = of !== null && of > 0;
  const share = isKnown ? Math.min(100, (done / of) * 100) : 100;
  return (
    <Stack gap={4}>
      <Progress.Root size="sm">
        <Progress.Section value={share} animated={!isKnown} aria-label={w.progressLabel} />
      </Progress.Root>
      <Text size="xs" c="dimmed" className="numbers">{w.searching}: {w.progress(format.number(done), isKnown ? format.number(of) : undefined)}</Text>
    </Stack>
  );
}
