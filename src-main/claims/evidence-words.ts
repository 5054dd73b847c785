import type { Basis } from './bounds.ts';
import type { EvidenceFacts } from './explain.ts';
import type { UncertainInstant } from './instant.ts';
import { utcText } from './utc-text.ts';

// English clauses: what one bound says, to be joined into the sentences of verdict-words.ts.

const names: Readonly<Record<Basis, string>> = {
  'post-id': 'a post id',
  'web-capture': 'a web capture',
  'rfc3161-token': 'an RFC 3161 time stamp',
  'log-entry': 'a log entry',
  'earlier-copy': 'an earlier copy',
  'dated-object': 'a dated object',
  'satellite-image': 'a satellite image',
  sun: 'the position of the sun',
  shadow: 'a shadow',
  weather: 'the weather',
  'container-date': 'a container date',
  'file-time': 'a file time',
  caption: 'a caption',
  analyst: 'an analyst',
};

export function basisName(basis: Basis): string {
  return names[basis];
}

/** `2024-10-14T09:12Z`, or both ends where the instant has an error. */
export function instantText({ earliest, latest }: UncertainInstant): string {
  return earliest === latest ? utcText(latest) : `some time from ${openText(earliest)} to ${openText(latest)}`;
}

function openText(instant: number): string {
  return Math.abs(instant) === Infinity ? 'an unknown time' : utcText(instant);
}

interface Clause {
  facts: EvidenceFacts;
  footage: string;
  /** When the evidence dates from, for bases that give only "not later than". */
  dated: string;
}

const seenInIt = ({ facts, footage }: Clause): string => `${names[facts.basis]} shows that ${footage} was ${limitsClause(facts)}`;

const clauses: Readonly<Record<Basis, (clause: Clause) => string>> = {
  'post-id': ({ dated, footage }) => `a post whose id dates from ${dated} shows ${footage}`,
  'web-capture': ({ dated, footage }) => `a web capture of ${dated} shows ${footage}`,
  'rfc3161-token': ({ dated, footage }) => `an RFC 3161 time stamp of ${dated} covers ${footage}`,
  'log-entry': ({ dated, footage }) => `a log entry of ${dated} shows that ${footage} was in the archive`,
  'earlier-copy': ({ facts, dated, footage }) => {
    const datedBy = facts.datedBy === undefined ? '' : ` and dated by ${names[facts.datedBy]}`;
    return `an earlier copy of ${footage}, confirmed by a person${datedBy}, dates from ${dated}`;
  },
  'dated-object': seenInIt,
  'satellite-image': seenInIt,
  sun: seenInIt,
  shadow: seenInIt,
  weather: seenInIt,
  'container-date': seenInIt,
  'file-time': seenInIt,
  caption: seenInIt,
  analyst: seenInIt,
};

/** What a decisive bound says, as a clause: "a post whose id dates from 2024-10-14T09:12Z shows this footage". */
export function evidenceClause(facts: EvidenceFacts): string {
  const footage = facts.segment === undefined ? 'this footage' : `segment “${facts.segment}” of this footage`;
  return clauses[facts.basis]({ facts, footage, dated: facts.to === undefined ? '' : instantText(facts.to) });
}

/** "not recorded after 2024-10-14T09:12Z": what follows from the bound, at the end of its error that is certain. */
export function limitsClause({ kind, from, to, intervals = 0 }: EvidenceFacts): string {
  const notBefore = from === undefined ? '' : utcText(from.earliest);
  const notAfter = to === undefined ? '' : utcText(to.latest);
  switch (kind) {
    case 'not-earlier-than':
      return `not recorded before ${notBefore}`;
    case 'not-later-than':
      return `not recorded after ${notAfter}`;
    case 'during':
      return notBefore === notAfter ? `recorded at ${notAfter}` : `recorded from ${notBefore} to ${notAfter}`;
    case 'periodic':
      if (intervals === 0) return 'recorded at no time at all';
      return intervals === 1 ? 'recorded within one certain interval' : `recorded within one of ${intervals} intervals`;
  }
}
