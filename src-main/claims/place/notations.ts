import { degree, magnitude, placesFor, writeAngleTo, type Angle, type Box } from './angle.ts';
import { gridReferenceOf } from './grid-reference.ts';
import type { AllNotations } from './place.ts';
import { plusCodeBox, plusCodeOf } from './plus-code.ts';
import { precisionOf } from './precision.ts';

/** Longer codes exist; this is the longest that maps show, a cell of about 3 m. */
const plusCodeLengths = [4, 6, 8, 10, 11] as const;

/** Every notation of a place, each holding the true point and as fine as the precision allows. */
export function notationsOf(box: Box, precisionM: string): AllNotations {
  const [north, east] = [writeAngleTo(box.latitude, placesFor(box.latitudeHalf)), writeAngleTo(box.longitude, placesFor(box.longitudeHalf))];
  const mgrs = gridReferenceOf(box.latitude, box.longitude, gridDigits(Number(precisionM)));
  return {
    decimal: `${north}, ${east}`,
    dms: `${sexagesimal(box.latitude, box.latitudeHalf, 'NS')} ${sexagesimal(box.longitude, box.longitudeHalf, 'EW')}`,
    iso6709: `${signed(north, 2)}${signed(east, 3)}/`,
    geo: `geo:${north},${east};u=${precisionM}`,
    plusCode: plusCodeFor(box, Number(precisionM)),
    ...(mgrs === undefined ? {} : { mgrs }),
  };
}

/** The shortest code whose cell is as fine as the place, or the longest that maps show. */
function plusCodeFor({ latitude, longitude }: Box, precisionM: number): string {
  const codes = plusCodeLengths.map((length) => plusCodeOf(latitude, longitude, length));
  return codes.find((code) => Number(precisionOf(plusCodeBox(code))) <= precisionM) ?? codes.at(-1) ?? '';
}

/** Half the diagonal of a square of 100 km, 10 km ... 1 m. */
function gridDigits(precisionM: number): number {
  return Math.min(5, Math.max(0, Math.ceil(Math.log10(71_000 / precisionM))));
}

/** `44°19'36.69"N`, with as many decimals of a second as the half allows. */
function sexagesimal(angle: Angle, half: Angle, [positive = '', negative = '']: string): string {
  const places = placesFor(half * 3600n);
  const scale = 10n ** BigInt(places);
  const units = (magnitude(angle) * 3600n * scale + degree / 2n) / degree;
  const seconds = units % (60n * scale);
  const fraction = places === 0 ? '' : `.${(seconds % scale).toString().padStart(places, '0')}`;
  const field = (value: bigint): string => value.toString().padStart(2, '0');
  const minutes = units / (60n * scale);
  return `${minutes / 60n}°${field(minutes % 60n)}'${field(seconds / scale)}${fraction}"${angle < 0n ? negative : positive}`;
}

function signed(text: string, wide: number): string {
  const [whole = '', fraction] = text.replace('-', '').split('.');
  return `${text.startsWith('-') ? '-' : '+'}${whole.padStart(wide, '0')}${fraction === undefined ? '' : `.${fraction}`}`;
}
