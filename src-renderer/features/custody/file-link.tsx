import { keyed } from '../../api/window-key.ts';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** A file to take out of the case: the engine gives it as a download. `label` says it whole, for those who do not see what stands around it. */
export function FileLink({ href, label, children }: { href: string; label: string; children: ReactNode }) {
  return <Button component="a" href={keyed(href)} download="" size="compact-xs" variant="default" leftSection={<IconDownload size={13} aria-hidden />} aria-label={label}>{children}</Button>;
}
