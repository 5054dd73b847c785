import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReadPlace } from '../../../src-main/shared/api/map.ts';
import { useAsk } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../ui/use-case-draft.ts';
import { useWords } from '../../words/use-words.tsx';
import { FoundIntervals, SunStanding } from './sun-answers.tsx';
import { toReading } from './use-place.ts';
import styles from './map.module.css';

type Question = 'where' | 'when';
interface SunDraft { question: Question; when: string; zone: string; elevation: string; azimuth: string; shadowRatio: string; from: string; to: string }
const emptySun: SunDraft = { question: 'where', when: '', zone: 'UTC', elevation: '', azimuth: '', shadowRatio: '', from: '', to: '' };

interface SunProps {
  /** As it was read. */
  place: ReadPlace | undefined;
  onChangePlace(): void;
}

/** Where the sun stood at a place and time, or when it stood as it was measured. */
export function SunPanel({ place, onChangePlace }: SunProps) {
  const { map: { sun: words, within, metres } } = useWords();
  const [draft, setDraft] = useCaseDraft<SunDraft>('map-sun', emptySun);
  const field = (name: Exclude<keyof SunDraft, 'question'>) => ({ value: draft[name], maxLength: 200, spellCheck: false, autoComplete: 'off', onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setDraft({ ...draft, [name]: value }) });
  return (
    <Stack p="md" gap="sm">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        {place === undefined ? <Text size="sm">{words.needsPlace}</Text> : <Text size="sm">{words.atPlace} <span className={styles['coordinates']}>{place.allNotations.decimal}</span>, {within(metres(Number(place.precisionM)))}</Text>}
        <Button size="compact-xs" variant="default" flex="none" onClick={onChangePlace}>{words.changePlace}</Button>
      </Group>
      <SegmentedControl aria-label={words.question} value={draft.question} onChange={(question) => setDraft({ ...draft, question })} data={[{ value: 'where', label: words.whereIs }, { value: 'when', label: words.whenWas }]} />
      {draft.question === 'where' && <TextInput label={words.when} description={words.whenMore} {...field('when')} />}
      {draft.question === 'when' && (
        <>
          <Text size="xs" c="dimmed">{words.measured}</Text>
          <TextInput label={words.elevation} description={words.elevationMore} placeholder="20.5±1" {...field('elevation')} />
          <TextInput label={words.azimuth} description={words.azimuthMore} placeholder="215±5" {...field('azimuth')} />
          <TextInput label={words.shadowRatio} description={words.shadowRatioMore} placeholder="1.8±0.2" {...field('shadowRatio')} />
          <SimpleGrid cols={2} spacing="sm">
            <TextInput label={words.from} placeholder="2024-10-10" {...field('from')} />
            <TextInput label={words.to} placeholder="2024-10-18" {...field('to')} />
          </SimpleGrid>
        </>
      )}
      <TextInput label={words.zone} description={words.zoneMore} {...field('zone')} />
      {place !== undefined && (draft.question === 'where' ? <Standing place={place} draft={draft} /> : <Found place={place} draft={draft} />)}
    </Stack>
  );
}

/** The place as it was read, so that both parts speak of the same. */
const placeText = ({ latitude, longitude, precisionM }: ReadPlace): string => `geo:${latitude},${longitude};u=${precisionM}`;
const given = <K extends string>(fields: Readonly<Record<K, string>>): Partial<Record<K, string>> =>
  Object.fromEntries(Object.entries<string>(fields).filter(([, text]) => text.trim() !== '')) as Partial<Record<K, string>>;

function Standing({ place, draft }: { place: ReadPlace; draft: SunDraft }) {
  const [{ when, zone }] = useDebouncedValue(draft, 300);
  const isTyped = when.trim() !== '';
  const { data, error } = useAsk('tellSun', { place: placeText(place), when, ...given({ zone }) }, { enabled: isTyped, keepPrevious: true });
  const { reading, problem } = toReading(data, error);
  if (!isTyped) return null;
  return <>{problem !== null && <ProblemNotice problem={problem} />}{reading !== null && <SunStanding told={reading} />}</>;
}

function Found({ place, draft }: { place: ReadPlace; draft: SunDraft }) {
  const { map: { sun: words } } = useWords();
  const [{ from, to, zone, elevation, azimuth, shadowRatio }] = useDebouncedValue(draft, 500);
  const measured = given({ elevation, azimuth, shadowRatio });
  const isTyped = from.trim() !== '' && to.trim() !== '' && Object.keys(measured).length > 0;
  const { data, error, isFetching } = useAsk('searchSun', { place: placeText(place), during: `${from.trim()}/${to.trim()}`, ...measured, ...given({ zone }) }, { enabled: isTyped });
  const { reading, problem } = toReading(data, error);
  if (!isTyped) return null;
  if (isFetching) return <Text size="sm" role="status">{words.looking}</Text>;
  return <>{problem !== null && <ProblemNotice problem={problem} />}{reading !== null && <FoundIntervals found={reading} />}</>;
}
