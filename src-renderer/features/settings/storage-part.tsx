import { Loader, Progress, Table, Text } from '@mantine/core';
import { useAsk } from '../../api/use-ask.ts';
import { Copyable } from '../../ui/copyable.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useWords } from '../../words/use-words.tsx';
import { Part } from './part.tsx';

/** Where the case lies, how large it is and what room there is. */
export function StoragePart({ folder }: { folder: string }) {
  const { settings: { storage: words }, format } = useWords();
  const { data, error, refetch } = useAsk('storage', {});
  return (
    <Part title={words.title} means={words.means}>
      <Text size="sm" fw={600}>{words.folder}</Text>
      <Copyable text={folder} name={words.folder} />
      {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <Loader size="sm" mt="md" /> : (
        <>
          <Progress.Root size="lg" mt="md" maw={620}>
            <Progress.Section value={(data.caseBytes / (data.caseBytes + data.freeBytes)) * 100} aria-label={words.share(format.bytes(data.caseBytes), format.bytes(data.freeBytes))} />
          </Progress.Root>
          <Table mt="sm" maw={620} className="numbers">
            <Table.Tbody>
              {([['originals', data.originals], ['derivatives', data.derivatives], ['rest', data.caseBytes - data.originals - data.derivatives], ['whole', data.caseBytes], ['free', data.freeBytes]] as const).map(([name, bytes]) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row" fw={400}>{words[name]}</Table.Th>
                  <Table.Td ta="end" title={`${format.number(bytes)} B`}>{format.bytes(bytes)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Part>
  );
}
