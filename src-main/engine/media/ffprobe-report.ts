import { listAt, parseReport, recordAt, textAt, wholeAt, type ReportRecord } from './normalise/report-json.ts';
import { rotationOfPrintedMatrix, type Rotation } from './normalise/rotation.ts';

export interface FfprobeStream {
  index: number;
  /** `video`, `audio`, `subtitle`, `data`, `attachment`; empty when ffprobe could not tell. */
  codecType: string;
  codecName?: string | undefined;
  codecTag?: string | undefined;
  /** Decoded size in pixels, before sample aspect ratio and rotation. */
  width?: number | undefined;
  height?: number | undefined;
  pixelFormat?: string | undefined;
  /** Rational texts as printed, `1/90000`, `1:1`. */
  timeBase?: string | undefined;
  sampleAspectRatio?: string | undefined;
  averageFrameRate?: string | undefined;
  /** The smallest rate that all times fit; not a measured one. */
  baseFrameRate?: string | undefined;
  /** `progressive`, `tt`, `bb`, `tb`, `bt` or absent. */
  fieldOrder?: string | undefined;
  startPts?: number | undefined;
  startS?: string | undefined;
  durationS?: string | undefined;
  /** Frames as the container counts them; absent when it does not. */
  frames?: number | undefined;
  channels?: number | undefined;
  sampleRateHz?: number | undefined;
  /** From the display matrix; absent when the stream has none. */
  rotation?: Rotation | undefined;
  /** The matrix as printed. */
  displayMatrix?: string | undefined;
  /** A cover picture, not footage. */
  attachedPicture: boolean;
  tags: ReadonlyMap<string, string>;
}

/** ffprobe's report, parsed once. */
export interface FfprobeReport {
  streams: FfprobeStream[];
  formatName?: string | undefined;
  formatLongName?: string | undefined;
  startS?: string | undefined;
  durationS?: string | undefined;
  sizeBytes?: number | undefined;
  probeScore?: number | undefined;
  chapters: number;
  tags: ReadonlyMap<string, string>;
}

/** Parse what `ffprobe -of json` printed; undefined when it holds no format section (the file could not be read). */
export function parseFfprobeReport(printed: Uint8Array): FfprobeReport | undefined {
  const report = recordAt(parseReport(printed));
  const format = recordAt(report, 'format');
  if (textAt(format, 'format_name') === undefined) return undefined;
  return {
    streams: listAt(report, 'streams').map((stream) => parseStream(recordAt(stream))),
    formatName: textAt(format, 'format_name'),
    formatLongName: textAt(format, 'format_long_name'),
    startS: textAt(format, 'start_time'),
    durationS: textAt(format, 'duration'),
    sizeBytes: wholeAt(format, 'size'),
    probeScore: wholeAt(format, 'probe_score'),
    chapters: listAt(report, 'chapters').length,
    tags: parseTags(format),
  };
}

function parseStream(stream: ReportRecord): FfprobeStream {
  const matrix = listAt(stream, 'side_data_list')
    .map((data) => textAt(recordAt(data), 'displaymatrix'))
    .find((text) => text !== undefined);
  return {
    index: wholeAt(stream, 'index') ?? -1,
    codecType: textAt(stream, 'codec_type') ?? '',
    codecName: textAt(stream, 'codec_name'),
    codecTag: textAt(stream, 'codec_tag_string'),
    width: wholeAt(stream, 'width'),
    height: wholeAt(stream, 'height'),
    pixelFormat: textAt(stream, 'pix_fmt'),
    timeBase: textAt(stream, 'time_base'),
    sampleAspectRatio: textAt(stream, 'sample_aspect_ratio'),
    averageFrameRate: textAt(stream, 'avg_frame_rate'),
    baseFrameRate: textAt(stream, 'r_frame_rate'),
    fieldOrder: textAt(stream, 'field_order'),
    startPts: wholeAt(stream, 'start_pts'),
    startS: textAt(stream, 'start_time'),
    durationS: textAt(stream, 'duration'),
    frames: wholeAt(stream, 'nb_frames'),
    channels: wholeAt(stream, 'channels'),
    sampleRateHz: wholeAt(stream, 'sample_rate'),
    rotation: matrix === undefined ? undefined : rotationOfPrintedMatrix(matrix),
    displayMatrix: matrix,
    attachedPicture: wholeAt(recordAt(stream, 'disposition'), 'attached_pic') === 1,
    tags: parseTags(stream),
  };
}

/** Keys in lower case: containers and ffmpeg versions differ in their case. */
function parseTags(holder: ReportRecord): ReadonlyMap<string, string> {
  const tags = recordAt(holder, 'tags');
  return new Map(Object.entries(tags).flatMap(([key, value]) => (typeof value === 'string' ? [[key.toLowerCase(), value]] : [])));
}

/** The first stream that holds footage: no cover picture, and of a known codec where there is a choice. */
export function footageStream(report: FfprobeReport): FfprobeStream | undefined {
  const videos = report.streams.filter((stream) => stream.codecType === 'video' && !stream.attachedPicture);
  return videos.find((stream) => stream.codecName !== undefined) ?? videos[0];
}
