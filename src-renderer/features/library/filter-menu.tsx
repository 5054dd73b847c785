import { Button, Checkbox, Fieldset, Group, Popover, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import { itemFlags, mediaKinds } from '../../../src-main/shared/api/items.ts';
import type { LibraryCounts } from '../../../src-main/shared/api/library.ts';
import { verdicts } from '../../../src-main/shared/claim-record.ts';
import { useAsk } from '../../api/use-ask.ts';
import { useWords, type Words } from '../../words/use-words.tsx';
import type { ChangeWish } from './use-wish.ts';
import { narrowingsOf, type Wish } from './wish.ts';

/** What a list can be narrowed by, each with how many items of the case have it. */
export function FilterMenu({ wish, change }: { wish: Wish; change: ChangeWish }) {
  const { library } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { data: counts } = useAsk('libraryCounts', {}, { enabled: isOpen, keepPrevious: true });
  const chosen = narrowingsOf(wish).filter(({ by }) => by !== 'search').length;
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" trapFocus width={520} withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={15} aria-hidden />} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {chosen === 0 ? library.filters : library.filtersChosen(chosen)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={library.filters}>
        <Filters wish={wish} change={change} counts={counts} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface FiltersProps {
  wish: Wish;
  change: ChangeWish;
  counts: LibraryCounts | undefined;
}

function Filters({ wish, change, counts }: FiltersProps) {
  const words = useWords();
  const { library } = words;
  const named = namer(words);
  return (
    <Stack gap="sm">
      <Checkbox.Group label={library.filterBy.kind} value={[...wish.kinds]} onChange={(kinds) => change({ ...wish, kinds: mediaKinds.filter((kind) => kinds.includes(kind)) })}>
        <Group gap="md" mt={4}>
          {mediaKinds.map((kind) => <Checkbox key={kind} size="xs" value={kind} label={named(library.kinds[kind], counts?.kinds[kind])} />)}
        </Group>
      </Checkbox.Group>
      <Checkbox.Group label={library.filterBy.flag} value={[...wish.flags]} onChange={(flags) => change({ ...wish, flags: itemFlags.filter((flag) => flags.includes(flag)) })}>
        <SimpleGrid cols={2} spacing="md" verticalSpacing={6} mt={4}>
          {itemFlags.map((flag) => <Checkbox key={flag} size="xs" value={flag} label={named(library.flags[flag], counts?.flags[flag])} />)}
        </SimpleGrid>
      </Checkbox.Group>
      <Choices wish={wish} change={change} counts={counts} />
      <Fieldset legend={library.filterBy.received} p="xs">
        <Group grow>
          <TextInput size="xs" type="date" label={library.receivedFrom} value={wish.receivedFrom ?? ''} onChange={({ currentTarget: { value } }) => change({ ...wish, receivedFrom: value === '' ? undefined : value })} />
          <TextInput size="xs" type="date" label={library.receivedTo} value={wish.receivedTo ?? ''} onChange={({ currentTarget: { value } }) => change({ ...wish, receivedTo: value === '' ? undefined : value })} />
        </Group>
      </Fieldset>
    </Stack>
  );
}

function Choices({ wish, change, counts }: FiltersProps) {
  const words = useWords();
  const { library } = words;
  const named = namer(words);
  const codecs = [...new Set([...Object.keys(counts?.codecs ?? {}), ...(wish.codec === undefined ? [] : [wish.codec])])];
  const occurring = verdicts.filter((verdict) => verdict === wish.verdict || counts?.verdicts[verdict] !== undefined);
  return (
    <SimpleGrid cols={3}>
      <Select size="xs" label={library.filterBy.codec} placeholder={library.anyCodec} clearable comboboxProps={{ withinPortal: false }} value={wish.codec ?? null}
        data={codecs.map((codec) => ({ value: codec, label: named(codec, counts?.codecs[codec]) }))} onChange={(codec) => change({ ...wish, codec: codec ?? undefined })} />
      <Select size="xs" label={library.filterBy.verdict} placeholder={library.anyVerdict} clearable comboboxProps={{ withinPortal: false }} value={wish.verdict ?? null}
        data={occurring.map((verdict) => ({ value: verdict, label: named(library.verdicts[verdict], counts?.verdicts[verdict]) }))} onChange={(value) => change({ ...wish, verdict: verdicts.find((one) => one === value) })} />
      <Select size="xs" label={library.filterBy.place} placeholder={library.anyPlace} clearable comboboxProps={{ withinPortal: false }} value={wish.hasPlace ?? null}
        data={(['yes', 'no'] as const).map((place) => ({ value: place, label: named(library.places[place], counts?.places[place]) }))} onChange={(value) => change({ ...wish, hasPlace: value === 'yes' || value === 'no' ? value : undefined })} />
    </SimpleGrid>
  );
}

const namer = ({ library, format }: Words) => (name: string, count: number | undefined): string => (count === undefined ? name : library.counted(name, format.number(count)));
