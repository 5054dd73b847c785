import { Center, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAsk } from '../../api/use-ask.ts';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useScreenTitle } from '../../ui/use-screen-title.ts';
import { useWords } from '../../words/use-words.tsx';
import { FootageReview } from './footage-review.tsx';
import { StillReview } from './still-review.tsx';
import { UnknownReview } from './unknown-review.tsx';
import { useRecordedOpening } from './use-recorded-opening.ts';

/** One item: its footage, and what is known of it. */
export default function ItemScreen({ id }: { id: string }) {
  const { item: w } = useWords();
  const detail = useAsk('item', { id });
  const keyframes = useAsk('keyframes', { id });
  const { data: app } = useAsk('appState', {});
  const canRecord = app?.opened?.mode === 'work';
  useRecordedOpening(id, { canRecord: detail.data === undefined ? undefined : canRecord });
  useScreenTitle(detail.data?.item.name ?? w.title);
  if (detail.data === undefined || (keyframes.data === undefined && keyframes.error === null)) {
    return <Waiting>{detail.error === null ? <Loader aria-label={w.loading} /> : <ProblemNotice problem={detail.error} onRetry={() => void detail.refetch()} />}</Waiting>;
  }
  const { index = null, noneBecause = null } = keyframes.data ?? {};
  const review = { id, detail: detail.data, index, noneBecause, problem: keyframes.error, canRecord };
  switch (detail.data.item.mediaKind) {
    case 'video':
    case 'audio':
      return <FootageReview {...review} hasPicture={detail.data.item.mediaKind === 'video'} />;
    case 'image':
      return <StillReview {...review} />;
    case 'other':
    case null:
      return <UnknownReview {...review} />;
  }
}

function Waiting({ children }: { children: ReactNode }) {
  return <Center h="100%" p="md">{children}</Center>;
}
