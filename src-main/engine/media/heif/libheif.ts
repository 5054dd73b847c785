/* oxlint-disable eslint/no-underscore-dangle -- the names that Emscripten gives to C functions */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PictureHead } from './picture-head.ts';

/** The functions of libheif's C interface (`libheif/heif.h`, 1.23) used here; pointers are numbers. */
interface Libheif {
  /** Memory; read anew after every call, because it moves when it grows. */
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _heif_get_version(): number;
  _heif_get_decoder_descriptors(format: number, into: number, most: number): number;
  _heif_decoder_descriptor_get_name(descriptor: number): number;
  _heif_context_alloc(): number;
  _heif_context_set_maximum_image_size_limit(context: number, side: number): void;
  // A `heif_error` is returned through the first argument.
  _heif_context_read_from_memory(error: number, context: number, bytes: number, length: number, options: number): void;
  _heif_context_get_primary_image_handle(error: number, context: number, into: number): void;
  _heif_context_get_number_of_top_level_images(context: number): number;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_has_alpha_channel(handle: number): number;
  _heif_image_handle_get_luma_bits_per_pixel(handle: number): number;
  _heif_decode_image(error: number, handle: number, into: number, colourSpace: number, chroma: number, options: number): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_plane_readonly(image: number, channel: number, strideInto: number): number;
  _heif_image_get_decoding_warnings(image: number, first: number, into: number, most: number): number;
}

const hevc = 1;
const rgb = 1;
/** `heif_chroma_interleaved_RGB` and `heif_channel_interleaved`: three bytes a pixel, in one plane. */
const interleaved = 10;
/** `heif_suberror_No_matching_decoder_installed`. */
const noDecoder = 6003;
const errorBytes = 12;
const mostWarnings = 10;
const pieceBytes = 1 << 20;

export interface RgbPicture {
  head: PictureHead;
  /** The rows from the top, without padding, some at a time. */
  rows(): Generator<Uint8Array>;
}

/**
 * Decode the primary image of a HEIF file as 8-bit RGB, turned, mirrored and cropped as the file asks. Costs about a
 * second for 15 megapixels and seven bytes of memory a pixel. Works once in a process: libheif fills what a damaged
 * picture lacks with whatever its memory holds, and that must not be another file's picture.
 * @throws Error with libheif's words when there is no such picture.
 */
export function decodePrimaryImage(file: Uint8Array, maxPixels: number): RgbPicture {
  const libheif = load();
  const [error, into] = [libheif._malloc(errorBytes), libheif._malloc(8)];
  const tell = (call: () => void): number => {
    call();
    throwOnError(libheif, error);
    return int32At(libheif, into);
  };
  const context = libheif._heif_context_alloc();
  // The limit is of an area, stated as the side of its square; it holds for tiles as well.
  libheif._heif_context_set_maximum_image_size_limit(context, Math.floor(Math.sqrt(maxPixels)));
  const bytes = libheif._malloc(file.length);
  if (bytes === 0) throw new Error('the file does not fit into its memory');
  libheif.HEAPU8.set(file, bytes);
  tell(() => libheif._heif_context_read_from_memory(error, context, bytes, file.length, 0));
  const handle = tell(() => libheif._heif_context_get_primary_image_handle(error, context, into));
  const pixels = libheif._heif_image_handle_get_width(handle) * libheif._heif_image_handle_get_height(handle);
  if (pixels > maxPixels) throw new Error(`the picture has ${pixels} pixels, more than ${maxPixels}`);
  const image = tell(() => libheif._heif_decode_image(error, handle, into, rgb, interleaved, 0));
  return {
    head: {
      width: libheif._heif_image_get_width(image, interleaved),
      height: libheif._heif_image_get_height(image, interleaved),
      version: versionOf(libheif),
      bitsPerChannel: Math.max(0, libheif._heif_image_handle_get_luma_bits_per_pixel(handle)),
      hasAlpha: libheif._heif_image_handle_has_alpha_channel(handle) !== 0,
      others: Math.max(0, libheif._heif_context_get_number_of_top_level_images(context) - 1),
      warnings: warningsOf(libheif, image),
    },
    rows: () => rowsOf(libheif, image),
  };
}

/** The WebAssembly module as it was published; it is compiled and started at once. */
function load(): Libheif {
  const require = createRequire(import.meta.url);
  const start = require('libheif-js/libheif-wasm/libheif.js') as (options: { wasmBinary: Uint8Array; thisProgram: string; arguments: string[] }) => Libheif;
  // Handed in: the package's own loader looks for it in the working folder.
  const wasmBinary = readFileSync(require.resolve('libheif-js/libheif-wasm/libheif.wasm'));
  // Else the path of this script would lie in its memory, and shift what a damaged picture is filled with.
  return start({ wasmBinary, thisProgram: 'libheif', arguments: [] });
}

function versionOf(libheif: Libheif): string {
  const { version } = createRequire(import.meta.url)('libheif-js/package.json') as { version: string };
  const into = libheif._malloc(4);
  const found = libheif._heif_get_decoder_descriptors(hevc, into, 1);
  const decoder = found > 0 ? textAt(libheif, libheif._heif_decoder_descriptor_get_name(int32At(libheif, into))) : 'no HEVC decoder';
  const short = decoder.replace(/ HEVC decoder, version/, '');
  return `${textAt(libheif, libheif._heif_get_version())} (libheif-js ${version}, ${short})`;
}

function throwOnError(libheif: Libheif, at: number): void {
  if (int32At(libheif, at) === 0) return;
  if (int32At(libheif, at + 4) === noDecoder) throw new Error('it has no decoder for this kind of picture');
  throw new Error(textAt(libheif, int32At(libheif, at + 8)).trim() || 'no reason given');
}

function warningsOf(libheif: Libheif, image: number): string[] {
  const into = libheif._malloc(mostWarnings * errorBytes);
  const found = libheif._heif_image_get_decoding_warnings(image, 0, into, mostWarnings);
  return Array.from({ length: Math.min(found, mostWarnings) }, (_, n) => textAt(libheif, int32At(libheif, into + n * errorBytes + 8)).trim());
}

function* rowsOf(libheif: Libheif, image: number): Generator<Uint8Array> {
  const rowBytes = 3 * libheif._heif_image_get_width(image, interleaved);
  const height = libheif._heif_image_get_height(image, interleaved);
  const strideInto = libheif._malloc(4);
  const plane = libheif._heif_image_get_plane_readonly(image, interleaved, strideInto);
  const stride = int32At(libheif, strideInto);
  const most = Math.max(1, Math.floor(pieceBytes / rowBytes));
  for (let from = 0; from < height; from += most) {
    const count = Math.min(most, height - from);
    const piece = new Uint8Array(count * rowBytes);
    for (let n = 0; n < count; n++) {
      const row = plane + (from + n) * stride;
      piece.set(libheif.HEAPU8.subarray(row, row + rowBytes), n * rowBytes);
    }
    yield piece;
  }
}

function int32At({ HEAP32 }: Libheif, at: number): number {
  return HEAP32[at >> 2] ?? 0;
}

const longestText = 1000;

function textAt({ HEAPU8 }: Libheif, at: number): string {
  if (at === 0) return '';
  const bytes = HEAPU8.subarray(at, at + longestText);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8');
}
