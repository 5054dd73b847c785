import { describe, expect, it } from 'vitest';
import { agree } from '../../../src-main/claims/place/agree.ts';
import { foldName, similarKey } from '../../../src-main/claims/place/fold-name.ts';
import { lookUp, makeGazetteer, type GazetteerRow } from '../../../src-main/claims/place/gazetteer.ts';
import { readPlace } from '../../../src-main/claims/place/read-place.ts';

const row = (id: string, name: string, country: string, [latitude, longitude, population]: [number, number, number]): GazetteerRow => ({ id, name, country, latitude, longitude, population });

const kazakh = row('1519385', 'Sergeyevka', 'KZ', [53.88139, 67.40882, 8845]);
const south = row('2016961', 'Sergeyevka', 'RU', [43.34909, 133.35972, 5081]);
const border = row('2020626', 'Sergeyevka', 'RU', [44.3381, 131.66129, 3760]);
const zurich = { ...row('2657896', 'Zürich', 'CH', [47.36667, 8.55, 341_730]), alternateNames: ['Zurigo', 'Цюрих'] };
const lodz = row('3093133', 'Łódź', 'PL', [51.75, 19.46667, 768_755]);
const gazetteer = makeGazetteer([kazakh, south, border, zurich, lodz]);

describe('a name in the gazetteer', () => {
  it.each(['Zürich', 'zurich', 'ZURICH', 'Zu\u0308rich', 'Zurigo', 'Цюрих', 'Zurich, Switzerland', 'Zürich, Kanton Zürich, CH'])('is found as %s', (name) => {
    expect(lookUp(gazetteer, name)).toEqual({ row: zurich, matched: 'name' });
  });

  it('is found without the strokes of its letters', () => {
    expect(lookUp(gazetteer, 'Lodz')).toEqual({ row: lodz, matched: 'name' });
  });

  it('of several places is not decided by size', () => {
    expect(lookUp(gazetteer, 'Sergeyevka')).toEqual({ candidates: [kazakh, south, border], matched: 'name' });
    expect(lookUp(gazetteer, 'Sergeyevka, Russia')).toEqual({ candidates: [south, border], matched: 'name' });
    expect(lookUp(gazetteer, 'Sergeyevka, KZ')).toEqual({ row: kazakh, matched: 'name' });
  });

  it('is found in another transliteration, and said to be similar only', () => {
    for (const name of ['Sergeevka', 'Сергеевка', 'Sergejevka', 'Sergeewka']) {
      expect(lookUp(gazetteer, name)).toMatchObject({ candidates: [kazakh, south, border], matched: 'similar-name' });
    }
  });

  it('of several places is decided by a point near one of them only', () => {
    expect(lookUp(gazetteer, 'Sergeevka', { latitude: 44.4, longitude: 131.4 })).toEqual({ row: border, matched: 'similar-name' });
    expect(lookUp(gazetteer, 'Sergeevka', { latitude: 43.85, longitude: 132.5 })).toHaveProperty('candidates');
    expect(lookUp(gazetteer, 'Sergeevka', { latitude: 0, longitude: 0 })).toHaveProperty('candidates');
  });

  it('that is not there is said to be unknown', () => {
    expect(lookUp(gazetteer, 'Atlantis')).toEqual({ problem: 'place-name-unknown', found: 'Atlantis' });
    expect(lookUp(gazetteer, '')).toHaveProperty('problem');
  });
});

describe('a short plus code', () => {
  const near = { latitude: 44.4, longitude: 131.4 };

  it('is completed to the place that is named', () => {
    const place = readPlace('8MG9+PFR Sergeevka', { gazetteer, near });
    expect(place).toMatchObject({ plusCode: '8QPH8MG9+PFR', notation: 'short-plus-code', reference: { id: '2020626', name: 'Sergeyevka', matched: 'similar-name' } });
    const coordinates = readPlace('44.326859, 131.668647');
    expect('problem' in place || 'problem' in coordinates || agree(place, coordinates).agree).toBe(true);
  });

  it('of a name that several places have is not guessed: what each would make of it is listed', () => {
    const reading = readPlace('8MG9+PFR Sergeevka', { gazetteer });
    expect(reading).toMatchObject({ problem: 'reference-ambiguous', part: 'reference', found: 'Sergeevka' });
    const codes = 'candidates' in reading ? reading.candidates?.map(({ plusCode }) => plusCode) : [];
    expect(codes).toEqual(['9J698MG9+PFR', '8QMM8MG9+PFR', '8QPH8MG9+PFR']);
  });

  it('is completed from coordinates alone', () => {
    expect(readPlace('8MG9+PFR', { near })).toMatchObject({ plusCode: '8QPH8MG9+PFR', reference: { latitude: '44.4', longitude: '131.4' } });
    expect(readPlace('8MG9+PFR Nowhere', { near, gazetteer })).toMatchObject({ plusCode: '8QPH8MG9+PFR' });
  });
});

describe('folded names', () => {
  it.each([
    ['Владивосток', 'vladivostok'],
    ['Йошкар-Ола', 'yoshkarola'],
    ['Орёл', 'orel'],
    ['Zol’noye', 'zolnoye'],
    ['São Paulo', 'saopaulo'],
    ['İstanbul', 'istanbul'],
    ['北京', '北京'],
  ])('%s is %s', (name, folded) => expect(foldName(name)).toBe(folded));

  it('bring transliterations together', () => {
    for (const [one, other] of [['Khorol', 'Horol'], ['Pogranichnyy', 'Пограничный'], ['Zuerich', 'Zürich'], ['Lviv', 'Lwiw']] as const) {
      expect(similarKey(foldName(one))).toBe(similarKey(foldName(other)));
    }
  });
});
