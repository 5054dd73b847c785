import { Alert, Loader, Stack, Table, Text, Title } from '@mantine/core';
import type { HandOverPreview } from '../../../../src-main/shared/api/hand-over.ts';
import type { Problem } from '../../../api/client.ts';
import { MiddleName } from '../../../ui/middle-name.tsx';
import { ProblemNotice } from '../../../ui/problem-notice.tsx';
import { useWords } from '../../../words/use-words.tsx';
import styles from '../handover.module.css';

/** What would leave, and what stays and why. */
export function Preview({ preview, problem, isReport }: { preview: HandOverPreview | undefined; problem: Problem | null; isReport: boolean }) {
  const { handover: { preview: w }, common } = useWords();
  if (problem !== null) return <ProblemNotice problem={problem} />;
  if (preview === undefined) return <Loader size="sm" aria-label={common.loading} />;
  return (
    <Stack gap="md" component="article" aria-label={w.title}>
      <div>
        <Title order={2} size="h3">{w.title}</Title>
        <Text fw={600}>{preview.disclosure === 'whole' ? w.whole : w.selected}</Text>
      </div>
      {preview.outdatedClaims.length > 0 && (
        <Alert color="yellow" variant="light" p="xs" title={w.outdated}><ul className={styles['sentences']}>{preview.outdatedClaims.map((quote) => <li key={quote} dir="auto">{quote}</li>)}</ul></Alert>
      )}
      <div className={styles['sides']}>
        <Leaves preview={preview} isReport={isReport} />
        <Stays preview={preview} />
      </div>
      {preview.disclosure === 'selected' && !isReport && <Text size="sm" c="dimmed">{w.beyond}</Text>}
    </Stack>
  );
}

function Leaves({ preview: { items, entries, kinds, bytes }, isReport }: { preview: HandOverPreview; isReport: boolean }) {
  const { handover: { preview: w }, custody, format } = useWords();
  return (
    <section aria-label={w.leaves}>
      <Title order={3} size="h5">{w.leaves}</Title>
      <Text size="sm">{w.items(items.count)}, {w.entries(entries)}</Text>
      {!isReport && <Text size="sm" mb="xs">{w.bytes(format.bytes(bytes.total), format.bytes(bytes.originals))}</Text>}
      <ul className={styles['list']}>
        {items.listed.map(({ id, name, bytes: length }) => (
          <li key={id}><span className={styles['id']}>{id}</span><span className={styles['grow']}><MiddleName name={name} /></span><span className="numbers">{format.bytes(length)}</span></li>
        ))}
      </ul>
      {items.count > items.listed.length && <Text size="xs" c="dimmed">{w.more(items.count - items.listed.length)}</Text>}
      <Text size="xs" c="dimmed" mt="xs">{w.kinds}</Text>
      <Text size="sm">{Object.entries(kinds).map(([kind, times]) => w.kind(custody.kinds[kind] ?? kind.replaceAll('-', ' '), times)).join(' · ')}</Text>
    </section>
  );
}

function Stays({ preview: { itemsThatStay, entriesThatStay, documentsThatStay, stays } }: { preview: HandOverPreview }) {
  const { handover: { preview: w } } = useWords();
  return (
    <section aria-label={w.stays}>
      <Title order={3} size="h5">{w.stays}</Title>
      <Text size="sm" mb="xs">{w.staying(w.items(itemsThatStay), w.entries(entriesThatStay), w.documents(documentsThatStay))}</Text>
      {stays.count === 0 ? <Text size="sm" c="dimmed">{w.nothingStays}</Text> : <StayingTable stays={stays} />}
    </section>
  );
}

function StayingTable({ stays }: { stays: HandOverPreview['stays'] }) {
  const { handover: { preview: w }, custody } = useWords();
  return (
    <>
      <Table fz="sm" verticalSpacing={3} captionSide="top">
        <Table.Caption ta="start" mt={0}>{w.staysMean}</Table.Caption>
        <Table.Thead><Table.Tr><Table.Th>{w.name}</Table.Th><Table.Th>{w.kindOf}</Table.Th><Table.Th>{w.why}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {stays.listed.map(({ name, type, alsoNames, restsOn }) => (
            <Table.Tr key={`${name} ${type}`}>
              <Table.Td>{w.entry(name)}</Table.Td>
              <Table.Td>{custody.kinds[type] ?? type.replaceAll('-', ' ')}</Table.Td>
              <Table.Td>{alsoNames !== null ? w.alsoNames(alsoNames.join(', ')) : restsOn === null ? w.ownWork : w.restsOn(restsOn)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {stays.count > stays.listed.length && <Text size="xs" c="dimmed">{w.more(stays.count - stays.listed.length)}</Text>}
    </>
  );
}
