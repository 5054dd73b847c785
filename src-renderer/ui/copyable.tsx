import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWords } from '../words/use-words.tsx';

/** A text for others, in full, with a button that copies it. `name` says what it is, for those who do not see it. */
export function Copyable({ text, name }: { text: string; name: string }) {
  const { common } = useWords();
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Text size="sm" className="digest" component="span">{text}</Text>
      <CopyButton value={text} timeout={2000}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? common.copied : common.copy}>
            <ActionIcon size="sm" variant="subtle" color="gray" onClick={copy} aria-label={`${copied ? common.copied : common.copy}: ${name}`}>
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
