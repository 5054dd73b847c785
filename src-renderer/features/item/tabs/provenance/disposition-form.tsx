import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState } from 'react';
import { dispositions, needsReceiver, type Disposition } from '../../../../../src-main/shared/disposition.ts';
import { useAct } from '../../../../api/use-ask.ts';
import { ProblemNotice } from '../../../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../../../ui/use-case-draft.ts';
import { useWords } from '../../../../words/use-words.tsx';

interface Typed {
  disposition: Disposition;
  to: string;
  because: string;
}

const nothingTyped: Typed = { disposition: 'returned', to: '', because: '' };

/** Record what became of the item. A destruction asks first and names its object. */
export function DispositionForm({ id, name }: { id: string; name: string }) {
  const { itemTabs: { provenance: w }, format } = useWords();
  const [typed, setTyped, forget] = useCaseDraft(`disposition-${id}`, nothingTyped);
  const [wasTried, setTried] = useState(false);
  const { mutate, isPending, error, data } = useAct('recordDisposition', { onDone: () => { forget(); setTried(false); } });
  const faults = { to: needsReceiver(typed.disposition) && typed.to.trim() === '', because: typed.because.trim() === '' };
  const act = (): void => {
    setTried(true);
    if (faults.to || faults.because) return;
    const send = (): void => mutate({ id, disposition: typed.disposition, because: typed.because, ...(typed.to.trim() === '' ? {} : { to: typed.to }) });
    if (typed.disposition === 'copy-destroyed-elsewhere') askFirst(w, name, send);
    else send();
  };
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); act(); }} aria-label={w.record}>
      <Stack gap="xs">
        <Group grow align="flex-start">
          <Select size="xs" label={w.what} allowDeselect={false} data={dispositions.map((one) => ({ value: one, label: w.dispositionNames[one] }))} value={typed.disposition} onChange={(value) => value !== null && setTyped({ ...typed, disposition: value })} />
          <TextInput size="xs" label={w.toWhom} required={needsReceiver(typed.disposition)} value={typed.to} error={wasTried && faults.to ? w.toWhomNeeded : undefined} onChange={(event) => setTyped({ ...typed, to: event.currentTarget.value })} />
        </Group>
        <Textarea size="xs" label={w.because} required autosize minRows={2} maxRows={8} value={typed.because} error={wasTried && faults.because ? w.becauseNeeded : undefined} onChange={(event) => setTyped({ ...typed, because: event.currentTarget.value })} />
        <Group>
          <Button size="xs" type="submit" variant="default" loading={isPending}>{w.recordAct}</Button>
          <Text size="sm" role="status">{data === undefined ? '' : w.recorded(format.number(data.entry))}</Text>
        </Group>
        {error !== null && <ProblemNotice problem={error} />}
      </Stack>
    </form>
  );
}

function askFirst(w: ReturnType<typeof useWords>['itemTabs']['provenance'], name: string, send: () => void): void {
  modals.openConfirmModal({ title: w.confirmDestroyed, children: <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{w.confirmDestroyedOf(name)}</Text>, labels: { confirm: w.confirmAct, cancel: w.cancelAct }, confirmProps: { color: 'red' }, onConfirm: send });
}
