/** What a platform or a re-encoder tends to leave in a file. Each sentence says what was seen and concludes nothing. */
export interface PlatformMarks {
  /** Writing application or muxer. */
  encoders: readonly string[];
  handlers: readonly string[];
  comments: readonly string[];
  majorBrand?: string | undefined;
  /** The file names the device that recorded it. */
  namesDevice: boolean;
  hasVideo: boolean;
}

const platformNames = /\b(whatsapp|facebook|instagram|telegram|tiktok|twitter|snapchat|wechat|vkontakte|youtube|signal)\b/i;

export function platformSigns(marks: PlatformMarks): string[] {
  const signs = new Set<string>();
  const named = [...marks.encoders, ...marks.comments, ...marks.handlers].find((text) => platformNames.test(text));
  if (named !== undefined) signs.add(`A text inside the file names a platform: "${named}".`);
  // The track handlers that YouTube's own files carry: "ISO Media file produced by Google Inc. Created on: ...".
  const google = marks.handlers.find((text) => /produced by google/i.test(text));
  if (google !== undefined) signs.add(`A track handler says "${google}", as files served by Google's video services do.`);
  const douyin = marks.comments.find((text) => /\bvid:[a-z0-9]{16,}/i.test(text));
  if (douyin !== undefined) signs.add(`A comment holds "${douyin}", the form of a TikTok video number.`);
  if (marks.hasVideo && !marks.namesDevice) {
    const library = marks.encoders.find((text) => /^(Lavf|HandBrake|Lavc|VLC|MEncoder)/i.test(text));
    if (library !== undefined) {
      signs.add(`The file was written by "${library}" and names no recording device.`);
    }
  }
  return [...signs];
}
