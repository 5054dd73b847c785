import { MultiSelect, Select, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useAsk } from '../api/use-ask.ts';
import { useWords } from '../words/use-words.tsx';

interface ItemChoiceProps {
  label: string;
  description: string;
  /** Short ids. */
  value: readonly string[];
  most: number;
  onChange(ids: string[]): void;
  required?: boolean;
}

/** Items of the case, found by name or short id. */
export function ItemChoice({ label, description, value, most, onChange, required = false }: ItemChoiceProps) {
  const { claims } = useWords();
  const { options, search, remember } = useFoundItems(value);
  return (
    <MultiSelect
      label={label} description={description} required={required} data={options} value={[...value]} maxValues={most} searchable {...search}
      nothingFoundMessage={claims.form.noItems} hidePickedOptions
      onChange={(ids) => {
        remember();
        onChange(ids);
      }}
    />
  );
}

interface OneItemProps {
  label: string;
  description: string;
  /** A short id; empty for none. */
  value: string;
  onChange(id: string): void;
}

/** One item of the case, found by name or short id. */
export function OneItem({ label, description, value, onChange }: OneItemProps) {
  const { claims } = useWords();
  const { options, search, remember } = useFoundItems(value === '' ? [] : [value]);
  return (
    <Select
      label={label} description={description} data={options} value={value === '' ? null : value} searchable {...search} nothingFoundMessage={claims.form.noItems}
      onChange={(id) => {
        remember();
        onChange(id ?? '');
      }}
    />
  );
}

// The engine searches: all that it gave fits.
const everything: OptionsFilter = ({ options }) => options;

/** What the engine finds for what is typed, beside what is chosen already. */
function useFoundItems(value: readonly string[]) {
  const [typed, type] = useState('');
  const [wanted] = useDebouncedValue(typed.trim(), 150);
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  // The field of a choice holds what was chosen: that is not searched for.
  const isChoice = [...known.values()].includes(wanted);
  const { data } = useAsk('library', { limit: 30, ...(wanted === '' || isChoice ? {} : { search: wanted }) }, { keepPrevious: true });
  const named = new Map([...known, ...(data?.items ?? []).map(({ id, name }) => [id, `${id}  ${name}`] as const)]);
  const options: ComboboxItem[] = [...new Set([...value, ...(data?.items ?? []).map(({ id }) => id)])].map((id) => ({ value: id, label: named.get(id) ?? id }));
  return {
    options,
    search: { searchValue: typed, onSearchChange: type, filter: everything },
    remember: () => setKnown(named),
  };
}
