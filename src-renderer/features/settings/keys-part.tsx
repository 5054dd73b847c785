import { Alert, Badge, Card, Group, Loader, Stack, Text } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import type { OpenedCase } from '../../../src-main/shared/api/case.ts';
import type { Output } from '../../api/client.ts';
import { useAsk } from '../../api/use-ask.ts';
import { Copyable } from '../../ui/copyable.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import { BackUpKeys } from './back-up-keys.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import { Part } from './part.tsx';

/** Who keeps the case, and the keys that sign for it. */
export function KeysPart({ opened: { custodian, mode } }: { opened: OpenedCase }) {
  const { settings: { keys: words } } = useWords();
  const { data, error, refetch } = useAsk('keys', {});
  const canWork = mode === 'work';
  return (
    <>
      <Part title={words.custodian}>
        <Text size="sm" fw={600}>{custodian.name}</Text>
        {custodian.affiliation !== null && <Text size="sm">{custodian.affiliation}</Text>}
      </Part>
      <Part title={words.title} means={words.means}>
        {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loader size="sm" />}
        <Stack gap="sm">{data?.map((key) => <KeyCard key={key.role} shown={key} />)}</Stack>
      </Part>
      {!canWork && <Alert color="yellow" variant="light">{words.readOnly}</Alert>}
      {canWork && (
        <>
          <Part title={words.backUp.title} means={words.backUp.means}><BackUpKeys onDone={() => void refetch()} /></Part>
          <Part title={words.passphrase.title} means={words.passphrase.means}><ChangePassphrase isLocked={data?.some(({ locked }) => locked === true)} onDone={() => void refetch()} /></Part>
        </>
      )}
    </>
  );
}

function KeyCard({ shown: { role, fingerprint, verifierKey, sshPublicKey, backedUpAt, locked } }: { shown: Output<'keys'>[number] }) {
  const { settings: { keys: words }, format } = useWords();
  const name = words.roles[role];
  return (
    <Card withBorder p="sm" component="article" aria-label={name}>
      <Group gap="xs" mb={4}>
        <Text fw={600} size="sm">{name}</Text>
        <Badge size="sm" variant="light" tt="none" color={locked === true ? 'gray' : 'yellow'} c="var(--mantine-color-text)" leftSection={locked === true ? <IconLock size={12} /> : <IconLockOpen size={12} />}>{locked === null ? words.missing : locked ? words.locked : words.open}</Badge>
        <Badge size="sm" variant="light" tt="none" color={backedUpAt === null ? 'yellow' : 'gray'} c="var(--mantine-color-text)">{backedUpAt === null ? words.neverBackedUp : words.backedUpAt(format.instant(backedUpAt))}</Badge>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">{words.signs[role]}</Text>
      <Labelled label={words.fingerprint}><Copyable text={fingerprint} name={words.nameOf(words.fingerprint, name)} /></Labelled>
      <Labelled label={words.verifierKey}><Copyable text={verifierKey} name={words.nameOf(words.verifierKey, name)} /></Labelled>
      <Labelled label={words.sshKey}><Copyable text={sshPublicKey} name={words.nameOf(words.sshKey, name)} /></Labelled>
    </Card>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return <Group gap="sm" wrap="nowrap" align="flex-start" mb={4}><Text size="sm" w={120} flex="none">{label}</Text>{children}</Group>;
}
