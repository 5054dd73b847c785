import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import type { Opening } from './use-opening.ts';

/** Asks for the passphrase of a case that is locked. */
export function UnlockCase({ opening }: { opening: Opening }) {
  const { start, common } = useWords();
  const { locked, giveUp } = opening;
  return (
    <Modal opened={locked !== undefined} onClose={giveUp} title={start.locked} size="lg" closeButtonProps={{ 'aria-label': common.close }}>
      {locked !== undefined && <Unlock key={locked} opening={opening} folder={locked} />}
    </Modal>
  );
}

function Unlock({ opening: { unlock, read, giveUp, pending, problem }, folder }: { opening: Opening; folder: string }) {
  const { start, common } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const send = async (): Promise<void> => {
    const typed = passphrase;
    setPassphrase('');
    await unlock(typed);
  };
  const isOther = problem !== undefined && problem.code !== 'passphrase-needed' && problem.code !== 'passphrase-wrong';
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (passphrase !== '') void send(); }}>
      <Stack>
        <Text size="sm">{start.lockedMeans} <span className="digest">{folder}</span></Text>
        <PasswordInput
          label={start.passphrase.of} value={passphrase} onChange={({ currentTarget }) => setPassphrase(currentTarget.value)} data-autofocus autoComplete="off"
          error={problem?.code === 'passphrase-wrong' ? start.passphraseWrong : undefined} visibilityToggleButtonProps={{ 'aria-label': start.passphrase.show }}
        />
        {isOther && <ProblemNotice problem={problem} />}
        <Group justify="flex-end">
          <Button variant="subtle" onClick={() => void read(folder)}>{start.read}</Button>
          <Button variant="default" onClick={giveUp}>{common.cancel}</Button>
          <Button type="submit" disabled={passphrase === ''} loading={pending !== undefined}>{start.unlock}</Button>
        </Group>
      </Stack>
    </form>
  );
}
