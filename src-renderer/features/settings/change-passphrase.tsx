import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { chosenPassphrase, noChoice } from '../../ui/passphrase.ts';
import { PassphraseFields } from '../../ui/passphrase-choice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useSecretAct } from '../../ui/use-secret-act.ts';
import { useWords } from '../../words/use-words.tsx';

/** Put the keys under another passphrase, or under none. `isLocked`: they have one now. */
export function ChangePassphrase({ isLocked, onDone }: { isLocked: boolean | undefined; onDone(): void }) {
  const { settings: { keys: { passphrase: words } }, start } = useWords();
  const [old, setOld] = useState('');
  const [choice, setChoice] = useState(noChoice);
  const [done, setDone] = useState<'locked' | 'open'>();
  const act = useSecretAct('changePassphrase');
  const chosen = chosenPassphrase(choice);
  const isComplete = chosen !== undefined && (isLocked !== true || old !== '');
  const change = async (): Promise<void> => {
    if (chosen === undefined || !isComplete) return;
    const before = isLocked === true ? { old } : {};
    setDone(undefined);
    const answer = await act.run('without' in chosen ? { ...before, without: true } : { ...before, new: chosen.passphrase });
    setOld('');
    if (answer === undefined) return;
    setChoice(noChoice);
    setDone(answer.locked ? 'locked' : 'open');
    onDone();
  };
  const isOldWrong = act.problem?.code === 'passphrase-wrong' || act.problem?.code === 'passphrase-needed';
  return (
    <form onSubmit={(event) => { event.preventDefault(); void change(); }}>
      <Stack gap="sm" maw={620}>
        {isLocked === true && <PasswordInput label={words.old} value={old} onChange={({ currentTarget }) => setOld(currentTarget.value)} autoComplete="current-password" error={isOldWrong ? words.oldWrong : undefined} visibilityToggleButtonProps={{ 'aria-label': start.passphrase.show }} />}
        <PassphraseFields label={words.question} value={choice} onChange={setChoice} />
        {act.problem !== undefined && !(isOldWrong && isLocked === true) && <ProblemNotice problem={act.problem} />}
        {done !== undefined && <Alert color="ink" variant="light" role="status">{done === 'locked' ? words.nowLocked : words.nowOpen}</Alert>}
        <Button type="submit" style={{ alignSelf: 'flex-start' }} disabled={!isComplete} loading={act.isPending}>{words.act}</Button>
      </Stack>
    </form>
  );
}
