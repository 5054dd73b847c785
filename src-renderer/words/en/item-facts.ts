import type { FactField, Observation } from '../../../src-main/shared/facts.ts';
import { count } from './common.ts';

const fields: Readonly<Record<FactField, string>> = {
  'recorded-at': 'Stated time of recording',
  position: 'Stated position',
  'device-make': 'Make',
  'device-model': 'Model',
  software: 'Software',
  'video-codec': 'Video coding',
  'display-size': 'Size as shown',
  rotation: 'Rotation',
  'frame-rate': 'Frames per second',
  'audio-codec': 'Audio coding',
  audio: 'Channels and rate',
  'media-kind': 'Kind',
  'container-format': 'Container',
  duration: 'Length',
  encoder: 'Encoder',
  'edit-list': 'Edit list',
  'live-photo-id': 'Live photo id',
  'platform-reencode': 'Sign of a platform',
  'content-credentials': 'Content Credentials',
  damage: 'Damage',
};

const mediaKinds = { video: 'video', audio: 'audio', image: 'image', other: 'other' };

const doubts: Readonly<Record<string, string>> = {
  'epoch-zero': 'the zero of a clock: the field was never set',
  'never-set': 'all zeroes: the field was never set',
  'impossible-date': 'no such date exists',
  'seconds-not-stated': 'the seconds are not stated',
};

const credentialStates = {
  valid: 'Valid, signer trusted',
  'untrusted-signer': 'Intact, signer not trusted',
  invalid: 'Invalid',
};

const outcomes: Readonly<Record<string, string>> = {
  read: 'read the file',
  nothing: 'ran and found nothing of its kind in the file',
  failed: 'could not read the file',
};

/** A fact that a witness states, as people read it. */
function value(o: Observation): string {
  switch (o.field) {
    case 'recorded-at':
      return `${o.value.local.replace('T', ' ')}${o.value.offset === 'unknown' ? ', offset unknown' : o.value.offset === 'Z' ? ' UTC' : ` ${o.value.offset}`}`;
    case 'position':
      return `${o.value.latitude}, ${o.value.longitude}${o.value.altitudeM === undefined ? '' : `, ${o.value.altitudeM} m high`}`;
    case 'display-size':
      return `${o.value.width} × ${o.value.height}`;
    case 'rotation':
      return `${o.value.degrees}°${o.value.mirrored ? ', mirrored first' : ''}`;
    case 'frame-rate':
      return `${o.value.averageFps}${o.value.variable === 'unknown' ? '' : o.value.variable ? ', variable' : ', constant'}`;
    case 'duration':
      return `${o.value.seconds} s`;
    case 'audio':
      return `${count({ one: '# channel', other: '# channels' })(o.value.channels)}, ${o.value.sampleRateHz} Hz`;
    case 'content-credentials':
      return credentialStates[o.value.state];
    case 'media-kind':
      return mediaKinds[o.value];
    case 'container-format':
    case 'device-make':
    case 'device-model':
    case 'software':
    case 'encoder':
    case 'video-codec':
    case 'audio-codec':
    case 'edit-list':
    case 'live-photo-id':
    case 'platform-reencode':
    case 'damage':
      return o.value;
  }
}

/** What has to be said beside a value so that nobody takes it for more than it is; none where nothing has. */
function remark(o: Observation): string | undefined {
  if (o.field === 'recorded-at') {
    const { doubt, offset, utc } = o.value;
    if (doubt !== undefined) return doubts[doubt] ?? doubt;
    return offset === 'unknown' ? 'the file does not say the time zone' : offset === 'Z' || utc === undefined ? undefined : `${utc.replace('T', ' ').replace('Z', '')} UTC`;
  }
  if (o.field !== 'position') return undefined;
  const { nullIsland, precisionM, precisionBasis } = o.value;
  if (nullIsland) return '0,0 is what a device writes without a fix: no place';
  return precisionBasis === 'stated' ? `± ${precisionM} m, as the file states` : `± ${precisionM} m, by its digits`;
}

