/** What the limited process says of a picture, as one line of JSON, before it sends the pixels. */
export interface PictureHead {
  /** As shown: turned, mirrored and cropped as the file asks. */
  width: number;
  height: number;
  /** `1.23.2 (libheif-js 1.23.2, libde265 1.0.15)`. */
  version: string;
  bitsPerChannel: number;
  hasAlpha: boolean;
  /** Top-level pictures beside this one. */
  others: number;
  /** What libheif complained of, in its own words. */
  warnings: string[];
}

/** Why there is no picture: the end of a sentence that begins with "libheif". */
export interface NoPicture {
  problem: string;
}

/** The descriptor on which the limited process writes the head; the pixels leave through its standard output. */
export const headDescriptor = 3;

/** libheif is given the whole file at once. */
export const maxHeifBytes = 512 << 20;
/** The largest camera pictures; beyond them the pixels no longer fit into the memory of one WebAssembly module. */
export const maxHeifPixels = 200_000_000;
