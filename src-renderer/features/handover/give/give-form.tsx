import { Button, Checkbox, Input, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { FolderField } from '../../../ui/folder-field.tsx';
import { isFolderName } from '../../../ui/folder-paths.ts';
import { ItemChoice } from '../../../ui/item-choice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { ClaimChoice } from './claim-choice.tsx';
import { choiceOf, recipientsOf, targetOf, type GiveDraft } from './give-draft.ts';
import { NewPassphrase } from './new-passphrase.tsx';

interface GiveFormProps {
  draft: GiveDraft;
  onChange(draft: GiveDraft): void;
  /** The passphrase once it was typed twice alike, else empty. */
  onPassphrase(passphrase: string): void;
  hasPassphrase: boolean;
  canWork: boolean;
  isPreviewed: boolean;
  isBeginning: boolean;
  onBegin(): void;
}

export function GiveForm({ draft, onChange, onPassphrase, hasPassphrase, canWork, isPreviewed, isBeginning, onBegin }: GiveFormProps) {
  const { handover: { give: w } } = useWords();
  const change = (part: Partial<GiveDraft>): void => onChange({ ...draft, ...part });
  const lacking = lackOf(draft, { isPreviewed, hasPassphrase });
  const isReport = draft.as === 'report';
  return (
    <Stack component="form" gap="md" onSubmit={(event) => { event.preventDefault(); if (lacking === undefined && canWork) onBegin(); }}>
      <Stack gap="xs">
        <Choice label={w.choose} value={draft.by} words={w.by} onChange={(by) => change({ by })} />
        {draft.by === 'items' && <ItemChoice label={w.items} description={w.itemsMore} value={draft.items} most={1000} onChange={(items) => change({ items })} />}
        {draft.by === 'claims' && <ClaimChoice value={draft.claims} onChange={(claims) => change({ claims })} />}
      </Stack>
      <Stack gap="xs">
        <Choice label={w.as} description={w.formsMean[draft.as]} value={draft.as} words={w.forms} onChange={(as) => change({ as })} />
        {isReport ? <Choice label={w.reportForm} value={draft.reportAs} words={w.reportForms} onChange={(reportAs) => change({ reportAs })} /> : (
          <>
            <Checkbox label={w.originals} description={w.originalsMore} checked={draft.originals} onChange={({ currentTarget }) => change({ originals: currentTarget.checked })} />
            <Checkbox label={w.pdf} checked={draft.pdf} onChange={({ currentTarget }) => change({ pdf: currentTarget.checked })} />
          </>
        )}
      </Stack>
      {!isReport && (
        <Stack gap="xs">
          <Choice label={w.encrypt} value={draft.encrypt} words={w.encryptBy} onChange={(encrypt) => { onPassphrase(''); change({ encrypt }); }} />
          {draft.encrypt === 'none' && <Text size="xs" c="dimmed">{w.notEncrypted}</Text>}
          {draft.encrypt === 'recipients' && <Textarea label={w.recipients} description={w.recipientsMore} autosize minRows={2} maxRows={8} spellCheck={false} classNames={{ input: 'digest' }} value={draft.recipients} onChange={({ currentTarget }) => change({ recipients: currentTarget.value })} />}
          {draft.encrypt === 'passphrase' && <NewPassphrase onTyped={onPassphrase} />}
        </Stack>
      )}
      <Stack gap="xs">
        <FolderField label={w.folder} description={w.folderMore} purpose="target" value={draft.folder} onChange={(folder) => change({ folder })} />
        <TextInput label={isReport ? w.reportName : w.name} value={draft.name} maxLength={200} spellCheck={false} autoComplete="off" error={draft.name.trim() !== '' && !isFolderName(draft.name.trim()) ? w.badName : undefined} onChange={({ currentTarget }) => change({ name: currentTarget.value })} />
        <Target path={targetOf(draft)} />
      </Stack>
      <Stack gap={4}>
        <Button type="submit" disabled={!canWork || lacking !== undefined} loading={isBeginning}>{isReport ? w.writeReport : w.write}</Button>
        {canWork && lacking !== undefined && <Text size="xs" c="dimmed">{w.needs[lacking]}</Text>}
      </Stack>
    </Stack>
  );
}

function Target({ path }: { path: string | undefined }) {
  const { handover: { give: w } } = useWords();
  return path === undefined ? null : <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{w.target(path)}</Text>;
}

/** The first thing that is missing before it can be written. */
function lackOf(draft: GiveDraft, { isPreviewed, hasPassphrase }: Pick<GiveFormProps, 'isPreviewed' | 'hasPassphrase'>) {
  if (choiceOf(draft) === undefined) return 'choice';
  const encrypt = draft.as === 'report' ? 'none' : draft.encrypt;
  if (encrypt === 'recipients' && recipientsOf(draft).length === 0) return 'recipients';
  if (encrypt === 'passphrase' && !hasPassphrase) return 'passphrase';
  if (targetOf(draft) === undefined) return 'target';
  return isPreviewed ? undefined : 'preview';
}

interface ChoiceProps<T extends string> {
  label: string;
  description?: string;
  value: T;
  words: Readonly<Record<T, string>>;
  onChange(value: T): void;
}

/** One of a few ways, all of them in sight. */
function Choice<T extends string>({ label, description, value, words, onChange }: ChoiceProps<T>) {
  return (
    <Input.Wrapper label={label} {...(description === undefined ? {} : { description })} inputWrapperOrder={['label', 'input', 'description']} labelElement="div">
      <SegmentedControl fullWidth size="xs" mt={4} mb={4} aria-label={label} value={value} data={(Object.entries(words) as [T, string][]).map(([one, word]) => ({ value: one, label: word }))} onChange={(next) => onChange(next)} />
    </Input.Wrapper>
  );
}
