import { Alert, Anchor, Breadcrumbs, Button, Checkbox, Group, Loader, Modal, NavLink, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconArchive, IconArrowUp, IconDeviceDesktop, IconDeviceUsb, IconFile, IconFolder, IconHome } from '@tabler/icons-react';
import { useState } from 'react';
import type { FolderPurpose } from '../../src-main/shared/desktop-bridge.ts';
import type { Folder } from '../../src-main/shared/api/folders.ts';
import { useAsk } from '../api/use-ask.ts';
import { useWords } from '../words/use-words.tsx';
import styles from './folder-picker.module.css';
import { crumbsOf, isFolderName, pathInside } from './folder-paths.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { useFocusReturn } from './use-focus-return.ts';

/** A backup goes into a new or empty folder, as a case does. */
export type PickedFor = FolderPurpose | 'backup';

interface PickerProps {
  purpose: PickedFor;
  /** Where to begin; the person's own folder when empty or not there. */
  from: string;
  onChoose(path: string): void;
  onClose(): void;
}

/** Look for a folder of this computer, where the window has no dialog of the system. */
export default function FolderPicker({ purpose, from, onChoose, onClose }: PickerProps) {
  const words = useWords();
  const { folders } = words.start;
  useFocusReturn();
  const places = useAsk('places', {});
  const [path, setPath] = useState<string | undefined>(() => beginning(from.trim(), purpose));
  const shown = path ?? places.data?.[0]?.path;
  const listing = useAsk('folder', { path: shown ?? '/' }, { enabled: shown !== undefined, keepPrevious: true });
  return (
    <Modal opened onClose={onClose} title={folders.titles[purpose]} size="xl" closeButtonProps={{ 'aria-label': words.common.close }}>
      <div className={styles['picker']}>
        <nav aria-label={folders.places}>
          {places.data?.map(({ kind, name, path: to }) => (
            <NavLink key={to} component="button" type="button" label={kind === 'volume' ? name : folders.placeNames[kind]} leftSection={placeIcon(kind)} active={to === shown} onClick={() => setPath(to)} title={to} />
          ))}
        </nav>
        <div>
          {listing.error !== null && (
            <ProblemNotice problem={listing.error} onRetry={() => void listing.refetch()}>
              <Button size="xs" variant="default" onClick={() => setPath(undefined)}>{folders.placeNames.home}</Button>
            </ProblemNotice>
          )}
          {listing.data === undefined ? listing.error === null && <Loader size="sm" /> : <Listing folder={listing.data} onGo={setPath} onFile={purpose === 'bundle' ? onChoose : undefined} />}
        </div>
      </div>
      {listing.data !== undefined && listing.error === null && <Choice key={listing.data.path} folder={listing.data} purpose={purpose} onChoose={onChoose} onClose={onClose} />}
    </Modal>
  );
}

/** A bundle may be a file: it is looked for where it lies. */
function beginning(from: string, purpose: PickedFor): string | undefined {
  if (from === '') return undefined;
  return purpose === 'bundle' ? crumbsOf(from).at(-2)?.path : from;
}

function placeIcon(kind: string) {
  if (kind === 'home') return <IconHome size={16} />;
  if (kind === 'volume') return <IconDeviceUsb size={16} />;
  return kind === 'computer' ? <IconDeviceDesktop size={16} /> : <IconFolder size={16} />;
}

/** `onFile`: files can be chosen as well. */
function Listing({ folder, onGo, onFile }: { folder: Folder; onGo(path: string): void; onFile: ((path: string) => void) | undefined }) {
  const { start: { folders }, format } = useWords();
  const { parent } = folder;
  const [isAllShown, setAllShown] = useState(false);
  // What a system hides begins with a dot, except on Windows.
  const shown = folder.entries.filter(({ name }) => isAllShown || !name.startsWith('.'));
  return (
    <Stack gap="xs">
      <Breadcrumbs className={styles['crumbs']} separatorMargin={4} separator="›">
        {crumbsOf(folder.path).map(({ name, path }) => <Anchor key={path} component="button" type="button" size="sm" onClick={() => onGo(path)}>{name}</Anchor>)}
      </Breadcrumbs>
      {folder.entries.some(({ name }) => name.startsWith('.')) && <Checkbox size="xs" label={folders.hidden} checked={isAllShown} onChange={({ currentTarget }) => setAllShown(currentTarget.checked)} />}
      <ScrollArea.Autosize h={340} mah={340} type="auto">
        {parent !== null && <NavLink component="button" type="button" label={folders.up} leftSection={<IconArrowUp size={16} />} onClick={() => onGo(parent)} py={4} />}
        {shown.map(({ name, path, kind, bytes }, place) =>
          path !== null && (kind === 'folder' || kind === 'case') ? (
            <NavLink key={path} component="button" type="button" label={name} title={name} leftSection={kind === 'case' ? <IconArchive size={16} /> : <IconFolder size={16} />} description={kind === 'case' ? folders.isCase : undefined} onClick={() => onGo(path)} py={4} />
          ) : path !== null && kind === 'file' && onFile !== undefined ? (
            <NavLink key={path} component="button" type="button" label={name} title={name} leftSection={<IconFile size={16} />} description={bytes === null ? undefined : format.bytes(bytes)} onClick={() => onFile(path)} py={4} />
          ) : (
            <Group key={`${name}-${place}`} gap="xs" px={10} py={3} wrap="nowrap" c="dimmed">
              <IconFile size={16} aria-hidden />
              <Text size="sm" truncate title={name} flex={1}>{name}</Text>
              {bytes !== null && <Text size="xs" className="numbers">{format.bytes(bytes)}</Text>}
            </Group>
          ),
        )}
        {folder.count === 0 && <Text size="sm" c="dimmed" p="xs">{folders.empty}</Text>}
        {folder.count > folder.entries.length && <Text size="sm" c="dimmed" p="xs">{folders.more(folder.count - folder.entries.length)}</Text>}
      </ScrollArea.Autosize>
    </Stack>
  );
}

function Choice({ folder, purpose, onChoose, onClose }: { folder: Folder; purpose: PickedFor; onChoose(path: string): void; onClose(): void }) {
  const { start: { folders }, common } = useWords();
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const target = trimmed === '' ? folder.path : pathInside(folder.path, trimmed);
  const isNameOdd = trimmed !== '' && !isFolderName(trimmed);
  const isNew = purpose === 'new-case' || purpose === 'backup';
  const fits = purpose === 'open-case' ? folder.isCase : isNew ? (trimmed === '' ? folder.canHoldNewCase : folder.canMakeFolder && !isNameOdd) : true;
  return (
    <form onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); if (fits) onChoose(target); }}>
      <Stack gap="xs" mt="sm">
        {isNew && folder.canMakeFolder && <TextInput label={folders.newFolder} description={folders.newFolderMeans[purpose === 'backup' ? 'backup' : 'new-case']} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={isNameOdd ? folders.oddName : undefined} data-autofocus />}
        {isNew && !folder.canMakeFolder && <Alert color="yellow" variant="light" p="xs">{folders.cannotWrite}</Alert>}
        <Text size="sm" c="dimmed" {...(fits ? { className: 'digest' } : {})} aria-live="polite">{fits ? target : purpose === 'open-case' ? folders.noCaseHere : isNew && trimmed === '' ? folders.notEmpty : target}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" disabled={!fits}>{folders.choose[purpose]}</Button>
        </Group>
      </Stack>
    </form>
  );
}
