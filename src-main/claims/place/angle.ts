/** Angles as whole numbers of 1e-12 degrees (a tenth of a micrometre on the ground): exact, where floats are not. */
export type Angle = bigint;

/** One degree. */
export const degree: Angle = 1_000_000_000_000n;

const decimals = 12;

/** A rectangle of latitude and longitude: its middle, and how far it reaches to each side. */
export interface Box {
  latitude: Angle;
  longitude: Angle;
  latitudeHalf: Angle;
  longitudeHalf: Angle;
}

/** Unsigned decimal digits as an exact angle; what lies behind the twelfth decimal is dropped. Inverse: writeAngle. */
export function readAngle(text: string): Angle {
  const [whole = '0', fraction = ''] = text.replace(',', '.').split('.');
  return BigInt(whole) * degree + BigInt(fraction.slice(0, decimals).padEnd(decimals, '0'));
}

/** Half of the last digit that was written: `44.3` is good to 0.05. */
export function halfOfLastDigit(text: string): Angle {
  const places = Math.min(text.replace(',', '.').split('.')[1]?.length ?? 0, decimals);
  return 10n ** BigInt(decimals - places) / 2n;
}

/** Decimal degrees without superfluous zeros: `-44.326859`. */
export function writeAngle(angle: Angle): string {
  const digits = magnitude(angle).toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return `${angle < 0n ? '-' : ''}${digits.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Decimal degrees with this many decimals, rounded half away from zero. */
export function writeAngleTo(angle: Angle, places: number): string {
  const unit = 10n ** BigInt(decimals - places);
  const count = (magnitude(angle) + unit / 2n) / unit;
  const digits = count.toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return `${angle < 0n && count > 0n ? '-' : ''}${text}`;
}

/** The decimals that are needed so that a unit in the last place is no more than twice this half. */
export function placesFor(half: Angle): number {
  let places = 0;
  for (let unit = degree; unit > 2n * half && places < decimals; unit /= 10n) places++;
  return places;
}

/** For arithmetic that ends in metres; never for the record. */
export function inDegrees(angle: Angle): number {
  return Number(angle) / Number(degree);
}

/** The nearest angle to a computed number of degrees. */
export function fromDegrees(degrees: number): Angle {
  return BigInt(Math.round(degrees * Number(degree)));
}

/** The same meridian from -180 up to, and without, 180 degrees. */
export function wrapLongitude(angle: Angle): Angle {
  const around = 360n * degree;
  return ((((angle + around / 2n) % around) + around) % around) - around / 2n;
}

export function magnitude(angle: Angle): Angle {
  return angle < 0n ? -angle : angle;
}
