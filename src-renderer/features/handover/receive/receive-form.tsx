import { Button, Input, PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import type { Input as Asked } from '../../../api/client.ts';
import { desktop } from '../../../ui/desktop.ts';
import { FolderField } from '../../../ui/folder-field.tsx';
import { useWords } from '../../../words/use-words.tsx';
import { TextFileInput } from '../text-file-input.tsx';

/** What a person has typed of a bundle; what opens it is not part of it. */
export interface ReceiveDraft {
  path: string;
  pin: string;
  opens: 'none' | 'identities' | 'passphrase';
}
export const emptyReceive: ReceiveDraft = { path: '', pin: '', opens: 'none' };

/** Held only while the screen is shown. */
export interface Opening {
  secret: string;
  rootsPem: string | undefined;
}
export const noOpening: Opening = { secret: '', rootsPem: undefined };

/** As the engine is asked. */
export function asAsked({ path, pin, opens }: ReceiveDraft, { secret, rootsPem }: Opening): Asked<'checkIncoming'> {
  const age = opens === 'none' || secret === '' ? {} : { age: opens === 'passphrase' ? { passphrase: secret } : { identities: secret } };
  return { path: path.trim(), ...(pin.trim() === '' ? {} : { pin: pin.trim() }), ...(rootsPem === undefined ? {} : { rootsPem }), ...age };
}

interface ReceiveFormProps {
  draft: ReceiveDraft;
  onChange(draft: ReceiveDraft): void;
  opening: Opening;
  onOpening(opening: Opening): void;
  canWork: boolean;
  isBeginning: boolean;
  onCheck(): void;
}

const mostPemBytes = 1 << 20;
const mostIdentityBytes = 65_536;

export function ReceiveForm({ draft, onChange, opening, onOpening, canWork, isBeginning, onCheck }: ReceiveFormProps) {
  const { handover: { receive: w } } = useWords();
  const change = (part: Partial<ReceiveDraft>): void => onChange({ ...draft, ...part });
  const open = (secret: string): void => onOpening({ ...opening, secret });
  const lacks = draft.path.trim() === '' || (draft.opens !== 'none' && opening.secret === '');
  return (
    <Stack component="form" gap="md" onSubmit={(event) => { event.preventDefault(); if (!lacks && canWork) onCheck(); }}>
      <Stack gap="xs">
        <FolderField label={w.path} description={w.pathMore} purpose="bundle" value={draft.path} onChange={(path) => change({ path })} />
        <DesktopFile onChosen={(path) => change({ path })} />
      </Stack>
      <TextInput label={w.pin} description={w.pinMore} value={draft.pin} maxLength={500} spellCheck={false} autoComplete="off" classNames={{ input: 'digest' }} onChange={({ currentTarget }) => change({ pin: currentTarget.value })} />
      <Stack gap="xs">
        <Input.Wrapper label={w.opens} labelElement="div">
          <SegmentedControl
            fullWidth size="xs" mt={4} aria-label={w.opens} value={draft.opens} data={(['none', 'identities', 'passphrase'] as const).map((value) => ({ value, label: w.opensBy[value] }))}
            onChange={(opens) => { open(''); change({ opens }); }}
          />
        </Input.Wrapper>
        {draft.opens === 'identities' && (
          <>
            <PasswordInput label={w.identities} description={w.identitiesMore} autoComplete="off" value={opening.secret.includes('\n') ? '' : opening.secret} onChange={({ currentTarget }) => open(currentTarget.value)} />
            <TextFileInput label={w.identityFile} description={w.identityFileMore} mostBytes={mostIdentityBytes} onText={(text) => open(text ?? '')} />
          </>
        )}
        {draft.opens === 'passphrase' && <PasswordInput label={w.passphrase} description={w.passphraseMore} autoComplete="off" value={opening.secret} onChange={({ currentTarget }) => open(currentTarget.value)} />}
      </Stack>
      <TextFileInput label={w.roots} description={w.rootsMore} mostBytes={mostPemBytes} onText={(rootsPem) => onOpening({ ...opening, rootsPem })} />
      <Button type="submit" disabled={!canWork || lacks} loading={isBeginning}>{w.check}</Button>
    </Stack>
  );
}

/** The dialog for folders of a desktop chooses no files. */
function DesktopFile({ onChosen }: { onChosen(path: string): void }) {
  const { handover: { receive: w } } = useWords();
  const bridge = desktop();
  if (bridge === undefined) return null;
  const choose = async (): Promise<void> => {
    const [path] = await bridge.chooseFiles();
    if (path !== undefined) onChosen(path);
  };
  return <Button variant="default" size="xs" onClick={() => void choose()}>{w.file}</Button>;
}
