import { instantText } from '../../../claims/evidence-words.ts';
import { readPost } from '../../../claims/post-id/read-post.ts';
import type { DatedPost, PostReading } from '../../../claims/post-id/reading.ts';
import { utcText } from '../../../claims/utc-text.ts';
import type { Clock } from '../../../shared/clock.ts';
import { refused } from './refused.ts';
import { isDatedPost, platformNames, postText, withoutTimeSentence } from './typed-post.ts';

export interface ToldPost {
  /** What the post says of its time, a sentence each. */
  sentences: string[];
  reading: PostReading;
}

/**
 * When a post was made, from its address or id, offline. A post without a time and an id without a platform are told as
 * values; a text that is neither throws CaseError `argument-invalid`.
 */
export function tellPostTime(text: string, { clock }: { clock: Clock }): ToldPost {
  const reading = readPost(text, { now: clock.now() });
  const captured = reading.capture === undefined ? [] : [`${reading.capture.archive} says that it stored the page at ${instantText(reading.capture.at)}.`];
  if (isDatedPost(reading)) return { sentences: [...datedSentences(reading), ...captured], reading };
  const sentence = withoutTimeSentence(text, reading);
  if (!('problem' in reading)) return { sentences: [sentence, ...captured], reading };
  const { candidates = [] } = reading;
  if (candidates.length === 0 && captured.length === 0) throw refused(sentence);
  return { sentences: [sentence, ...candidates.map((post) => `It could be ${postText(post)}.`), ...captured], reading };
}

function datedSentences({ platform, id, idAt, createdAt, basis, mirror }: DatedPost): string[] {
  const grounds = basis.measured ? 'measured against times that the platform reported' : 'a cautious choice';
  return [
    `The id ${id} of ${platformNames[platform]} was made at ${utcText(idAt.earliest)}${basis.resolutionMs > 1 ? ', counted in whole seconds' : ''}.`,
    `The post was made not earlier than ${utcText(createdAt.earliest)} and not later than ${utcText(createdAt.latest)} (the error is ${grounds}). A scheduled post may have been shown later.`,
    ...(basis.clock === 'self-hosted' ? ['Anybody can run such a server and write any time into its ids: the time is a statement and no evidence.'] : []),
    ...(mirror === undefined ? [] : [`The address is that of another front end (${mirror}).`]),
  ];
}
