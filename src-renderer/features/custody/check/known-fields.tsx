import { Checkbox, Collapse, FileInput, Stack, Text, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Input } from '../../../api/client.ts';
import { useWords } from '../../../words/use-words.tsx';

/** What a person knows of the log from elsewhere. */
export interface Known {
  pin: string;
  /** The text of a checkpoint or of a photographed head. */
  pasted: string;
  files: { name: string; text: string }[];
  /** One verifier key on each line. */
  cosigners: string;
  quick: boolean;
}

export const nothingKnown: Known = { pin: '', pasted: '', files: [], cosigners: '', quick: false };

/** As the engine is asked. `pastedName` tells the pasted text from the files. */
export function asAsked({ pin, pasted, files, cosigners, quick }: Known, pastedName: string): Input<'beginCheck'> {
  const held = [...(pasted.trim() === '' ? [] : [{ name: pastedName, text: pasted }]), ...files];
  const keys = cosigners.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return { ...(pin.trim() === '' ? {} : { pin: pin.trim() }), ...(held.length === 0 ? {} : { held }), ...(keys.length === 0 ? {} : { cosigners: keys }), ...(quick ? { quick } : {}) };
}

const mostHeldBytes = 64 * 1024;

/** Fields for what was kept in other hands: with it a check shows more. */
export function KnownFields({ known, onChange }: { known: Known; onChange(known: Known): void }) {
  const { custody: { check: w } } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [tooLarge, setTooLarge] = useState<string>();
  const change = (part: Partial<Known>): void => onChange({ ...known, ...part });
  const take = async (files: File[]): Promise<void> => {
    const large = files.find(({ size }) => size > mostHeldBytes);
    setTooLarge(large?.name);
    const small = files.filter(({ size }) => size <= mostHeldBytes).slice(0, 19);
    change({ files: await Promise.all(small.map(async (file) => ({ name: file.name.slice(0, 200), text: await file.text() }))) });
  };
  return (
    <Stack gap="xs">
      <UnstyledButton onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} fz="sm" fw={600} style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
        {isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}{w.known}
      </UnstyledButton>
      <Collapse expanded={isOpen} transitionDuration={0}>
        {isOpen && (
          <Stack gap="xs">
            <Text size="xs" c="dimmed">{w.knownWhy}</Text>
            <TextInput size="xs" label={w.pin} description={w.pinHint} value={known.pin} maxLength={500} onChange={({ currentTarget }) => change({ pin: currentTarget.value })} />
            <Textarea size="xs" label={w.held} description={w.heldHint} value={known.pasted} maxLength={mostHeldBytes} autosize minRows={3} maxRows={10} classNames={{ input: 'digest' }} onChange={({ currentTarget }) => change({ pasted: currentTarget.value })} />
            <FileInput size="xs" label={w.heldFiles} description={w.heldFilesHint} multiple clearable placeholder={w.heldFilesHint} error={tooLarge === undefined ? undefined : w.tooLarge(tooLarge)} onChange={(files) => void take(files)} clearButtonProps={{ 'aria-label': w.clearFiles }} />
            <Textarea size="xs" label={w.cosigners} description={w.cosignersHint} value={known.cosigners} autosize minRows={1} maxRows={5} classNames={{ input: 'digest' }} onChange={({ currentTarget }) => change({ cosigners: currentTarget.value })} />
            <Checkbox size="xs" label={w.quick} checked={known.quick} onChange={({ currentTarget }) => change({ quick: currentTarget.checked })} />
          </Stack>
        )}
      </Collapse>
    </Stack>
  );
}
