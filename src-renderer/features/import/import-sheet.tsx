import { Alert, Button, CloseButton, FileButton, Group, Loader, Modal, Stack, Text, Title } from '@mantine/core';
import { IconFile, IconFiles, IconFolder, IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { desktop } from '../../ui/desktop.ts';
import { FolderField } from '../../ui/folder-field.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import type { Problem } from '../../api/client.ts';
import { useWords } from '../../words/use-words.tsx';
import { CollectionFields } from './collection-fields.tsx';
import type { CollectionDraft } from './collection-draft.ts';
import { bytesOf } from './found-files.ts';
import styles from './import.module.css';
import { readChosen } from './read-drop.ts';
import { amountOf, type Source } from './sources.ts';

export interface SheetProps {
  sources: readonly Source[];
  onSources(sources: readonly Source[]): void;
  /** Folders are being looked into: so many files were found so far. */
  reading: { files: number; stop(): void } | undefined;
  draft: CollectionDraft;
  onDraft(draft: CollectionDraft): void;
  onStart(): void;
  isStarting: boolean;
  problem: Problem | undefined;
  onClose(): void;
}

/** What is imported and where it comes from, asked once for everything that was dropped. */
export function ImportSheet({ sources, onSources, reading, draft, onDraft, onStart, isStarting, problem, onClose }: SheetProps) {
  const { importing, common } = useWords();
  const { files, bytes, uncounted } = amountOf(sources);
  const isNothing = files + uncounted === 0;
  useFocusReturn();
  const [isBrowsing, setBrowsing] = useState(false);
  return (
    <Modal opened onClose={onClose} title={importing.title} size="xl" closeButtonProps={{ 'aria-label': common.close }} closeOnClickOutside={false} closeOnEscape={!isBrowsing}>
      <form onSubmit={(event) => { event.preventDefault(); if (!isNothing && reading === undefined) onStart(); }}>
        <Stack gap="md">
          <section aria-labelledby="import-what">
            <Title order={3} size="h5" mb={6} id="import-what">{importing.what}</Title>
            <Choosers sources={sources} onSources={onSources} onBrowsing={setBrowsing} />
            {reading !== undefined && <Group gap="xs" mt="xs" role="status"><Loader size="xs" /><Text size="sm">{importing.looking(reading.files)}</Text><Button size="compact-xs" variant="default" onClick={reading.stop}>{common.cancel}</Button></Group>}
            <SourceList sources={sources} onSources={onSources} />
            <Text size="sm" fw={600} mt="xs" role="status" className="numbers">{isNothing ? importing.nothingYet : importing.amount(files, bytes, uncounted)}</Text>
            <Text size="xs" c="dimmed">{importing.keptOnce}</Text>
          </section>
          <section aria-labelledby="import-whence">
            <Title order={3} size="h5" mb={2} id="import-whence">{importing.whence}</Title>
            <Text size="xs" c="dimmed" mb="xs">{importing.whenceMeans}</Text>
            <CollectionFields draft={draft} onChange={onDraft} />
          </section>
          {problem !== undefined && <ProblemNotice problem={problem} />}
          <Group justify="flex-end" className={styles['foot'] ?? ''}>
            <Button variant="default" onClick={onClose}>{common.cancel}</Button>
            <Button type="submit" disabled={isNothing || reading !== undefined} loading={isStarting}>{importing.start}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Choosers({ sources, onSources, onBrowsing }: Pick<SheetProps, 'sources' | 'onSources'> & { onBrowsing(isBrowsing: boolean): void }) {
  const { importing } = useWords();
  const [path, setPath] = useState<string>();
  const bridge = desktop();
  const add = (more: readonly Source[]): void => onSources([...sources, ...more]);
  const addFiles = (files: File[]): void => (files.length === 0 ? undefined : add([{ kind: 'files', found: readChosen(files) }]));
  const addPath = (): void => {
    if (path === undefined || path.trim() === '') return;
    add([{ kind: 'path', path: path.trim() }]);
    setPath(undefined);
  };
  if (bridge !== undefined) {
    const folder = async (): Promise<void> => {
      const chosen = await bridge.chooseFolder('import');
      if (chosen !== null) add([{ kind: 'path', path: chosen }]);
    };
    const files = async (): Promise<void> => add((await bridge.chooseFiles()).map((chosen) => ({ kind: 'path', path: chosen })));
    return (
      <Group className={styles['drop'] ?? ''} gap="xs">
        <Text size="sm" flex={1}>{importing.dropHere}</Text>
        <Button data-autofocus variant="default" leftSection={<IconFiles size={16} />} onClick={() => void files()}>{importing.chooseFiles}</Button>
        <Button variant="default" leftSection={<IconFolder size={16} />} onClick={() => void folder()}>{importing.chooseFolder}</Button>
      </Group>
    );
  }
  return (
    <Stack className={styles['drop'] ?? ''} gap="xs">
      <Group gap="xs">
        <Text size="sm" flex={1}>{importing.dropHere}</Text>
        <FileButton onChange={addFiles} multiple inputProps={{ 'aria-label': importing.chooseFiles }}>
          {(props) => <Button {...props} data-autofocus variant="default" leftSection={<IconFiles size={16} />}>{importing.chooseFiles}</Button>}
        </FileButton>
        <FileButton onChange={addFiles} multiple inputProps={{ 'aria-label': importing.chooseFolder, webkitdirectory: '' } as object}>
          {(props) => <Button {...props} variant="default" leftSection={<IconFolder size={16} />}>{importing.chooseFolder}</Button>}
        </FileButton>
        <Button variant="default" leftSection={<IconFolderOpen size={16} />} aria-expanded={path !== undefined} onClick={() => setPath(path === undefined ? '' : undefined)}>{importing.byPath}</Button>
      </Group>
      {path !== undefined && (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <div className={styles['grow']}><FolderField label={importing.path} description={importing.pathMeans} value={path} onChange={setPath} purpose="import" onBrowsing={onBrowsing} /></div>
          <Button variant="light" onClick={addPath} disabled={path.trim() === ''}>{importing.addPath}</Button>
        </Group>
      )}
    </Stack>
  );
}

function SourceList({ sources, onSources }: Pick<SheetProps, 'sources' | 'onSources'>) {
  const { importing } = useWords();
  const unread = sources.flatMap((source) => (source.kind === 'files' ? source.found.unread : []));
  const empty = sources.flatMap((source) => (source.kind === 'files' ? source.found.emptyFolders : []));
  if (sources.length === 0) return null;
  return (
    <>
      <ul className={styles['sources']} aria-label={importing.chosen}>
        {sources.map((source) => <SourceLine key={keyOfSource(source)} source={source} onLeaveOut={() => onSources(sources.filter((one) => one !== source))} />)}
      </ul>
      {unread.length > 0 && <Listed title={importing.unread(unread.length)} lines={unread.map(({ path, reason }) => importing.unreadLine(path, importing.reasons[reason]))} />}
      {empty.length > 0 && <Listed title={importing.emptyFolders(empty.length)} lines={empty} />}
    </>
  );
}

/** The same thing can be chosen twice: what is held is told apart, not its name. */
const keys = new WeakMap<Source, string>();
let nextKey = 1;
function keyOfSource(source: Source): string {
  const key = keys.get(source) ?? `s${nextKey++}`;
  keys.set(source, key);
  return key;
}

function SourceLine({ source, onLeaveOut }: { source: Source; onLeaveOut(): void }) {
  const { importing } = useWords();
  const { name, detail } = useSourceWords(source);
  return (
    <li>
      {source.kind === 'path' ? <IconFolderOpen size={16} aria-hidden /> : source.found.files.length === 1 ? <IconFile size={16} aria-hidden /> : <IconFiles size={16} aria-hidden />}
      <Text size="sm" truncate title={name} flex={1}>{name}</Text>
      <Text size="xs" c="dimmed" className="numbers">{detail}</Text>
      <CloseButton size="sm" aria-label={importing.leaveOut(name)} onClick={onLeaveOut} />
    </li>
  );
}

function useSourceWords(source: Source): { name: string; detail: string } {
  const { importing, format } = useWords();
  if (source.kind === 'path') {
    return { name: source.path, detail: source.counted === undefined ? importing.countedLater : importing.filesAndBytes(source.counted.files, format.bytes(source.counted.bytes)) };
  }
  const { names, files } = source.found;
  return { name: names.length > 3 ? importing.namesAndMore(names.slice(0, 3), names.length - 3) : names.join(', '), detail: importing.filesAndBytes(files.length, format.bytes(bytesOf(source.found))) };
}

const mostLines = 20;

function Listed({ title, lines }: { title: string; lines: readonly string[] }) {
  const { importing } = useWords();
  return (
    <Alert color="yellow" variant="light" p="xs" mt="xs" title={title}>
      {lines.slice(0, mostLines).map((line) => <Text key={line} size="xs" truncate title={line}>{line}</Text>)}
      {lines.length > mostLines && <Text size="xs">{importing.andMore(lines.length - mostLines)}</Text>}
    </Alert>
  );
}
