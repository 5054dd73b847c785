import { Alert, List, Stack, Text } from '@mantine/core';
import { IconCertificate, IconCertificateOff, IconCloudUpload, IconZoomExclamation } from '@tabler/icons-react';
import type { FactField } from '../../../../../src-main/shared/facts.ts';
import { useWords } from '../../../../words/use-words.tsx';
import { NamedValues } from '../named-values.tsx';
import type { Fact } from './fact-groups.ts';
import { StatedValue } from './stated-value.tsx';

type FactOf<F extends FactField> = Extract<Fact, { field: F }>;

/** What has to be known before the table is read: damage, Content Credentials, signs of a platform. */
export function Signs({ facts }: { facts: readonly Fact[] }) {
  const { facts: w } = useWords().itemTabs;
  return (
    <>
      <Said title={w.damage} note={w.damageNote} color="red" icon={<IconZoomExclamation aria-hidden />} facts={factsOf(facts, 'damage')} />
      {factsOf(facts, 'content-credentials').map((fact) => <Credentials key={`${fact.witness} ${fact.path}`} fact={fact} />)}
      <Said title={w.reencode} note={w.reencodeNote} color="gray" icon={<IconCloudUpload aria-hidden />} facts={factsOf(facts, 'platform-reencode')} />
    </>
  );
}

function factsOf<F extends FactField>(facts: readonly Fact[], field: F): FactOf<F>[] {
  return facts.filter((fact): fact is FactOf<F> => fact.field === field);
}

function Said({ title, note, color, icon, facts }: { title: string; note: string; color: string; icon: React.ReactNode; facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <Alert color={color} variant="light" icon={icon} title={title}>
      <Text size="sm" mb={4}>{note}</Text>
      <List size="sm">
        {facts.map((fact, n) => (
          <List.Item key={`${fact.path} ${n}`}>
            <StatedValue fact={fact} />
            <Text size="xs" c="dimmed">{fact.witness}</Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

const looks = {
  valid: { color: 'teal', Icon: IconCertificate },
  'untrusted-signer': { color: 'gray', Icon: IconCertificate },
  invalid: { color: 'red', Icon: IconCertificateOff },
} as const;

function Credentials({ fact }: { fact: FactOf<'content-credentials'> }) {
  const { facts: w } = useWords().itemTabs;
  const { state, signer, claimGenerator, activeManifest, failures } = fact.value;
  const { color, Icon } = looks[state];
  return (
    <Alert color={color} variant="light" icon={<Icon aria-hidden />} title={`${w.credentials}: ${w.credentialStates[state]}`}>
      <Stack gap={4}>
        <Text size="sm">{w.credentialMeans[state]}</Text>
        <NamedValues
          values={[
            [w.signer, <bdi key="signer">{signer ?? w.notStated}</bdi>],
            [w.generator, <bdi key="generator">{claimGenerator ?? w.notStated}</bdi>],
            [w.failures, failures.length === 0 ? null : <span key="failures" className="digest">{failures.join(', ')}</span>],
            [w.manifest, activeManifest === undefined ? null : <span key="manifest" className="digest">{activeManifest}</span>],
            [w.asPrinted, <StatedValue key="raw" fact={fact} />],
          ]}
        />
      </Stack>
    </Alert>
  );
}
