import { Checkbox, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { collectionFields } from '../../../src-main/shared/collection.ts';
import { useWords } from '../../words/use-words.tsx';
import type { CollectionDraft, CollectionField } from './collection-draft.ts';
import styles from './import.module.css';

interface FieldsProps {
  draft: CollectionDraft;
  onChange(draft: CollectionDraft): void;
}

/** What the Berkeley Protocol wants to be known of a collection. Nothing of it is obligatory. */
export function CollectionFields({ draft, onChange }: FieldsProps) {
  const { importing } = useWords();
  return (
    <Stack gap="sm">
      {collectionFields.map((field) => <Field key={field} field={field} draft={draft} onChange={onChange} />)}
      <Text size="xs" c="dimmed">{importing.when}</Text>
    </Stack>
  );
}

const most = 4000;

function Field({ field, draft, onChange }: FieldsProps & { field: CollectionField }) {
  const { importing } = useWords();
  const { label, hint } = importing.fields[field];
  const why = draft.absent[field];
  const setAbsent = (reason: string | undefined): void => {
    const { [field]: _before, ...others } = draft.absent;
    onChange({ ...draft, absent: reason === undefined ? others : { ...others, [field]: reason } });
  };
  const say = (text: string): void => onChange({ ...draft, said: { ...draft.said, [field]: text } });
  return (
    <div className={styles['field']}>
      {why !== undefined ? (
        <TextInput label={label} placeholder={importing.whyNot} value={why} maxLength={most} onChange={({ currentTarget }) => setAbsent(currentTarget.value)} aria-label={importing.whyNotOf(label)} leftSectionWidth="auto" />
      ) : field === 'relevance' ? (
        <Textarea label={label} placeholder={hint} value={draft.said[field]} maxLength={most} autosize minRows={1} maxRows={4} onChange={({ currentTarget }) => say(currentTarget.value)} />
      ) : (
        <TextInput label={label} placeholder={hint} value={draft.said[field]} maxLength={most} spellCheck={field !== 'sourceUrl'} onChange={({ currentTarget }) => say(currentTarget.value)} />
      )}
      <Checkbox size="xs" label={importing.notAvailable} aria-label={importing.notAvailableOf(label)} checked={why !== undefined} onChange={({ currentTarget }) => setAbsent(currentTarget.checked ? '' : undefined)} />
    </div>
  );
}
