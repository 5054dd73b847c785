import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import type { ListedClaim } from '../../../../src-main/shared/api/claims.ts';
import { verdicts, type RecordedVerdict } from '../../../../src-main/shared/claim-record.ts';
import { useAct } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import { useWords } from '../../../words/use-words.tsx';

/** Records a person's own judgement, with a reason, beside the verdict by rule. */
export function JudgeForm({ claim: { id }, isOpen, onClose }: { claim: ListedClaim; isOpen: boolean; onClose(): void }) {
  const { claims: { judgeForm, verdicts: names, judge, reason }, common } = useWords();
  const [draft, setDraft, forget] = useCaseDraft<{ verdict: RecordedVerdict | ''; because: string }>(`judgement-${id}`, { verdict: '', because: '' });
  const { verdict, because } = draft;
  const act = useAct('judgeClaim', {
    onDone: () => {
      forget();
      onClose();
    },
  });
  const isWhole = verdict !== '' && because.trim() !== '';
  return (
    <Modal opened={isOpen} onClose={onClose} closeButtonProps={{ 'aria-label': common.close }} title={judgeForm.title(id)}>
      <Stack component="form" gap="sm" onSubmit={(event) => {
        event.preventDefault();
        if (verdict !== '' && isWhole) act.mutate({ claim: id, verdict, because });
      }}>
        <Text size="sm">{judgeForm.means}</Text>
        <Select label={judgeForm.verdict} required data={verdicts.map((value) => ({ value, label: names[value] }))} value={verdict === '' ? null : verdict} onChange={(value) => setDraft({ ...draft, verdict: value ?? '' })} data-autofocus />
        <Textarea label={reason} required autosize minRows={3} maxLength={4000} dir="auto" value={because} onChange={({ currentTarget: { value } }) => setDraft({ ...draft, because: value })} />
        {act.error !== null && <ProblemNotice problem={act.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" loading={act.isPending} disabled={!isWhole}>{judge}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
