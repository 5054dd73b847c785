import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../../api/client.ts';
import { keyOf, useAct, useAsk } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import type { ChosenTiles } from './use-tiles.ts';

/** Which file of tiles brings detail. */
export function TilesPanel({ tiles: { path, bytes, problem, tiles, isUnreadable } }: { tiles: ChosenTiles }) {
  const { map: { tiles: words }, format } = useWords();
  const client = useQueryClient();
  const { data: settings } = useAsk('settings', {});
  const [typed, setTyped] = useState<string>();
  const save = useAct('saveSettings', {
    onDone: (saved) => {
      client.setQueryData(keyOf('settings', {}), saved);
      void client.invalidateQueries({ queryKey: ['mapTiles'] });
      setTyped(undefined);
    },
  });
  const choose = (chosen: string | undefined): void => {
    if (settings === undefined) return;
    const { mapTiles: _before, ...others } = settings;
    save.mutate(chosen === undefined ? others : { ...others, mapTiles: chosen });
  };
  const value = typed ?? path ?? '';
  return (
    <Stack p="md" gap="sm" component="form" onSubmit={(event) => {
      event.preventDefault();
      choose(value.trim());
    }}>
      <Title order={2} size="h5">{words.title}</Title>
      <Text size="sm">{words.means}</Text>
      <TextInput label={words.path} placeholder={words.example} value={value} onChange={({ currentTarget: { value: text } }) => setTyped(text)} spellCheck={false} autoComplete="off" maxLength={4096} styles={{ input: { direction: 'ltr' } }} />
      <Group>
        <Button type="submit" size="xs" disabled={value.trim() === ''} loading={save.isPending}>{words.use}</Button>
        {path !== null && <Button size="xs" variant="default" onClick={() => choose(undefined)}>{words.none}</Button>}
      </Group>
      {save.error !== null && <ProblemNotice problem={save.error} />}
      {problem !== null && <ProblemNotice problem={new Problem(problem)} />}
      {isUnreadable && <Text size="sm" role="alert">{words.unreadable}</Text>}
      {tiles !== undefined && bytes !== null && <Text size="sm" role="status">{words.read(format.bytes(bytes), tiles.maxZoom)}</Text>}
    </Stack>
  );
}
