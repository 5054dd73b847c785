import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { originalPath } from '../../format/case-folder.ts';
import { listFrameTimes, type ListedFrameTimes } from '../media/list-frame-times.ts';
import type { KeyframeIndex } from '../../shared/keyframes.ts';
import type { Item } from '../db/tables/item.ts';
import { findItem } from './find-item.ts';
import type { ReadableCase } from './open-case.ts';
import { showKeyframes } from './show-keyframes.ts';

export interface FrameTimes extends ListedFrameTimes {
  timeBase: string;
  stream: number;
}

/** Listings of the items looked at last: a person steps to and fro in a few. The times of a long film take some megabytes. */
const held = new WeakMap<ReadableCase, Map<string, Promise<ListedFrameTimes>>>();
const mostHeld = 4;

/**
 * The times of all frames of an item that a player shows, in the stream and time base of its keyframe index; undefined
 * where it has no such index, or is a still. Throws CaseError `item-not-found`, `tool-failed`, and those of `showKeyframes`.
 */
export async function frameTimes(readable: ReadableCase, name: string): Promise<FrameTimes | undefined> {
  const item = findItem(readable, name);
  const { index } = await showKeyframes(readable, item.sha256);
  if (index === null || index.basis === 'still') return undefined;
  const { timeBase, stream } = index;
  return { timeBase, stream, ...(await listed(readable, item, index)) };
}

function listed(readable: ReadableCase, item: Item, { stream }: KeyframeIndex): Promise<ListedFrameTimes> {
  const listings = held.get(readable) ?? new Map<string, Promise<ListedFrameTimes>>();
  held.set(readable, listings);
  const key = `${item.sha256} ${stream}`;
  const listing = listings.get(key) ?? list(readable, item, stream);
  // The newest last: the oldest is let go.
  listings.delete(key);
  listings.set(key, listing);
  listing.catch(() => listings.delete(key));
  for (const oldest of [...listings.keys()].slice(0, -mostHeld)) listings.delete(oldest);
  return listing;
}

async function list(readable: ReadableCase, item: Item, stream: number): Promise<ListedFrameTimes> {
  const { folder: caseFolder } = readable;
  const path = originalPath(item.sha256);
  const [{ ffprobe }, { size }] = await Promise.all([readable.findTools(), stat(join(caseFolder, path))]);
  // A minute, and what reading the file takes at 20 MB/s.
  return listFrameTimes({ ffprobe, caseFolder, path, stream, timeoutMs: 60_000 + Math.ceil(size / 20_000) });
}
