import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../temporary-folder.ts';

let clip: Promise<Buffer> | undefined;

/** A second of H.264 with three key frames, a position, a date and a device; made once per test file. */
export function smallClip(): Promise<Buffer> {
  return (clip ??= synthesise());
}

async function synthesise(): Promise<Buffer> {
  const file = join(await temporaryFolder(), 'clip.mov');
  const tags = { creation_time: '2024-10-15T06:12:41Z', location: '+44.3269+131.6686/', make: 'Fernglas', model: 'Weitsicht 9' };
  const input = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=15:d=1,format=yuv420p'];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '5', '-movflags', 'use_metadata_tags'];
  execFileSync('ffmpeg', [
    '-v',
    'error',
    ...input,
    ...coded,
    ...Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]),
    file,
  ]);
  return readFileSync(file);
}

/** The clip with a few bytes after its end, which no player minds: other bytes, same film. */
export async function writeClip(path: string, variant = 0): Promise<void> {
  const tail = Buffer.from('\0\0\0\x10free\0\0\0\0\0\0\0\0', 'latin1');
  tail.writeUInt32BE(variant, 8);
  writeFileSync(path, variant === 0 ? await smallClip() : Buffer.concat([await smallClip(), tail]));
}
