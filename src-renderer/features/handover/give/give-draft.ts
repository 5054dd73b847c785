import type { HandOverChoice } from '../../../../src-main/shared/api/hand-over.ts';
import { isFolderName, pathInside } from '../../../ui/folder-paths.ts';

/** What a person has typed of a hand-over; never a passphrase. */
export interface GiveDraft {
  by: 'items' | 'claims' | 'all';
  items: string[];
  claims: string[];
  originals: boolean;
  as: 'folder' | 'zip' | 'report';
  pdf: boolean;
  reportAs: 'html' | 'pdf';
  encrypt: 'none' | 'recipients' | 'passphrase';
  recipients: string;
  folder: string;
  name: string;
}

export const emptyGive: GiveDraft = { by: 'items', items: [], claims: [], originals: true, as: 'folder', pdf: true, reportAs: 'html', encrypt: 'none', recipients: '', folder: '', name: '' };

export function choiceOf({ by, items, claims }: GiveDraft): HandOverChoice | undefined {
  if (by === 'all') return { all: true };
  if (by === 'items') return items.length === 0 ? undefined : { items };
  return claims.length === 0 ? undefined : { claims };
}

export const recipientsOf = ({ recipients }: GiveDraft): string[] => recipients.split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** What is encrypted is a ZIP, whatever was chosen. */
export function endingOf({ as, reportAs, encrypt }: GiveDraft): string {
  if (as === 'report') return `.${reportAs}`;
  if (encrypt !== 'none') return '.zip.age';
  return as === 'zip' ? '.zip' : '';
}

/** The whole path that will be written; undefined while it cannot be said. */
export function targetOf(draft: GiveDraft): string | undefined {
  const [folder, name] = [draft.folder.trim(), draft.name.trim()];
  if (folder === '' || !isFolderName(name)) return undefined;
  const ending = endingOf(draft);
  return pathInside(folder, name.endsWith(ending) ? name : name + ending);
}
