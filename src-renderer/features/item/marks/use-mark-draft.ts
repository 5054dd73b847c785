import { useCaseDraft } from '../../../ui/use-case-draft.ts';
import { emptyDraft, type MarkDraft } from './mark-draft.ts';

export interface DraftControl {
  draft: MarkDraft | null;
  begin(draft?: Partial<MarkDraft>): void;
  change(part: Partial<MarkDraft>): void;
  drop(): void;
}

/** Kept over a reload of the window. */
export function useMarkDraft(id: string): DraftControl {
  const [draft, set, forget] = useCaseDraft<MarkDraft | null>(`mark-${id}`, null);
  return { draft, begin: (wanted = {}) => set({ ...emptyDraft, ...wanted }), change: (part) => set({ ...(draft ?? emptyDraft), ...part }), drop: forget };
}
