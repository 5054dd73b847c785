import ffmpeg from 'fluent-ffmpeg';

/** What one ffmpeg process reads and writes; every list is passed on as it stands. */
export interface FfmpegPlan {
  /** Options of the input, before it: decoder settings, protocol and demuxer lists. */
  inputOptions: readonly string[];
  /** `file:PATH` or `pipe:0`. */
  input: string;
  outputs: readonly { target: string; options: readonly string[] }[];
}

/** Info level, because showinfo writes there; each line with its level, so that errors can be told apart. */
const general = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+info'];

/**
 * The argument list of an ffmpeg process. fluent-ffmpeg orders it; it does not start it, because its own
 * spawn has no limits and no pipes beyond standard output (run-tool.ts has both).
 */
export function ffmpegArguments(plan: FfmpegPlan): string[] {
  const command = ffmpeg() as ffmpeg.FfmpegCommand & { _getArguments(): string[] };
  // Spread: given as one array, an option with a single space in it would be split in two.
  command.input(plan.input).inputOptions(...asMany(general), ...plan.inputOptions);
  for (const output of plan.outputs) command.output(output.target).outputOptions(...asMany(output.options));
  // oxlint-disable-next-line eslint/no-underscore-dangle -- the library's only way to its argument list
  return command._getArguments();
}

function asMany(options: readonly string[]): [string, string, ...string[]] {
  const [first, second, ...rest] = options;
  if (first === undefined || second === undefined) throw new Error('an ffmpeg option list has at least two words');
  return [first, second, ...rest];
}
