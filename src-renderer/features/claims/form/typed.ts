import type { TypedClaim, TypedEvidence } from '../../../../src-main/shared/api/claims.ts';

/** What stands in the fields of a form; empty text where nothing was typed. */
export type Fields<K extends string> = Record<K, string>;

export type ClaimField = 'quote' | 'language' | 'translation' | 'claimant' | 'sourceUrl' | 'saidAt' | 'post' | 'zone' | 'means' | 'place' | 'near';

export interface ClaimDraft {
  fields: Fields<ClaimField>;
  items: string[];
  when: 'post' | 'time' | 'unknown';
  about: TypedClaim['about'] | '';
}

export const emptyClaim: ClaimDraft = {
  fields: { quote: '', language: '', translation: '', claimant: '', sourceUrl: '', saidAt: '', post: '', zone: '', means: '', place: '', near: '' },
  items: [],
  when: 'post',
  about: '',
};

/** A claim as it is sent: what was left empty is absent, and of a time and a post the one that was chosen. */
export function typedClaim({ fields, items, when, about }: ClaimDraft): TypedClaim {
  const { quote, claimant, saidAt, post, ...others } = fields;
  return {
    items,
    quote,
    claimant,
    ...filled(others),
    ...filled(when === 'time' ? { saidAt } : when === 'post' ? { post } : {}),
    ...(about === '' || about === undefined ? {} : { about }),
  };
}

export type EvidenceField =
  | 'time' | 'during' | 'post' | 'place' | 'near' | 'note' | 'zone' | 'error' | 'elevation' | 'azimuth' | 'shadowRatio' | 'frame' | 'segment' | 'origin' | 'because';

export const saidKinds = ['post', 'notLaterThan', 'notEarlierThan', 'during', 'sun', 'place', 'note'] as const;

export interface EvidenceDraft {
  basis: TypedEvidence['basis'];
  says: (typeof saidKinds)[number];
  fields: Fields<EvidenceField>;
  item: string;
  of: string;
  datedBy: TypedEvidence['basis'] | '';
  confirmed: boolean;
  strength: NonNullable<TypedEvidence['strength']> | '';
}

export const emptyEvidence: EvidenceDraft = {
  basis: 'post-id',
  says: 'post',
  fields: { time: '', during: '', post: '', place: '', near: '', note: '', zone: '', error: '', elevation: '', azimuth: '', shadowRatio: '', frame: '', segment: '', origin: '', because: '' },
  item: '',
  of: '',
  datedBy: '',
  confirmed: false,
  strength: '',
};

/** What each basis mostly says. */
export const usuallySays: Readonly<Record<TypedEvidence['basis'], EvidenceDraft['says']>> = {
  'post-id': 'post', 'web-capture': 'post', 'rfc3161-token': 'notLaterThan', 'log-entry': 'notLaterThan', 'earlier-copy': 'post', 'dated-object': 'notEarlierThan', 'satellite-image': 'notEarlierThan',
  sun: 'sun', shadow: 'sun', weather: 'during', 'container-date': 'during', 'file-time': 'notLaterThan', caption: 'note', analyst: 'note',
};

/** Evidence as it is sent: only the fields of what it says, and none that was left empty. */
export function typedEvidence({ basis, says, fields, item, of, datedBy, confirmed, strength }: EvidenceDraft): TypedEvidence {
  const { time, during, post, place, near, note, zone, error, elevation, azimuth, shadowRatio, frame, segment, origin, because } = fields;
  const said = {
    post: { post },
    notLaterThan: { notLaterThan: time, zone, error },
    notEarlierThan: { notEarlierThan: time, zone, error },
    during: { during, zone, error },
    sun: { during, place, near, zone, elevation, azimuth, shadowRatio },
    place: { place, near },
    note: {},
  }[says];
  const pts = frame.trim() === '' ? undefined : Number(frame);
  return {
    basis,
    ...filled({ ...said, note, segment, origin, item, of }),
    ...(pts === undefined || item === '' ? {} : { frame: pts }),
    ...(basis === 'earlier-copy' ? { confirmed, ...(datedBy === '' ? {} : { datedBy }) } : {}),
    ...(strength === '' ? {} : { strength, because }),
  };
}

function filled<T extends Record<string, string>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== '')) as Partial<T>;
}
