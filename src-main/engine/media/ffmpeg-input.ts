/**
 * The demuxers a received file may be read with: containers that hold their own media, and single
 * pictures. Left out is whatever can name another file or an address (hls, dash, concat, imf, sdp,
 * rtsp, image sequences, tee, lavfi, vobsub), draws external pictures (svg), or takes any text for a
 * script or subtitle (ffmetadata, sbg, srt ...): a playlist renamed `.avi` is probed by content, so
 * only a list of what is allowed holds. ffmpeg hands the list on to demuxers that open another
 * one inside themselves (AVI's embedded subtitles, the trick in CVE-2017-9993).
 */
const containers = [
  'mov', 'matroska', 'webm', 'avi', 'flv', 'mpegts', 'mpeg', 'asf', 'ogg', 'mxf', 'gxf', 'nut', 'rm', 'wtv', 'ivf',
  'dv', 'dhav', 'ifv', 'luodat', 'lvf', 'nc', 'nsv', 'nuv', 'ty', 'kux', 'vivo', 'r3d', 'cine', 'yuv4mpegpipe', 'smjpeg',
  // Streams without a container, as recorders and damaged cards leave them.
  'h264', 'hevc', 'vvc', 'av1', 'obu', 'm4v', 'mpegvideo', 'h261', 'h263', 'vc1', 'vc1test', 'cavsvideo', 'avs2', 'avs3',
  'dirac', 'dnxhd', 'mjpeg', 'mjpeg_2000', 'ingenient',
] as const;

const sounds = [
  'wav', 'w64', 'aiff', 'caf', 'mp3', 'aac', 'flac', 'amr', 'amrnb', 'amrwb', 'ac3', 'eac3', 'dts', 'dtshd', 'au',
  'ape', 'wv', 'tta', 'tak', 'mpc', 'mpc8', 'oma', 'dss', 'qcp', 'gsm', 'truehd', 'mlp', 'dsf', 'voc',
] as const;

const pictures = [
  'jpeg_pipe', 'png_pipe', 'apng', 'gif', 'gif_pipe', 'webp_pipe', 'tiff_pipe', 'bmp_pipe', 'j2k_pipe', 'jpegxl_pipe',
  'jpegxl_anim', 'jpegls_pipe', 'psd_pipe', 'exr_pipe', 'dpx_pipe', 'pam_pipe', 'pbm_pipe', 'pgm_pipe', 'ppm_pipe',
  'qoi_pipe', 'pcx_pipe', 'sgi_pipe', 'sunrast_pipe', 'heic', 'avif',
] as const;

/** The value of ffmpeg's and ffprobe's `-format_whitelist` for any received file. */
export const allowedDemuxers: string = [...containers, ...sounds, ...pictures].join(',');

/**
 * The input arguments of ffmpeg or ffprobe for a file that nobody vouches for: it can be read, and
 * nothing else can be reached through it. Options of the same input (`-skip_frame` ...) stand before them.
 * @param path relative to the working directory of the run, or absolute; never taken for a protocol, an
 *   option or a pattern.
 */
export function safeInputArguments(path: string): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-format_whitelist', allowedDemuxers, '-i', `file:${path}`];
}

/** The same for what another process of ours writes into standard input in the named format. */
export function pipedInputArguments(format: 'nut' | 'matroska' | 'mov'): string[] {
  return ['-protocol_whitelist', 'pipe', '-format_whitelist', format, '-f', format, '-i', 'pipe:0'];
}

/** The same for bare pixels, three bytes each and rows without padding, of one picture. */
export function pipedPixelArguments({ rows, cols }: { rows: number; cols: number }): string[] {
  const layout = ['-pixel_format', 'rgb24', '-video_size', `${cols}x${rows}`];
  return ['-protocol_whitelist', 'pipe', '-format_whitelist', 'rawvideo', '-f', 'rawvideo', ...layout, '-i', 'pipe:0'];
}
