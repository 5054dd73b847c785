import { counted, dayParts, oneFor, type PhraseWords } from './words.ts';

const film = '(?:filme|tourne|enregistre|pris)(?:e|es|s)?';
const footage = "(?:la |cette |le |ce |l'|une |un )?(?:video|film|sequence|images?|enregistrement)";
const last = "dans les|au cours des|lors des|durant les|pendant les|ces|dans la|au cours de la|durant la|pendant la|dans l'|depuis les|au cours du";

/** French as `comparable` leaves it: without accents. */
export const french: PhraseWords = {
  language: 'fr',
  months: counted('janvier janv|fevrier fevr fev|mars|avril avr|mai|juin|juillet juil|aout|septembre sept|octobre oct|novembre nov|decembre dec'),
  weekdays: counted('lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche'),
  beforeDate: 'le |en |au ',
  afterDay: 'er',
  beforeMonth: '',
  afterYear: '',
  beforeTime: 'a ',
  hourSign: 'h|heures|heure',
  minuteSign: 'min|minutes|minute',
  relativeDays: { "aujourd'hui": 0, hier: 1, 'avant-hier': 2, 'avant hier': 2, demain: -1 },
  partsOfDay: {
    ...oneFor(dayParts.morning, 'matin'),
    ...oneFor(dayParts.midday, 'midi'),
    ...oneFor(dayParts.afternoon, 'apres-midi'),
    ...oneFor(dayParts.evening, 'soir'),
    'dans la nuit': dayParts.night,
    'au matin': dayParts.morning,
    'au soir': dayParts.evening,
  },
  relativeParts: {
    'ce matin': [0, dayParts.morning],
    'cet apres-midi': [0, dayParts.afternoon],
    'ce soir': [0, dayParts.evening],
    'cette nuit': [0, dayParts.night],
    'la nuit derniere': [0, dayParts.lastNight],
  },
  ago: ['il y a {D}'],
  numbers: {
    ...counted('un une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize'),
    ...counted('vingt|trente|quarante|cinquante|soixante', 20, 10),
    ...counted('quatrevingt|quatrevingtdix', 80, 10),
    ...oneFor(100, 'cent cents'),
  },
  and: ['et'],
  units: {
    ...oneFor('second', 'seconde secondes sec s'),
    ...oneFor('minute', 'minute minutes min mn'),
    ...oneFor('hour', 'heure heures h'),
    ...oneFor('day', 'jour jours j journee journees'),
    ...oneFor('week', 'semaine semaines'),
    ...oneFor('month', 'mois'),
    ...oneFor('year', 'an ans annee annees'),
  },
  bareUnits: ['heure', 'semaine', 'annee', 'journee'],
  halves: { demi: 1, demie: 1 },
  phrases: {
    opening: `(?:elle|il) (?:est|a ete) ${film} |(?:${footage} (?:(?:est|a ete) )?)?(?:${film} )?`,
    vagueOpening: "(?:(?:elle|il|ca|cela) (?:est |a ete |etait )?|c'est |c'etait )",
    notOlder: [
      "(?:n'est |ne sont |n'etait )?pas plus (?:vieux|vieille|vieilles|ancien|ancienne|anciennes|anciens|age|agee) (?:que|de) {D}",
      'ne (?:date|datent|datait) pas de plus de {D}',
      "n'a pas plus de {D}",
      "il n'y a pas plus de {D}",
      'vieux de {D} au plus|vieille de {D} au plus',
      `(?:${last}) {N}(?:dernieres|derniers|derniere|dernier) {U}`,
    ],
    lessOld: [
      '(?:date|datent|datant|datait|vieux|vieille|age|agee|vieilles) de moins de {D}',
      'de moins de {D}',
      '(?:a|ayant|avait) moins de {D}',
      'il y a moins de {D}',
      'plus recente? que {D}',
    ],
    ageImplied: [],
    before: ['avant {I}', 'au plus tard {I}', 'pas apres {I}'],
    after: ['apres {I}', 'depuis {I}', 'pas avant {I}', 'au plus tot {I}'],
    between: ['entre {I} et {J}', 'du {I} au {J}'],
  },
};
