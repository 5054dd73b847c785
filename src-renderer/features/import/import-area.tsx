import { Portal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import type { ImportAnswers } from '../../../src-main/shared/api/case.ts';
import { ask, toProblem, type Problem } from '../../api/client.ts';
import { keyOf, useAsk } from '../../api/use-ask.ts';
import { useDraft } from '../../ui/use-draft.ts';
import { useWords } from '../../words/use-words.tsx';
import { collectionOf, draftFrom, type CollectionDraft } from './collection-draft.ts';
import { uploadsOf } from './found-files.ts';
import { ImportSheet } from './import-sheet.tsx';
import styles from './import.module.css';
import { sourcesOf, takeThings, type Source } from './sources.ts';
import type { Uploads } from './uploads.ts';
import { useWindowDrop } from './use-window-drop.ts';

interface AreaProps {
  /** The origin of the open case's log: what is said of a source in one case is offered in no other. */
  log: string;
  /** False where the case can only be read. */
  canImport: boolean;
  uploads: Uploads;
  isOpen: boolean;
  onOpen(): void;
  onClose(): void;
  /** An import has begun. */
  onBegun(): void;
}

/** Files and folders dropped anywhere in the window, and the sheet that asks where they come from. */
export function ImportArea({ log, canImport, uploads, isOpen, onOpen, onClose, onBegun }: AreaProps) {
  const { importing } = useWords();
  const { data: last } = useAsk('importAnswers', { log });
  const [typed, setTyped, forgetTyped] = useDraft<CollectionDraft | null>(`import-${log}`, null);
  const [sources, setSources] = useState<readonly Source[]>([]);
  const [reading, setReading] = useState<{ files: number; stop(): void }>();
  const [starting, setStarting] = useState<{ isStarting: boolean; problem?: Problem }>({ isStarting: false });
  const client = useQueryClient();
  const stopReading = useRef<AbortController>(undefined);
  const draft = typed ?? draftFrom(last ?? { receivedFrom: '', how: '', sourceUrl: '', relevance: '' });

  const read = async (things: ReturnType<typeof takeThings>): Promise<void> => {
    const stop = new AbortController();
    stopReading.current?.abort();
    stopReading.current = stop;
    const tell = (files: number): void => setReading({ files, stop: () => stop.abort() });
    tell(0);
    let told = 0;
    try {
      const more = await sourcesOf(things, { signal: stop.signal, onFound: (files) => (files - told >= 100 ? tell((told = files)) : undefined) });
      setSources((before) => [...before, ...more]);
    } catch (error) {
      if (!stop.signal.aborted) setStarting({ isStarting: false, problem: toProblem(error) });
    } finally {
      if (stopReading.current === stop) setReading(undefined);
    }
  };

  const isDragging = useWindowDrop((transfer) => {
    if (!canImport) return void notifications.show({ color: 'yellow', message: importing.readOnly });
    const things = takeThings(transfer);
    if (things.length === 0) return;
    onOpen();
    void read(things);
  });

  const close = (): void => {
    stopReading.current?.abort();
    setSources([]);
    setStarting({ isStarting: false });
    onClose();
  };

  const start = async (): Promise<void> => {
    const collection = collectionOf(draft);
    setStarting({ isStarting: true });
    try {
      const paths = sources.flatMap((source) => (source.kind === 'path' ? [source.path] : []));
      if (paths.length > 0) await ask('importPaths', { paths, collection });
      for (const upload of uploadsOf(sources.flatMap((source) => (source.kind === 'files' ? [source.found] : [])))) uploads.add(upload, collection);
      forgetTyped();
      close();
      onBegun();
      await remember(draft.said);
    } catch (error) {
      setStarting({ isStarting: false, problem: toProblem(error) });
    }
  };

  /** What cannot be remembered for next time is no reason to speak of it now. */
  const remember = async (answers: ImportAnswers): Promise<void> => {
    const saved = await ask('keepImportAnswers', { log, answers }).catch(() => undefined);
    if (saved !== undefined) client.setQueryData(keyOf('importAnswers', { log }), saved);
  };

  return (
    <>
      {isDragging && <DropHere>{canImport ? importing.drop : importing.readOnly}</DropHere>}
      {isOpen && (
        <ImportSheet
          sources={sources} onSources={setSources} reading={reading} draft={draft} onDraft={setTyped} onStart={() => void start()} isStarting={starting.isStarting}
          problem={starting.problem} onClose={close}
        />
      )}
    </>
  );
}

function DropHere({ children }: { children: ReactNode }) {
  return <Portal><div className={styles['dragging']}><Text size="xl" fw={600} className={styles['word'] ?? ''}>{children}</Text></div></Portal>;
}
