/** Pixels, or a place in pixels, of whatever is said beside it. */
export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** How the picture lies on the stage: quarter turns of the view (not those of the file), enlargement, and shift in pixels of the stage. */
export interface Placement {
  turn: 0 | 90 | 180 | 270;
  zoom: number;
  pan: Point;
}

export const plainPlacement: Placement = { turn: 0, zoom: 1, pan: { x: 0, y: 0 } };
export const zoomLimits = { least: 1, most: 16 } as const;

const isSideways = (turn: number): boolean => turn % 180 === 90;

/** Pixels of the stage for each pixel of the picture when the whole picture is to be seen. */
export function fitScale(stage: Size, picture: Size, turn: Placement['turn']): number {
  const [width, height] = isSideways(turn) ? [picture.height, picture.width] : [picture.width, picture.height];
  return Math.min(stage.width / width, stage.height / height);
}

/** Where a place of the stage (from its left and top) lies in the picture, in the picture's own pixels; it may lie outside. */
export function toPicture(place: Point, { stage, picture, placement }: OnStage): Point {
  const scale = fitScale(stage, picture, placement.turn) * placement.zoom;
  const from: Point = { x: (place.x - stage.width / 2 - placement.pan.x) / scale, y: (place.y - stage.height / 2 - placement.pan.y) / scale };
  const { x, y } = turned(from, (360 - placement.turn) % 360);
  return { x: x + picture.width / 2, y: y + picture.height / 2 };
}

/** The other way round. */
export function toStage(place: Point, { stage, picture, placement }: OnStage): Point {
  const scale = fitScale(stage, picture, placement.turn) * placement.zoom;
  const { x, y } = turned({ x: place.x - picture.width / 2, y: place.y - picture.height / 2 }, placement.turn);
  return { x: x * scale + stage.width / 2 + placement.pan.x, y: y * scale + stage.height / 2 + placement.pan.y };
}

export interface OnStage {
  stage: Size;
  picture: Size;
  placement: Placement;
}

/** Clockwise, as screens count: y grows downwards. */
function turned({ x, y }: Point, degrees: number): Point {
  if (degrees === 90) return { x: -y, y: x };
  if (degrees === 180) return { x: -x, y: -y };
  if (degrees === 270) return { x: y, y: -x };
  return { x, y };
}

/** Enlarge about a place of the stage, which stays where it is. */
export function zoomAbout(place: Point, zoom: number, { stage, placement }: Pick<OnStage, 'stage' | 'placement'>): Placement {
  const wanted = Math.min(zoomLimits.most, Math.max(zoomLimits.least, zoom));
  const factor = wanted / placement.zoom;
  const centre: Point = { x: place.x - stage.width / 2, y: place.y - stage.height / 2 };
  const pan = wanted === 1 ? { x: 0, y: 0 } : { x: centre.x - (centre.x - placement.pan.x) * factor, y: centre.y - (centre.y - placement.pan.y) * factor };
  return { ...placement, zoom: wanted, pan };
}

/** A shift after which some of the picture is still on the stage. */
export function keptOnStage(placement: Placement, { stage, picture }: Pick<OnStage, 'stage' | 'picture'>): Placement {
  const scale = fitScale(stage, picture, placement.turn) * placement.zoom;
  const [width, height] = isSideways(placement.turn) ? [picture.height, picture.width] : [picture.width, picture.height];
  const reach = (shown: number, room: number): number => Math.max(0, (shown * scale - room) / 2 + Math.min(room, shown * scale) / 2);
  const held = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
  return { ...placement, pan: { x: held(placement.pan.x, reach(width, stage.width)), y: held(placement.pan.y, reach(height, stage.height)) } };
}
