import { ActionIcon, Button, Kbd, Menu, Switch, Text, Tooltip, UnstyledButton, useMatches } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconChevronDown, IconCopy, IconDoorExit, IconEye, IconEyeOff, IconKeyboard, IconSearch } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import type { OpenedCase } from '../../src-main/shared/api/case.ts';
import { JobsTray } from '../features/jobs/jobs-tray.tsx';
import { KeyCaps } from '../ui/key-caps.tsx';
import { ThemeToggle } from '../ui/theme-toggle.tsx';
import { useVeil } from '../ui/veil.tsx';
import { useWords } from '../words/use-words.tsx';
import { IntegrityChip } from './integrity-chip.tsx';
import styles from './shell.module.css';

interface BarProps {
  opened: OpenedCase;
  onPalette(): void;
  onKeys(): void;
  onClose(): void;
  tray: ComponentProps<typeof JobsTray>;
}

/** Which case this is, what is known of its log, and what can be reached from everywhere. */
export function CaseBar({ opened, onPalette, onKeys, onClose, tray }: BarProps) {
  const { shell } = useWords();
  const hasRoom = useMatches({ base: false, xl: true });
  return (
    <>
      <CaseMenu opened={opened} onClose={onClose} />
      <IntegrityChip opened={opened} />
      <div className={styles['space']} />
      {hasRoom ? (
        <Button className={styles['fixed'] ?? ''} variant="default" size="sm" fw={400} leftSection={<IconSearch size={16} />} rightSection={<KeyCaps keys="mod+K" />} onClick={onPalette}>{shell.palette.open}</Button>
      ) : (
        <Tooltip label={shell.palette.open}><ActionIcon variant="default" size="lg" aria-label={shell.palette.open} onClick={onPalette}><IconSearch size={18} /></ActionIcon></Tooltip>
      )}
      <JobsTray {...tray} />
      <VeilMenu />
      <ThemeToggle />
      <Tooltip label={<>{shell.keys} <Kbd size="xs">?</Kbd></>}><ActionIcon variant="default" size="lg" aria-label={shell.keys} onClick={onKeys}><IconKeyboard size={18} /></ActionIcon></Tooltip>
    </>
  );
}

function CaseMenu({ opened: { title, custodian, folder }, onClose }: { opened: OpenedCase; onClose(): void }) {
  const { shell } = useWords();
  const { copy } = useClipboard();
  const keeper = shell.custodian(custodian.name, custodian.affiliation);
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={styles['case'] ?? ''} title={`${title} – ${shell.keptBy(keeper)} – ${folder}`}>
          <Text component="h1" size="sm" fw={700} truncate m={0}>{title} <IconChevronDown size={12} aria-hidden /></Text>
          <Text component="span" size="xs" c="dimmed" truncate>{shell.keptBy(keeper)}</Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="digest">{folder}</Menu.Label>
        <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copy(folder)}>{shell.copyFolder}</Menu.Item>
        <Menu.Item leftSection={<IconDoorExit size={16} />} onClick={onClose}>{shell.close.act}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function VeilMenu() {
  const { veil: words } = useWords().shell;
  const { isGrey, isMuted, setGrey, setMuted } = useVeil();
  const isVeiled = isGrey || isMuted;
  const label = isVeiled ? words.on : words.off;
  return (
    <Menu position="bottom-end" closeOnItemClick={false} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant={isVeiled ? 'light' : 'default'} size="lg" aria-label={label} title={label}>{isVeiled ? <IconEyeOff size={18} /> : <IconEye size={18} />}</ActionIcon>
      </Menu.Target>
      <Menu.Dropdown maw={280}>
        <Menu.Label>{words.title}</Menu.Label>
        <Menu.Item role="menuitemcheckbox" aria-checked={isGrey} onClick={() => setGrey(!isGrey)} rightSection={<Switch size="xs" checked={isGrey} readOnly tabIndex={-1} aria-hidden />}>{words.grey}</Menu.Item>
        <Menu.Item role="menuitemcheckbox" aria-checked={isMuted} onClick={() => setMuted(!isMuted)} rightSection={<Switch size="xs" checked={isMuted} readOnly tabIndex={-1} aria-hidden />}>{words.muted}</Menu.Item>
        <Menu.Label>{words.until}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
