import { useDebouncedValue } from '@mantine/hooks';
import type { InputOf, OutputOf } from '../../../src-main/shared/api/route.ts';
import type { mapRoutes } from '../../../src-main/shared/api/map.ts';
import { Problem } from '../../api/client.ts';
import { useAsk } from '../../api/use-ask.ts';

export interface PlaceDraft {
  text: string;
  near: string;
  other: string;
}
export const emptyPlace: PlaceDraft = { text: '', near: '', other: '' };

type Told = OutputOf<typeof mapRoutes.tellPlace>;

export interface PlaceReading {
  reading: Told['reading'];
  problem: Problem | null;
}

/** A place as it is read while one types. */
export function usePlace(draft: PlaceDraft): PlaceReading {
  const [{ text, near, other }] = useDebouncedValue(draft, 250);
  const isTyped = text.trim() !== '' && draft.text.trim() !== '';
  const input: InputOf<typeof mapRoutes.tellPlace> = { text, ...(near.trim() === '' ? {} : { near }), ...(other.trim() === '' ? {} : { agreesWith: other }) };
  const { data, error } = useAsk('tellPlace', input, { enabled: isTyped, keepPrevious: true });
  return isTyped ? toReading(data, error) : { reading: null, problem: null };
}

/** What was told, or why it could not be. */
export function toReading<T>(data: { reading: T | null; problem: Told['problem'] } | undefined, error: Problem | null): { reading: T | null; problem: Problem | null } {
  const { problem: told = null } = data ?? {};
  const problem = told === null ? error : new Problem(told);
  return { reading: data?.reading ?? null, problem };
}
