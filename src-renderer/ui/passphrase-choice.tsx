import { Alert, PasswordInput, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words/use-words.tsx';
import { noChoice, type PassphraseChoice } from './passphrase.ts';

export function PassphraseFields({ value, onChange, label }: { value: PassphraseChoice; onChange(value: PassphraseChoice): void; label: string }) {
  const words = useWords().start.passphrase;
  const [isLeft, setLeft] = useState(false);
  const differ = isLeft && value.again !== '' && value.again !== value.passphrase;
  return (
    <Radio.Group label={label} value={value.way ?? ''} onChange={(way) => onChange({ ...noChoice, way: way === 'without' ? 'without' : 'with' })} withAsterisk>
      <Stack gap="xs" mt={6}>
        <Radio value="with" label={words.with} description={words.withMeans} />
        {value.way === 'with' && (
          <Stack gap="xs" ms={28}>
            <PasswordInput
              label={words.new} value={value.passphrase} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': words.show }}
              onChange={({ currentTarget }) => onChange({ ...value, passphrase: currentTarget.value })}
            />
            <PasswordInput
              label={words.again} value={value.again} autoComplete="new-password" visibilityToggleButtonProps={{ 'aria-label': words.show }}
              onChange={({ currentTarget }) => onChange({ ...value, again: currentTarget.value })} onBlur={() => setLeft(true)} onFocus={() => setLeft(false)}
              error={differ ? words.differ : undefined}
            />
          </Stack>
        )}
        <Radio value="without" label={words.without} />
        {value.way === 'without' && <Alert color="yellow" variant="light" ms={28} p="xs">{words.withoutMeans}</Alert>}
      </Stack>
    </Radio.Group>
  );
}
