import { fromDegrees, inDegrees, type Angle, type Box } from './angle.ts';

/** WGS 84 (NGA.STND.0036): half the major axis in metres, and the square of the first eccentricity. */
export const equatorM = 6_378_137;
export const eccentricitySquared = 6.694379990141e-3;

/** Metres for one degree of latitude and one of longitude, at a latitude in degrees. */
export function degreeInMetres(latitude: number): { latitude: number; longitude: number } {
  const phi = (latitude * Math.PI) / 180;
  const w = Math.sqrt(1 - eccentricitySquared * Math.sin(phi) ** 2);
  const perRadian = Math.PI / 180;
  return {
    latitude: ((equatorM * (1 - eccentricitySquared)) / w ** 3) * perRadian,
    longitude: (equatorM / w) * Math.max(0, Math.cos(phi)) * perRadian,
  };
}

/** The radius of a circle around the middle that holds the whole box, in metres, as decimal text rounded up. */
export function precisionOf(box: Box): string {
  const [middle, half] = [Math.abs(inDegrees(box.latitude)), inDegrees(box.latitudeHalf)];
  // Degrees of latitude are longest towards the pole, degrees of longitude towards the equator.
  const tall = half * degreeInMetres(Math.min(90, middle + half)).latitude;
  const wide = inDegrees(box.longitudeHalf) * degreeInMetres(Math.max(0, middle - half)).longitude;
  return metresUp(Math.hypot(tall, wide));
}

/** Three significant digits, and no finer than a millimetre, rounded up: precision is never overstated. */
export function metresUp(metres: number): string {
  const magnitude = Math.floor(Math.log10(Math.max(metres, 0.001)));
  const places = Math.min(3, Math.max(0, 2 - magnitude));
  const unit = magnitude > 2 ? 10 ** (magnitude - 2) : 1;
  const scale = 10 ** places / unit;
  // A hair below: a value that is a multiple of the unit but for the error of floats stays what it is.
  return (Math.max(1, Math.ceil(metres * scale - 1e-9)) / scale).toFixed(places).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

/** The half sides of a box that holds a circle of this radius in metres. */
export function halvesOf(radiusM: number, latitude: Angle): { latitudeHalf: Angle; longitudeHalf: Angle } {
  const tall = Math.min(90, (radiusM / degreeInMetres(0).latitude) * (1 + 1e-9));
  const { longitude } = degreeInMetres(Math.min(90, Math.abs(inDegrees(latitude)) + tall));
  const wide = longitude * 180 <= radiusM ? 180 : (radiusM / longitude) * (1 + 1e-9);
  return { latitudeHalf: fromDegrees(tall), longitudeHalf: fromDegrees(Math.min(180, wide)) };
}
