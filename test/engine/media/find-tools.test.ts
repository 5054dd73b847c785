import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findTools, isNewEnough, parseVersion } from '../../../src-main/engine/media/find-tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'find-tools-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fakeTool(path: string, printed: string): string {
  writeFileSync(path, `#!/bin/sh\necho '${printed}'\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the search for tools', () => {
  it('finds ffmpeg and ffprobe on PATH with their versions', async () => {
    const tools = await findTools();
    expect(tools.ffmpeg.path).toMatch(/ffmpeg/);
    expect(isNewEnough(tools.ffprobe.version)).toBe(true);
  });

  it('takes the path in the setting before any other', async () => {
    const ffmpeg = fakeTool(join(folder, 'my-ffmpeg'), 'ffmpeg version 7.1 Copyright');
    expect((await findTools({ ffmpeg })).ffmpeg).toEqual({ path: ffmpeg, version: '7.1' });
  });

  it('takes the tools shipped with the app before those on PATH', async () => {
    const place = join(folder, `${process.platform}-${process.arch}`);
    mkdirSync(place);
    const shipped = fakeTool(join(place, 'ffprobe'), 'ffprobe version n6.0 Copyright');
    expect((await findTools({ bundledFolder: folder })).ffprobe).toEqual({ path: shipped, version: 'n6.0' });
  });

  it('names the command that installs a missing tool, and never replaces a chosen path by another program', async () => {
    const search = findTools({ ffprobe: join(folder, 'nowhere') });
    await expect(search).rejects.toMatchObject({ code: 'tool-missing' });
    await expect(search).rejects.toThrow(/Install it with: .*ffmpeg/i);
  });

  it('refuses an ffmpeg older than 5.1 and says which is needed', async () => {
    const ffmpeg = fakeTool(join(folder, 'old-ffmpeg'), 'ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright');
    await expect(findTools({ ffmpeg })).rejects.toMatchObject({
      code: 'tool-too-old',
      facts: { tool: 'ffmpeg', version: '4.4.2-0ubuntu0.22.04.1', needed: '5.1' },
    });
  });

  it('goes on without an exiftool that does not run', async () => {
    const exiftool = fakeTool(join(folder, 'broken-exiftool'), 'no number');
    expect((await findTools({ exiftool })).exiftool).toBeUndefined();
  });
});

describe('version texts', () => {
  it('are read from what the tools print', () => {
    expect(parseVersion('ffmpeg', 'ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000')).toBe('5.1.9-0+deb12u1');
    expect(parseVersion('exiftool', '12.57\n')).toBe('12.57');
    expect(parseVersion('ffmpeg', 'something else')).toBeUndefined();
  });

  it.each([
    ['5.1', true],
    ['n5.1.2', true],
    ['10.0', true],
    ['5.0.3', false],
    ['4.4', false],
    ['N-109468-gd39b34123d', true],
    ['2024-01-01-git-e1c1dc8347', true],
  ])('%s is new enough: %s', (version, enough) => expect(isNewEnough(version)).toBe(enough));
});
