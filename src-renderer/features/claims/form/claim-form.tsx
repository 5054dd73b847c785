import { Alert, Button, Checkbox, Drawer, Group, SegmentedControl, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { claimSubjects } from '../../../../src-main/shared/claim-record.ts';
import type { TypedClaim } from '../../../../src-main/shared/api/claims.ts';
import { Problem } from '../../../api/client.ts';
import { useAct, useAsk } from '../../../api/use-ask.ts';
import { paths } from '../../../ui/paths.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import { useWords } from '../../../words/use-words.tsx';
import { ItemChoice } from '../../../ui/item-choice.tsx';
import { emptyClaim, typedClaim, type ClaimDraft, type ClaimField } from './typed.ts';

/** Writes down what somebody claims, in their words, and shows what it is read as before it is recorded. */
export function ClaimForm({ isOpen, onClose }: { isOpen: boolean; onClose(): void }) {
  const { claims, common } = useWords();
  return (
    <Drawer opened={isOpen} onClose={onClose} closeButtonProps={{ 'aria-label': common.close }} position="right" size="lg" title={claims.record}>
      {isOpen && <Fields onClose={onClose} />}
    </Drawer>
  );
}

function Fields({ onClose }: { onClose(): void }) {
  const { claims: { form, subjects }, common } = useWords();
  const [, go] = useLocation();
  const [draft, setDraft, forget] = useCaseDraft<ClaimDraft>('claim', emptyClaim);
  const [confirmed, confirm] = useState<string>();
  const typed = typedClaim(draft);
  const isWhole = draft.items.length > 0 && typed.quote.trim() !== '' && typed.claimant.trim() !== '';
  const { reading, problem } = useReading(typed, isWhole);
  const act = useAct('recordClaim', {
    onDone: ({ claim }) => {
      forget();
      onClose();
      go(paths.claim(claim));
    },
  });
  const change = (part: Partial<ClaimDraft>): void => setDraft({ ...draft, ...part });
  const field = (name: ClaimField) => ({ value: draft.fields[name], maxLength: 4000, onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => change({ fields: { ...draft.fields, [name]: value } }) });
  const needsWord = reading?.needsConfirmation === true && confirmed !== reading.means;
  return (
    <Stack component="form" gap="sm" onSubmit={(event) => {
      event.preventDefault();
      if (isWhole && !needsWord) act.mutate({ ...typed, confirmed: confirmed !== undefined && confirmed === reading?.means });
    }}>
      <Textarea label={form.quote} required autosize minRows={2} dir="auto" data-autofocus {...field('quote')} />
      <SimpleGrid cols={2}>
        <TextInput label={form.claimant} required dir="auto" {...field('claimant')} />
        <TextInput label={form.language} description={form.languageMore} {...field('language')} />
      </SimpleGrid>
      <Textarea label={form.translation} autosize minRows={1} dir="auto" {...field('translation')} />
      <ItemChoice label={form.items} description={form.itemsMore} required value={draft.items} most={100} onChange={(items) => change({ items })} />
      <div>
        <Text size="sm" fw={500} id="claim-when">{form.when}</Text>
        <SegmentedControl aria-labelledby="claim-when" size="xs" value={draft.when} onChange={(when) => change({ when })} data={[{ value: 'post', label: form.byPost }, { value: 'time', label: form.byTime }, { value: 'unknown', label: form.unknown }]} />
      </div>
      {draft.when === 'post' && <PostField {...field('post')} />}
      {draft.when === 'time' && (
        <SimpleGrid cols={2}>
          <TextInput label={form.saidAt} description={form.saidAtMore} {...field('saidAt')} />
          <TextInput label={form.zone} description={form.zoneMore} {...field('zone')} />
        </SimpleGrid>
      )}
      <TextInput label={form.sourceUrl} {...field('sourceUrl')} />
      <TextInput label={form.means} description={form.meansMore} {...field('means')} />
      <SimpleGrid cols={2}>
        <TextInput label={form.place} description={form.placeMore} {...field('place')} />
        <TextInput label={form.near} {...field('near')} />
      </SimpleGrid>
      <Select label={form.about} clearable placeholder={form.aboutByWords} value={draft.about ?? null} onChange={(about) => change({ about: about ?? '' })} data={claimSubjects.map((value) => ({ value, label: subjects[value] }))} />
      {problem !== null && isWhole && <ProblemNotice problem={problem} />}
      {reading !== null && isWhole && (
        <Alert variant="light" title={form.readAs} role="status">
          <Text fw={600}>{reading.means}</Text>
          {reading.remarks.map((remark) => <Text key={remark} size="sm">{remark}</Text>)}
          {reading.needsConfirmation && <Checkbox mt="xs" label={form.confirm} description={form.confirmWhy} checked={!needsWord} onChange={({ currentTarget: { checked } }) => confirm(checked ? reading.means : undefined)} />}
        </Alert>
      )}
      {act.error !== null && <ProblemNotice problem={act.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>{common.cancel}</Button>
        <Button type="submit" loading={act.isPending} disabled={!isWhole || needsWord}>{form.record}</Button>
      </Group>
    </Stack>
  );
}

const emptyReading = typedClaim(emptyClaim);

/** How the engine would read it, as one types. */
function useReading(typed: TypedClaim, isWhole: boolean) {
  const [text] = useDebouncedValue(isWhole ? JSON.stringify(typed) : '', 250);
  const { data, error } = useAsk('previewClaim', (text === '' ? emptyReading : JSON.parse(text)) as TypedClaim, { enabled: text !== '', keepPrevious: true });
  const told = data?.problem === null || data?.problem === undefined ? error : new Problem(data.problem);
  return { reading: data?.reading ?? null, problem: told };
}

/** The address of a post, and what its id says of its time. */
export function PostField(field: { value: string; maxLength: number; onChange(event: { currentTarget: { value: string } }): void }) {
  const { claims: { form } } = useWords();
  const [text] = useDebouncedValue(field.value.trim(), 250);
  const { data, error } = useAsk('postTime', { text }, { enabled: text !== '' });
  const told = error ?? (data?.problem === null || data?.problem === undefined ? undefined : new Problem(data.problem));
  return (
    <div>
      <TextInput label={form.post} description={form.postMore} {...field} />
      <div role="status">
        {text !== '' && told !== undefined && <ProblemNotice problem={told} />}
        {text !== '' && data?.sentences.map((sentence) => <Text key={sentence} size="xs" c="dimmed">{sentence}</Text>)}
      </div>
    </div>
  );
}
