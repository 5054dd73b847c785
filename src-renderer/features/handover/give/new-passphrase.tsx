import { PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../../words/use-words.tsx';

/** A passphrase typed twice. Held only while this is shown; `onTyped` gets it once both are the same, else nothing. */
export function NewPassphrase({ onTyped }: { onTyped(passphrase: string): void }) {
  const { handover: { give: w } } = useWords();
  const [[first, again], set] = useState<[string, string]>(['', '']);
  const type = (next: [string, string]): void => {
    set(next);
    onTyped(next[0] === next[1] ? next[0] : '');
  };
  return (
    <Stack gap="xs">
      <PasswordInput label={w.passphrase} description={w.passphraseMore} autoComplete="new-password" value={first} onChange={({ currentTarget }) => type([currentTarget.value, again])} />
      <PasswordInput label={w.again} autoComplete="new-password" value={again} error={again !== '' && again !== first ? w.differ : undefined} onChange={({ currentTarget }) => type([first, currentTarget.value])} />
    </Stack>
  );
}
