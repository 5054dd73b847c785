import { Button, Checkbox, Drawer, Group, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { ListedClaim } from '../../../../src-main/shared/api/claims.ts';
import { evidenceBases, strengths } from '../../../../src-main/shared/claim-record.ts';
import { useAct } from '../../../api/use-ask.ts';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import { useWords } from '../../../words/use-words.tsx';
import { PostField } from './claim-form.tsx';
import { ItemChoice } from '../../../ui/item-choice.tsx';
import { emptyEvidence, saidKinds, typedEvidence, usuallySays, type EvidenceDraft, type EvidenceField } from './typed.ts';

/** Ties evidence to a claim: what it is, what it says, where it is seen. */
export function EvidenceForm({ claim, isOpen, onClose }: { claim: ListedClaim; isOpen: boolean; onClose(): void }) {
  const { claims, common } = useWords();
  return (
    <Drawer opened={isOpen} onClose={onClose} closeButtonProps={{ 'aria-label': common.close }} position="right" size="lg" title={claims.evidenceForm.title(claim.id)}>
      {isOpen && <Fields claim={claim} onClose={onClose} />}
    </Drawer>
  );
}

interface FieldProps {
  value: string;
  maxLength: number;
  onChange(event: { currentTarget: { value: string } }): void;
}

function Fields({ claim, onClose }: { claim: ListedClaim; onClose(): void }) {
  const { claims: { evidenceForm: form, bases, strengths: strengthNames }, common } = useWords();
  const [draft, setDraft, forget] = useCaseDraft<EvidenceDraft>(`evidence-${claim.id}`, emptyEvidence);
  const act = useAct('addEvidence', {
    onDone: () => {
      forget();
      onClose();
    },
  });
  const change = (part: Partial<EvidenceDraft>): void => setDraft({ ...draft, ...part });
  const field = (name: EvidenceField): FieldProps => ({ value: draft.fields[name], maxLength: 4000, onChange: ({ currentTarget: { value } }) => change({ fields: { ...draft.fields, [name]: value } }) });
  const basisOptions = evidenceBases.map((value) => ({ value, label: bases[value] }));
  return (
    <Stack component="form" gap="sm" onSubmit={(event) => {
      event.preventDefault();
      act.mutate({ claim: claim.id, ...typedEvidence(draft) });
    }}>
      <SimpleGrid cols={2}>
        <Select label={form.basis} data={basisOptions} allowDeselect={false} searchable value={draft.basis} onChange={(basis) => basis !== null && change({ basis, says: usuallySays[basis] })} data-autofocus />
        <Select label={form.says} data={saidKinds.map((value) => ({ value, label: form.kinds[value] }))} allowDeselect={false} value={draft.says} onChange={(says) => says !== null && change({ says })} />
      </SimpleGrid>
      <WhatItSays says={draft.says} field={field} />
      <ItemChoice label={form.item} description={form.itemMore} value={draft.item === '' ? [] : [draft.item]} most={1} onChange={([item = '']) => change({ item })} />
      {draft.item !== '' && <TextInput label={form.frame} inputMode="numeric" pattern="-?[0-9]*" {...field('frame')} />}
      {claim.items.length > 1 && <Select label={form.of} placeholder={form.ofAll} clearable data={claim.items.map(({ id, name }) => ({ value: id, label: `${id}  ${name}` }))} value={draft.of === '' ? null : draft.of} onChange={(of) => change({ of: of ?? '' })} />}
      <SimpleGrid cols={2}>
        <TextInput label={form.segment} dir="auto" {...field('segment')} />
        <TextInput label={form.origin} description={form.originMore} dir="auto" {...field('origin')} />
      </SimpleGrid>
      {draft.basis === 'earlier-copy' && (
        <>
          <Select label={form.datedBy} data={basisOptions} clearable searchable value={draft.datedBy === '' ? null : draft.datedBy} onChange={(datedBy) => change({ datedBy: datedBy ?? '' })} />
          <Checkbox label={form.confirmed} checked={draft.confirmed} onChange={({ currentTarget: { checked } }) => change({ confirmed: checked })} />
        </>
      )}
      <SimpleGrid cols={2}>
        <Select label={form.strength} placeholder={form.asBasis} clearable data={strengths.map((value) => ({ value, label: strengthNames[value] }))} value={draft.strength === '' ? null : draft.strength} onChange={(strength) => change({ strength: strength ?? '' })} />
        {draft.strength !== '' && <TextInput label={form.because} required dir="auto" {...field('because')} />}
      </SimpleGrid>
      <Textarea label={form.note} autosize minRows={2} dir="auto" {...field('note')} />
      {act.error !== null && <ProblemNotice problem={act.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>{common.cancel}</Button>
        <Button type="submit" loading={act.isPending}>{common.save}</Button>
      </Group>
    </Stack>
  );
}

/** The fields of what the evidence says. */
function WhatItSays({ says, field }: { says: EvidenceDraft['says']; field(name: EvidenceField): FieldProps }) {
  const { claims: { evidenceForm: form, form: { near, place, placeMore, zone, zoneMore, saidAtMore } } } = useWords();
  const zoneField = <TextInput label={zone} description={zoneMore} {...field('zone')} />;
  const placeFields = [<TextInput key="place" label={place} description={placeMore} {...field('place')} />, <TextInput key="near" label={near} {...field('near')} />];
  switch (says) {
    case 'post':
      return <PostField {...field('post')} />;
    case 'notLaterThan':
    case 'notEarlierThan':
      return <SimpleGrid cols={3}><TextInput label={form.time} description={saidAtMore} {...field('time')} />{zoneField}<TextInput label={form.error} description={form.errorMore} {...field('error')} /></SimpleGrid>;
    case 'during':
      return <SimpleGrid cols={3}><TextInput label={form.during} description={form.duringMore} {...field('during')} />{zoneField}<TextInput label={form.error} description={form.errorMore} {...field('error')} /></SimpleGrid>;
    case 'sun':
      return (
        <SimpleGrid cols={2}>
          {placeFields}
          <TextInput label={form.searched} description={form.duringMore} {...field('during')} />
          {zoneField}
          {(['elevation', 'azimuth', 'shadowRatio'] as const).map((name) => <TextInput key={name} label={form[name]} description={form.measureMore} {...field(name)} />)}
        </SimpleGrid>
      );
    case 'place':
      return <SimpleGrid cols={2}>{placeFields}</SimpleGrid>;
    case 'note':
      return null;
  }
}
