import { Button, Checkbox, Group, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { samenessVerdicts, type SamenessVerdict } from '../../../../../src-main/shared/sameness.ts';
import { useAct } from '../../../../api/use-ask.ts';
import { ProblemNotice } from '../../../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../../../ui/use-case-draft.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { useCanRecord } from '../use-can-record.ts';
import type { Match } from './match.ts';
import type { SearchOptions } from './use-search.ts';

interface Typed {
  verdict: SamenessVerdict;
  about: 'segments' | 'whole';
  segments: number[];
  because: string;
  /** Of unequal length, and meant as a whole all the same. */
  whole: boolean;
}

/** A person's judgement of two items, of the parts named, with its reason. */
export function JudgementForm({ id, match, asked }: { id: string; match: Match; asked: SearchOptions }) {
  const { itemTabs: { similar: w }, format } = useWords();
  const canRecord = useCanRecord();
  const first = match.segments[0]?.number;
  const [typed, setTyped, forget] = useCaseDraft<Typed>(`sameness-${id}-${match.id}`, { verdict: 'undetermined', about: 'segments', segments: first === undefined ? [] : [first], because: '', whole: false });
  const [wasTried, setTried] = useState(false);
  const { mutate, isPending, error, data } = useAct('judgeSameness', { onDone: () => { forget(); setTried(false); } });
  const lacksSegments = typed.about === 'segments' && typed.segments.length === 0;
  const lacksReason = typed.because.trim() === '';
  const send = (): void => {
    setTried(true);
    if (lacksSegments || lacksReason) return;
    const { verdict, because } = typed;
    const about = typed.about === 'whole' ? { whole: typed.whole } : { segments: typed.segments, wide: asked.wide, mirrored: asked.mirrored };
    mutate({ id, other: match.id, verdict, because, ...about });
  };
  if (!canRecord) return <Text size="sm">{w.readOnly}</Text>;
  return (
    <form noValidate aria-label={w.judgeTitle(match.name)} onSubmit={(event) => { event.preventDefault(); send(); }}>
      <Stack gap="xs">
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{w.judgeTitle(match.name)}</Text>
        <Radio.Group size="xs" label={w.verdict} value={typed.verdict} onChange={(verdict) => setTyped({ ...typed, verdict })}>
          <Group gap="md" mt={4}>{samenessVerdicts.map((one) => <Radio size="xs" key={one} value={one} label={w.verdicts[one]} />)}</Group>
        </Radio.Group>
        <Radio.Group size="xs" label={w.aboutLabel} value={typed.about} onChange={(about) => setTyped({ ...typed, about })}>
          <Group gap="md" mt={4}>
            <Radio size="xs" value="segments" label={w.aboutSegments} />
            <Radio size="xs" value="whole" label={w.aboutWhole} />
          </Group>
        </Radio.Group>
        {typed.about === 'segments' && (
          <Checkbox.Group size="xs" aria-label={w.aboutSegments} value={typed.segments.map(String)} error={wasTried && lacksSegments ? w.chooseSegments : undefined} onChange={(chosen) => setTyped({ ...typed, segments: chosen.map(Number) })}>
            <Group gap="md">{match.segments.slice(0, mostSegments).map(({ number, here }) => <Checkbox size="xs" key={number} value={String(number)} label={`${w.segment(number)} (${w.stretch(here.fromS, here.toS)})`} />)}</Group>
          </Checkbox.Group>
        )}
        {(error?.code === 'lengths-differ' || typed.whole) && typed.about === 'whole' && <Checkbox size="xs" label={w.whole} checked={typed.whole} onChange={(event) => setTyped({ ...typed, whole: event.currentTarget.checked })} />}
        <Textarea size="xs" label={w.because} required autosize minRows={2} maxRows={8} value={typed.because} error={wasTried && lacksReason ? w.becauseNeeded : undefined} onChange={(event) => setTyped({ ...typed, because: event.currentTarget.value })} />
        {typed.about === 'segments' && <Text size="xs" c="dimmed">{w.comparesAgain}</Text>}
        <Group>
          <Button size="xs" type="submit" loading={isPending}>{w.record}</Button>
          <Text size="sm" role="status">{data === undefined ? '' : [w.recorded(format.number(data.entry)), data.replaces === null ? '' : w.replaces(format.number(data.replaces.entry))].join(' ')}</Text>
        </Group>
        {data?.remarks.map((remark) => <Text size="sm" key={remark}>{remark}</Text>)}
        {error !== null && <ProblemNotice problem={error} />}
      </Stack>
    </form>
  );
}

/** So many may stand in one judgement. */
const mostSegments = 50;
