/** How a place was written. `-pin` is a marked point, `-view` the middle of a map that was open. */
export type Notation =
  | 'decimal'
  | 'degrees-minutes'
  | 'degrees-minutes-seconds'
  | 'iso-6709'
  | 'geo-uri'
  | 'plus-code'
  | 'short-plus-code'
  | 'mgrs'
  | `${MapSite}-${'pin' | 'view'}`;

export type MapSite = 'google' | 'openstreetmap' | 'yandex' | 'bing' | 'apple';

/** The same place in every notation, each as fine as its precision allows and no finer. */
export interface AllNotations {
  decimal: string;
  dms: string;
  iso6709: string;
  geo: string;
  plusCode: string;
  /** Absent north of 84 and south of 80 degrees, where the grid ends. */
  mgrs?: string;
}

/** The place against which a short plus code was completed. */
export interface Reference {
  /** Absent when coordinates were handed in. */
  name?: string;
  /** The row of the gazetteer. */
  id?: string;
  /** Whether the name was found as written (but for accents and case) or by a similar spelling. */
  matched?: 'name' | 'similar-name';
  latitude: string;
  longitude: string;
}

/** A place with its precision. Every number is decimal text, fit for the record; degrees on WGS 84. */
export interface Place {
  latitude: string;
  longitude: string;
  /** The true point lies within this many degrees north or south, and east or west. */
  latitudeError: string;
  longitudeError: string;
  /** The radius that holds both, in metres, rounded up: half of the last digit, half of the cell, or what was stated. */
  precisionM: string;
  notation: Notation;
  /** What was read, character by character. */
  text: string;
  /** The full code to which a short one was completed. */
  plusCode?: string;
  reference?: Reference;
  allNotations: AllNotations;
}
