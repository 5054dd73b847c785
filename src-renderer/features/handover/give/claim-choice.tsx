import { MultiSelect } from '@mantine/core';
import { useAsk } from '../../../api/use-ask.ts';
import { useWords } from '../../../words/use-words.tsx';

/** Claims of the case, by what was said. */
export function ClaimChoice({ value, onChange }: { value: readonly string[]; onChange(claims: string[]): void }) {
  const { handover: { give: w } } = useWords();
  const { data } = useAsk('claims', { limit: 200 });
  const named = new Map((data?.claims ?? []).map(({ id, quote }) => [id, w.claim(id, quote)]));
  const options = [...new Set([...named.keys(), ...value])].map((id) => ({ value: id, label: named.get(id) ?? id }));
  return <MultiSelect label={w.claims} description={w.claimsMore} data={options} value={[...value]} searchable hidePickedOptions nothingFoundMessage={w.noClaims} onChange={onChange} />;
}
