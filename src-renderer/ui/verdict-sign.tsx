import { IconArrowsSplit, IconCircleCheck, IconCircleX, IconHelpCircle, IconProgressHelp, type Icon } from '@tabler/icons-react';
import type { RecordedVerdict } from '../../src-main/shared/claim-record.ts';
import { useWords } from '../words/use-words.tsx';
import { Sign, type Tone } from './sign.tsx';

const signs: Readonly<Record<RecordedVerdict, { icon: Icon; tone: Tone }>> = {
  refuted: { icon: IconCircleX, tone: 'alarm' },
  supported: { icon: IconCircleCheck, tone: 'good' },
  'consistent-but-unproven': { icon: IconProgressHelp, tone: 'plain' },
  conflicting: { icon: IconArrowsSplit, tone: 'heed' },
  undefined: { icon: IconHelpCircle, tone: 'plain' },
};

/** A verdict on a claim, as icon and word; null: the claim was never assessed. */
export function VerdictSign({ verdict, title }: { verdict: string | null; title?: string }) {
  const { library } = useWords();
  const known = verdict !== null && Object.hasOwn(signs, verdict) ? (verdict as RecordedVerdict) : undefined;
  const { icon, tone } = known === undefined ? { icon: IconHelpCircle, tone: 'plain' as const } : signs[known];
  const word = known === undefined ? library.notAssessed : library.verdicts[known];
  return <Sign icon={icon} tone={tone} word={word} {...(title === undefined ? {} : { title })} />;
}
