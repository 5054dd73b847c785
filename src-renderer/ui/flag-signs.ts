import { IconAlertTriangle, IconArrowForwardUp, IconCertificate, IconCertificateOff, IconCopyCheck, IconFileBroken, IconHourglass, IconLink, IconLock, IconLockOpen, IconNote, type Icon } from '@tabler/icons-react';
import type { LibraryItem } from '../../src-main/shared/api/items.ts';
import type { Words } from '../words/use-words.tsx';
import type { Tone } from './sign.tsx';

export interface FlagSign {
  key: string;
  icon: Icon;
  word: string;
  /** Where there is more to say than the word. */
  title?: string;
  tone: Tone;
}

/** What is to be known of an item before it is opened, the weightiest first. */
export function flagSigns(item: LibraryItem, { library: { told } }: Words): FlagSign[] {
  const { damaged, disagreementCount, credentials, sameFootage, noteCount, receiptCount, examined, dispositions } = item;
  const state = dispositions.findLast((one) => one === 'sealed' || one === 'unsealed');
  const others = dispositions.filter((one) => one !== 'sealed' && one !== 'unsealed');
  const signs: (FlagSign | false)[] = [
    damaged && { key: 'damaged', icon: IconFileBroken, word: told.damaged, tone: 'alarm' },
    !examined && { key: 'not-examined', icon: IconHourglass, word: told.notExamined, tone: 'heed' },
    disagreementCount > 0 && { key: 'disagree', icon: IconAlertTriangle, word: told.disagree, title: told.disagreeOn(disagreementCount), tone: 'heed' },
    state !== undefined && { key: 'sealed', icon: state === 'sealed' ? IconLock : IconLockOpen, word: told.dispositions[state], tone: state === 'sealed' ? 'heed' : 'plain' },
    credentials !== null && credentialSign(credentials, told.credentials),
    sameFootage && { key: 'same-footage', icon: IconLink, word: told.sameFootage, title: told.sameFootageAs, tone: 'plain' },
    ...others.map((one): FlagSign => ({ key: one, icon: IconArrowForwardUp, word: told.dispositions[one], tone: 'plain' })),
    noteCount > 0 && { key: 'noted', icon: IconNote, word: told.noted(noteCount), tone: 'plain' },
    receiptCount > 1 && { key: 'received-again', icon: IconCopyCheck, word: told.receivedAgain(receiptCount), tone: 'plain' },
  ];
  return signs.filter((sign) => sign !== false);
}

function credentialSign(state: string, words: Words['library']['told']['credentials']): FlagSign {
  const [icon, tone] = state === 'valid' ? ([IconCertificate, 'good'] as const) : state === 'invalid' ? ([IconCertificateOff, 'alarm'] as const) : ([IconCertificate, 'heed'] as const);
  return { key: 'credentials', icon, tone, word: Object.hasOwn(words, state) ? words[state as keyof typeof words] : state };
}
