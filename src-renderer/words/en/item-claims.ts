import type { ClaimSubject, EvidenceBasis, RecordedVerdict } from '../../../src-main/shared/claim-record.ts';
import { count } from './common.ts';

const verdicts: Readonly<Record<RecordedVerdict, string>> = {
  refuted: 'Refuted',
  supported: 'Supported',
  'consistent-but-unproven': 'Consistent but unproven',
  conflicting: 'Conflicting',
  undefined: 'Undefined',
};

const subjects: Readonly<Record<ClaimSubject, string>> = { time: 'time', place: 'place', identity: 'identity', figure: 'figure', other: 'other' };

const bases: Readonly<Record<EvidenceBasis, string>> = {
  'post-id': 'Post id',
  'web-capture': 'Web capture',
  'rfc3161-token': 'Time stamp',
  'log-entry': 'Log entry',
  'earlier-copy': 'Earlier copy',
  'dated-object': 'Dated object',
  'satellite-image': 'Satellite image',
  sun: 'Sun',
  shadow: 'Shadow',
  weather: 'Weather',
  'container-date': 'Date in the file',
  'file-time': 'File time',
  caption: 'Caption',
  analyst: 'Analyst',
};

/** Claims that an item has to do with. */
export const itemClaims = {
  none: 'No claim is tied to this item',
  noneWhat: 'A claim is what somebody says of footage, in their own words: when or where it was recorded, what it shows. Evidence for and against is tied to it, and a verdict follows by rule from that evidence alone.',
  noneHow: 'To record one, run this at the command line:',
  noneCommand: (folder: string, item: string): string => `postquem claim add "${folder}" --item ${item} --quote "…" --claimant "…"`,
  noneClosed: 'Close this window’s case first: one program writes to a case at a time.',
  copyCommand: 'Copy the command',
  list: 'Claims',
  quote: (text: string): string => `“${text}”`,
  claimedBy: (claimant: string): string => `Claimed by ${claimant}`,
  translation: (text: string): string => `Translation: “${text}”`,
  about: (subject: ClaimSubject): string => `about: ${subjects[subject]}`,
  means: (text: string): string => `Read as: ${text}`,
  onlyEvidence: 'The claim is about another item; this one is evidence.',
  verdicts,
  byRule: 'By rule',
  notWeighed: 'Not weighed yet',
  outdated: 'Not up to date: what it rests on has changed since it was weighed.',
  judgement: 'Judged by a person',
  judgementLine: (verdict: RecordedVerdict, because: string): string => `${verdicts[verdict]}: ${because}`,
  noJudgement: 'No person has judged it yet.',
  evidence: count({ one: '# piece of evidence ties it to this item', other: '# pieces of evidence tie it to this item' }),
  noEvidence: 'No evidence ties it to this item: the claim is about it, and nothing was shown yet.',
  bases,
  stances: {
    supports: 'Decides: supports',
    refutes: 'Decides: refutes',
    bounds: 'Decisive, does not settle it alone',
    assertion: 'Shown, not decisive',
    none: 'Weighs nothing now',
  },
  ties: { subject: 'speaks of this item', source: 'seen in this item' },
  withdrawn: (why: string): string => `Withdrawn: ${why}`,
  overruled: 'The judgement that confirmed it was overruled.',
  segment: (text: string): string => `Part: ${text}`,
  seekFrame: (pts: string): string => `Show the frame at pts ${pts}`,
  note: (text: string): string => `Note: ${text}`,
  more: 'More claims than the first 100 are tied to this item; “postquem claim list” tells them all.',
};