/** What each witness states of the file. */
export const itemFacts = {
  fields,
  groups: { when: 'When recorded', where: 'Where', device: 'Device', picture: 'Picture', sound: 'Sound', file: 'File' },
  value,
  remark,
  isDoubtful: (o: Observation): boolean => (o.field === 'position' && o.value.nullIsland) || (o.field === 'recorded-at' && o.value.doubt !== undefined),
  table: 'What each witness states',
  field: 'Fact',
  statesNothing: 'states nothing',
  search: 'Search these facts',
  clearSearch: 'Show all facts',
  found: count({ one: '# fact fits', other: '# facts fit' }),
  nothingFound: (words: string): string => `No fact holds “${words}”. The raw reports may: each can be searched by itself.`,
  noFacts: 'No witness states any of these facts.',
  notExamined: 'Not examined yet',
  notExaminedWhy: 'No witness has read this item. It is kept, with its digest; what the file states of itself is not on record.',
  examine: 'Have the witnesses read what is not examined yet',
  examining: 'The witnesses are at work. Their reports appear here by themselves.',
  statedHere: (field: string, witness: string): string => `${field}, as stated by ${witness}`,
  asPrinted: 'As the witness printed it',
  place: 'Where in the file',
  path: 'Its own name for it',
  disagreements: count({ one: 'Witnesses disagree about # fact', other: 'Witnesses disagree about # facts' }),
  disagreementsNote: 'None is believed more than another. Each statement stands with those who made it.',
  disagrees: 'disagree',
  tolerance: (text: string): string => `Counted as equal: ${text}.`,
  by: (witness: string, basis: string): string => `${witness} (${basis})`,
  damage: 'Damage found in the file',
  damageNote: 'What is broken, in the words of the witness that met it. The evidentiary copy is as it was received.',
  reencode: 'Signs of a platform or of re-encoding',
  reencodeNote: 'What was seen, and no conclusion: such signs are left by uploading, and can be left by other programs.',
  credentials: 'Content Credentials',
  credentialStates,
  credentialMeans: {
    valid: 'The signature is intact, the content is what was signed, and the signer is on the list of trusted signers used here. It says who signed it and what they stated, not that what is seen happened.',
    'untrusted-signer': 'The signature is intact and the content is what was signed, but the signer is on no list of trusted signers used here: anybody can make such a signature.',
    invalid: 'The signed content and the file do not fit together, or the signature does not hold: the file was changed after signing, or its credentials were taken from elsewhere.',
  },
  signer: 'Signed by',
  generator: 'Made with',
  manifest: 'Active manifest',
  failures: 'What did not hold',
  notStated: 'not stated',
  witnesses: 'Witnesses',
  outcome: (witness: string, version: string, outcome: string): string => `${witness} ${version} ${outcomes[outcome] ?? outcome}.`,
  failedBecause: (problem: string): string => `In its words: ${problem}`,
  rawReport: 'Raw report',
  rawReportOf: (witness: string): string => `Raw report of ${witness}`,
  raw: {
    title: (witness: string): string => `Raw report of ${witness}`,
    note: 'Byte for byte as the tool gave it. Long lines are broken here, and nowhere else.',
    digest: 'SHA-256 of the report',
    matches: 'What is shown was digested in this window: it has this digest.',
    differs: 'What was read does not have this digest. The kept report is damaged: check the kept files.',
    cut: (shown: string, whole: string): string => `Only the first ${shown} of ${whole} are shown; they were not compared with the digest.`,
    notText: 'Bytes that are no UTF-8 stand as �.',
    empty: 'The report is empty: the tool printed nothing.',
    find: 'Find lines that hold',
    lines: count({ one: '# line', other: '# lines' }),
    linesFound: (found: number, all: number): string => `${count({ one: '# line', other: '# lines' })(found)} of ${new Intl.NumberFormat('en').format(all)}`,
    copy: 'Copy the report',
    text: 'Text of the report',
  },
};
