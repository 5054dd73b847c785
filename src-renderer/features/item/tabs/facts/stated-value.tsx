import { Box, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../../../words/use-words.tsx';
import { CopyText } from '../copy-text.tsx';
import { NamedValues } from '../named-values.tsx';
import type { Fact } from './fact-groups.ts';
import tabs from '../tabs.module.css';
import classes from './facts.module.css';

/** A normalised value; pressed, it shows the text as the witness printed it, and where in the file it stands. */
export function StatedValue({ fact }: { fact: Fact }) {
  const { itemTabs: { facts: w }, common } = useWords();
  const [isOpen, setOpen] = useState(false);
  const remark = w.remark(fact);
  const isDoubtful = w.isDoubtful(fact);
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} width={360} position="bottom-start" withArrow shadow="md" trapFocus returnFocus withinPortal>
        <Popover.Target>
          <UnstyledButton className={classes['value']} fz="sm" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            <bdi>{w.value(fact)}</bdi>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={w.statedHere(w.fields[fact.field], fact.witness)}>
          <Stack gap="xs">
            <div>
              <Text size="xs" c="dimmed">{w.asPrinted}</Text>
              <Box component="pre" className={tabs['code']} tabIndex={0} data-autofocus>{fact.raw}</Box>
            </div>
            <NamedValues values={[[w.place, <bdi key="basis">{fact.basis}</bdi>], [w.path, <code key="path" className="digest">{fact.path}</code>]]} />
            <CopyText text={fact.raw} label={common.copy} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {remark !== undefined && (
        <span className={`${classes['remark']} ${isDoubtful ? classes['doubtful'] : ''}`}>
          {isDoubtful && <IconAlertTriangle size={12} aria-hidden />} {remark}
        </span>
      )}
    </>
  );
}
