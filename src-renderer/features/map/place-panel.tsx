import { Alert, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconArrowsDiff, IconCircleCheck, IconMapPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ReadPlace } from '../../../src-main/shared/api/map.ts';
import { Copyable } from '../../ui/copyable.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import type { PlaceDraft, PlaceReading } from './use-place.ts';

interface PlaceFieldProps {
  draft: PlaceDraft;
  onChange(draft: PlaceDraft): void;
}

/** The one field for every notation, and about where a short code lies. */
export function PlaceField({ draft, onChange }: PlaceFieldProps) {
  const { map: { place } } = useWords();
  const field = (name: keyof PlaceDraft) => ({ value: draft[name], maxLength: 4000, spellCheck: false, autoComplete: 'off', onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => onChange({ ...draft, [name]: value }) });
  return (
    <>
      <TextInput id="map-place" label={place.field} placeholder={place.example} dir="auto" {...field('text')} />
      <TextInput label={place.near} description={place.nearMore} dir="auto" {...field('near')} />
    </>
  );
}

/** A place in every notation, and how it agrees with another statement of it. */
export function PlacePanel({ draft, onChange, read, onShow }: PlaceFieldProps & { read: PlaceReading; onShow(): void }) {
  const { map: { place: words } } = useWords();
  const { reading, problem } = read;
  const { other = null, agreement = null } = reading ?? {};
  return (
    <Stack p="md" gap="sm">
      <PlaceField draft={draft} onChange={onChange} />
      <Text size="xs" c="dimmed">{words.fieldMore}</Text>
      {problem !== null && <ProblemNotice problem={problem} />}
      {reading !== null && <Notations place={reading.place}><Button size="xs" variant="default" flex="none" leftSection={<IconMapPin size={14} />} onClick={onShow}>{words.show}</Button></Notations>}
      <TextInput label={words.other} description={words.otherMore} dir="auto" spellCheck={false} autoComplete="off" maxLength={4000} value={draft.other} onChange={({ currentTarget: { value } }) => onChange({ ...draft, other: value })} />
      {other !== null && <Notations place={other} />}
      {agreement !== null && <Agreement {...agreement} />}
    </Stack>
  );
}

const order = ['decimal', 'dms', 'plusCode', 'mgrs', 'geo', 'iso6709'] as const;

function Notations({ place, children }: { place: ReadPlace; children?: ReactNode }) {
  const { map: { place: words, metres } } = useWords();
  const { notation, precisionM, reference, allNotations } = place;
  const near = reference === undefined ? '' : [reference.name === undefined ? '' : reference.matched === 'similar-name' ? words.similarName(reference.name) : reference.name, `${reference.latitude}, ${reference.longitude}`].filter(Boolean).join(', ');
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" role="status">
        <Text size="sm" fw={600}>{words.readAs(words.notationNames[notation] ?? notation, metres(Number(precisionM)))}</Text>
        {children}
      </Group>
      {near !== '' && <Text size="xs" c="dimmed">{words.completed(near)}</Text>}
      <Table withRowBorders={false} verticalSpacing={2} aria-label={words.table}>
        <Table.Tbody>
          {order.map((name) => {
            const text = allNotations[name];
            return text === undefined ? null : <Table.Tr key={name}><Table.Th scope="row" fw={400} w={90}><Text size="xs" c="dimmed">{words.notations[name]}</Text></Table.Th><Table.Td><Copyable text={text} name={words.notations[name]} /></Table.Td></Table.Tr>;
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Agreement({ agree, distanceM, allowedM }: { agree: boolean; distanceM: string; allowedM: string }) {
  const { map: { place: words, metres } } = useWords();
  const [apart, allowed] = [metres(Number(distanceM)), metres(Number(allowedM))];
  return <Alert variant="light" role="status" color={agree ? 'ink' : 'orange'} icon={agree ? <IconCircleCheck size={18} /> : <IconArrowsDiff size={18} />}>{agree ? words.agree(apart, allowed) : words.disagree(apart, allowed)}</Alert>;
}
