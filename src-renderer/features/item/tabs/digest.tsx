import { Group, Text } from '@mantine/core';
import { CopyText } from './copy-text.tsx';

/** A digest, or other text for machines, to be read left to right and copied whole. */
export function Digest({ text, copyLabel }: { text: string; copyLabel: string }) {
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Text component="code" size="xs" className="digest">{text}</Text>
      <CopyText text={text} label={copyLabel} />
    </Group>
  );
}
