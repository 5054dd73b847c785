import { basisName, evidenceClause } from '../../../claims/evidence-words.ts';
import { inWords } from '../../../claims/explain.ts';
import { englishVerdictWords } from '../../../claims/verdict-words.ts';
import type { RecordedVerdict } from '../../../shared/claim-record.ts';
import type { CaseDatabase } from '../../db/database.ts';
import { findEvidenceBySeq } from '../../db/tables/evidence.ts';
import { itemNumber } from '../../db/tables/item.ts';
import { shortId } from '../find-item.ts';
import { judgementOf } from '../read-sameness.ts';
import type { ComparedPlace, PlacePart } from './assess-place.ts';
import type { TimePart } from './assess-time.ts';
import { verdictOf, type AssessedPart } from './compute-assessment.ts';
import { evidenceId } from './find-claim.ts';

/** A sentence about one piece of evidence: `e3`, or the entry that says it. */
export interface NamedSentence {
  name: string;
  sentence: string;
}

/** What an assessment says of one item, in sentences for people. */
export interface PartInWords {
  /** The item's short id. */
  item: string;
  verdict: RecordedVerdict;
  /** The verdict and its reason, one sentence. */
  sentence: string;
  restsOn: NamedSentence[];
  corroboration?: string;
  whatWouldChange: string[];
  missing: string[];
  /** Shown beside, never decisive. */
  assertions: NamedSentence[];
}

export function partInWords(db: CaseDatabase, part: AssessedPart): PartInWords {
  const number = itemNumber(db, part.item) ?? 0;
  const name = (id: string): string => nameOf(db, number, id);
  return { item: shortId(number), verdict: verdictOf(part), ...(part.kind === 'time' ? timeInWords(part, name) : placeInWords(part, name)) };
}

/** What people call the bound or place of an id. */
export type BoundNaming = (id: string) => string;

export type Sentences = Omit<PartInWords, 'item' | 'verdict'>;

/** What an assessment of a time says, in sentences. */
export function timeInWords({ assessment, explanation }: TimePart, name: BoundNaming): Sentences {
  const { verdict, corroboration, missing, changes, assertions } = inWords(explanation, englishVerdictWords);
  return {
    sentence: verdict,
    restsOn: assessment.restsOn.map((id, n) => {
      const facts = explanation.verdict.evidence[n];
      return { name: name(id), sentence: facts === undefined ? '' : `${capital(evidenceClause(facts))}.` };
    }),
    ...(corroboration === undefined ? {} : { corroboration }),
    whatWouldChange: changes,
    missing,
    assertions: assertions.map((sentence, n) => ({ name: name(assessment.assertions[n]?.id ?? ''), sentence })),
  };
}

/** `evidence 14` is `e3`; what entered by itself is named by its entry, and by the judgement through which it did: `e3 of i2, judged the same in entry 21`. */
export function nameOf(db: CaseDatabase, item: number, id: string): string {
  const [what = '', number = '', ...rest] = id.split(' ');
  if (what === 'evidence') return evidenceId(findEvidenceBySeq(db, Number(number))?.number ?? 0);
  if (what !== 'copy') return `entry ${number.split('.')[0]}`;
  const other = judgementOf({ db }, { number: item }, Number(number))?.other.number ?? 0;
  return `${nameOf(db, item, rest.join(' '))} of ${shortId(other)}, judged the same in entry ${number}`;
}

const placeVerdicts: Readonly<Record<RecordedVerdict, string>> = {
  supported: 'what is seen in the footage was matched to the claimed place, within the precision of both',
  refuted: 'what is seen in the footage was matched to another place',
  conflicting: 'what is seen in the footage was matched to places that cannot both be right',
  'consistent-but-unproven': 'nothing that is seen in the footage decides whether it was taken at the claimed place',
  undefined: 'the claim names no place',
};

/** What an assessment of a place says, in sentences. */
export function placeInWords({ verdict, compared, claimed }: PlacePart, name: BoundNaming): Sentences {
  const decisive = compared.filter(({ strength }) => strength === 'decisive');
  const precisely = verdict === 'supported' ? ` (${claimed.precisionM} m and ${decisive.map(({ precisionM }) => `${precisionM} m`).join(', ')})` : '';
  const named = (one: ComparedPlace): NamedSentence => ({ name: name(one.id), sentence: comparedSentence(one) });
  const unproven = verdict === 'consistent-but-unproven';
  return {
    sentence: `${capital(verdict.replaceAll('-', ' '))}: ${placeVerdicts[verdict]}${precisely}.`,
    restsOn: decisive.map(named),
    whatWouldChange: unproven ? ['Something seen in the footage and matched to a place would support the claim there, and refute it elsewhere.'] : [],
    missing: unproven ? ['Missing: something seen in the footage that was matched to a place on the ground or in a dated image from above.'] : [],
    assertions: compared.filter(({ strength }) => strength === 'assertion').map(named),
  };
}

function comparedSentence({ agree, distanceM, allowedM, text, basis, strength }: ComparedPlace): string {
  const by = basis === 'container-date' ? 'a position in the file' : basisName(basis);
  const apart = `${distanceM} m from the claimed place, where ${allowedM} m are within the precision of both`;
  const shown = strength === 'assertion' ? ' (shown and not decisive)' : '';
  return `"${text}" (${by}) ${agree ? 'agrees' : 'does not agree'}: ${apart}${shown}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
