import { expect, it } from 'vitest';
import { commandText } from '../../../src-renderer/features/item/tabs/provenance/command-text.ts';
import { placeOnBar } from '../../../src-renderer/features/item/tabs/similar/place-on-bar.ts';

it('puts a stretch on a bar as long as the footage, and never outside it', () => {
  expect(placeOnBar({ fromS: '5.000', toS: '10.000' }, '20')).toEqual({ start: 25, width: 25 });
  expect(placeOnBar({ fromS: '5.000', toS: '10.000' }, '8')).toEqual({ start: 50, width: 50 });
  expect(placeOnBar({ fromS: '0', toS: '0' }, null)).toEqual({ start: 0, width: 100 });
});

it('writes a command as a shell reads it back', () => {
  expect(commandText(['ffmpeg', '-i', "it's here.mp4", '-vf', 'select=eq(n\\,3)', ''])).toBe(String.raw`ffmpeg -i 'it'\''s here.mp4' -vf 'select=eq(n\,3)' ''`);
});
