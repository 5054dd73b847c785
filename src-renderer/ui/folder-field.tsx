import { Button, Group, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, type ReactNode } from 'react';
import { useWords } from '../words/use-words.tsx';
import { desktop } from './desktop.ts';
import type { PickedFor } from './folder-picker.tsx';

const FolderPicker = lazy(() => import('./folder-picker.tsx'));

export interface FolderFieldProps {
  label: string;
  description?: string;
  value: string;
  onChange(path: string): void;
  purpose: PickedFor;
  error?: ReactNode;
  required?: boolean;
  /** A dialog around it must not close with the one above it. */
  onBrowsing?(isBrowsing: boolean): void;
}

/** A folder of this computer: typed, or looked for. */
export function FolderField({ purpose, value, onChange, onBrowsing, ...field }: FolderFieldProps) {
  const words = useWords().start.folders;
  const [isOpen, { open, close }] = useDisclosure(false, { onOpen: () => onBrowsing?.(true), onClose: () => onBrowsing?.(false) });
  const browse = async (): Promise<void> => {
    const bridge = desktop();
    if (bridge === undefined) return open();
    const chosen = await bridge.chooseFolder(purpose === 'backup' ? 'new-case' : purpose);
    if (chosen !== null) onChange(chosen);
  };
  return (
    <>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          {...field} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} flex={1} spellCheck={false} autoComplete="off"
          placeholder={words.example} styles={{ input: { direction: 'ltr' } }} withAsterisk={field.required === true}
        />
        <Button variant="default" onClick={() => void browse()}>{words.browse}</Button>
      </Group>
      {isOpen && (
        <Suspense>
          <FolderPicker purpose={purpose} from={value} onClose={close} onChoose={(path) => { close(); onChange(path); }} />
        </Suspense>
      )}
    </>
  );
}
