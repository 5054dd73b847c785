import { Badge, Tabs } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useSearchParams } from 'wouter';
import type { ItemDetail } from '../../../../src-main/shared/api/items.ts';
import { useWords } from '../../../words/use-words.tsx';
import { ClaimsTab } from './claims/claims-tab.tsx';
import { CustodyTab } from './custody/custody-tab.tsx';
import { FactsTab } from './facts/facts-tab.tsx';
import { ProvenanceTab } from './provenance/provenance-tab.tsx';
import { SimilarTab } from './similar/similar-tab.tsx';

export interface ItemTabsProps {
  id: string;
  detail: ItemDetail;
  /** Show the footage at this presentation time, in units of the footage's time base. */
  onSeek(pts: number): void;
}

const tabs = ['facts', 'provenance', 'claims', 'similar', 'custody'] as const;
type Tab = (typeof tabs)[number];

/** What is known of an item: facts, provenance, claims, similar footage, custody. */
export function ItemTabs({ id, detail, onSeek }: ItemTabsProps) {
  const { itemTabs: w } = useWords();
  const [open, setOpen] = useOpenTab();
  const disagreeing = detail.disagreements.length;
  return (
    <Tabs value={open} onChange={(tab) => setOpen(tab as Tab)} keepMounted={false}>
      <Tabs.List aria-label={w.label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab} px="xs" rightSection={tab === 'facts' && disagreeing > 0 ? <Disagreeing count={disagreeing} /> : undefined}>
            {w.names[tab]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="facts" pt="sm"><FactsTab detail={detail} /></Tabs.Panel>
      <Tabs.Panel value="provenance" pt="sm"><ProvenanceTab id={id} detail={detail} onSeek={onSeek} /></Tabs.Panel>
      <Tabs.Panel value="claims" pt="sm"><ClaimsTab id={id} onSeek={onSeek} /></Tabs.Panel>
      <Tabs.Panel value="similar" pt="sm"><SimilarTab id={id} detail={detail} onSeek={onSeek} /></Tabs.Panel>
      <Tabs.Panel value="custody" pt="sm"><CustodyTab id={id} /></Tabs.Panel>
    </Tabs>
  );
}

function Disagreeing({ count }: { count: number }) {
  const { itemTabs: w } = useWords();
  const words = w.disagreementCount(count);
  return <Badge size="sm" variant="light" color="orange" c="var(--mantine-color-text)" leftSection={<IconAlertTriangle size={12} aria-hidden />} aria-label={words}>{count}</Badge>;
}

/** Kept by this window for the next item that is opened. */
const lastTab = 'postquem-item-tab';

/** The tab that the address names, so that a reload keeps it; else the one that was open last in this window. */
function useOpenTab(): [Tab, (tab: Tab) => void] {
  const [search, setSearch] = useSearchParams();
  const named = tabs.find((tab) => tab === (search.get('tab') ?? sessionStorage.getItem(lastTab)));
  const open = (tab: Tab): void => {
    sessionStorage.setItem(lastTab, tab);
    setSearch((before) => new URLSearchParams([...[...before].filter(([key]) => key !== 'tab'), ['tab', tab]]), { replace: true });
  };
  return [named ?? 'facts', open];
}
