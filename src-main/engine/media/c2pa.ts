import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { findManifestStore } from './c2pa-presence.ts';
import { failedReport } from './witness-host-failure.ts';
import type { HostReport } from './witness-host-protocol.ts';

type C2pa = typeof import('@contentauth/c2pa-wasm');

/** Certificates that a signer must lead to. */
export interface TrustAnchors {
  pem: string;
  /** What stands for the list in a recipe: whoever repeats the reading needs the same one. */
  named: { file: string; sha256: string };
}

export function readTrustAnchors(path: string): TrustAnchors {
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { pem: bytes.toString('utf8'), named: { file: basename(path), sha256 } };
}

/**
 * Nothing is fetched: no remote manifest, no certificate status. Trust is checked always; without
 * anchors every signer is untrusted, which is what is known then.
 */
function c2paSettings(trustAnchors?: TrustAnchors['pem'] | TrustAnchors['named']): object {
  return {
    verify: { verify_after_reading: true, verify_trust: true, remote_manifest_fetch: false, ocsp_fetch: false },
    ...(trustAnchors === undefined ? {} : { trust: { trust_anchors: trustAnchors } }),
  };
}

/** Movies are read in pieces of 32 KiB; a still is read whole, and none is larger than this. */
const maxPieceBytes = 256 * 2 ** 20;

let loaded: Promise<C2pa> | undefined;

function load(): Promise<C2pa> {
  loaded ??= import('@contentauth/c2pa-wasm').then(async (c2pa) => {
    const module = readFileSync(new URL('c2pa_bg.wasm', import.meta.resolve('@contentauth/c2pa-wasm')));
    await c2pa.default({ module_or_path: module });
    return c2pa;
  });
  return loaded;
}

/**
 * The Content Credentials of one file as c2pa reports them; runs inside the witness host. The library
 * is loaded, and the file read, only when a look at its headers finds a manifest store.
 */
export async function readWithC2pa(path: string, trustAnchors?: TrustAnchors): Promise<HostReport> {
  const { version } = createRequire(import.meta.url)('@contentauth/c2pa-wasm/package.json') as { version: string };
  const recipe = ['c2pa-wasm', 'WasmReader.fromBlob', JSON.stringify(c2paSettings(trustAnchors?.named)), path];
  const descriptor = openSync(path, 'r');
  try {
    const file = { descriptor, sizeBytes: fstatSync(descriptor).size };
    const mediaType = findManifestStore(file);
    if (mediaType === undefined) return { version, recipe, outcome: 'nothing', report: '' };
    const reader = await openReader(await load(), { file, mediaType, trustAnchors });
    const report = reader.json();
    reader.free();
    return { version, recipe, outcome: 'read', report };
  } catch (error) {
    // A module that trapped is in no known state.
    if (error instanceof Error && error.name === 'RuntimeError') loaded = undefined;
    return failedReport({ version, recipe }, 'The Content Credentials could not be read', error);
  } finally {
    closeSync(descriptor);
  }
}

interface StoreLocation {
  file: { descriptor: number; sizeBytes: number };
  mediaType: string;
  trustAnchors: TrustAnchors | undefined;
}

function openReader(c2pa: C2pa, { file, mediaType, trustAnchors }: StoreLocation): ReturnType<C2pa['WasmReader']['fromBlob']> {
  const whole = new FileRange(file.descriptor, 0, file.sizeBytes);
  return c2pa.WasmReader.fromBlob(mediaType, whole as unknown as Blob, JSON.stringify(c2paSettings(trustAnchors?.pem)));
}

/**
 * A part of an open file in the shape of a Blob: the library is made for browsers and reads through
 * `Blob.slice` and `FileReaderSync`, so these two stand in for them and no file is held in memory.
 */
class FileRange {
  readonly descriptor: number;
  readonly from: number;
  readonly to: number;

  constructor(descriptor: number, from: number, to: number) {
    this.descriptor = descriptor;
    this.from = from;
    this.to = to;
  }

  get size(): number {
    return this.to - this.from;
  }

  slice(start = 0, end = this.size): FileRange {
    const first = Math.min(Math.max(start, 0), this.size);
    const last = Math.min(Math.max(end, first), this.size);
    return new FileRange(this.descriptor, this.from + first, this.from + last);
  }
}

class FileRangeReader {
  readAsArrayBuffer(range: FileRange): ArrayBuffer {
    if (range.size > maxPieceBytes) throw new Error('the file must be read whole and is larger than 256 MiB');
    const buffer = new ArrayBuffer(range.size);
    const count = readSync(range.descriptor, new Uint8Array(buffer), 0, range.size, range.from);
    return count === range.size ? buffer : buffer.slice(0, count);
  }
}

Object.assign(globalThis, { FileReaderSync: FileRangeReader });
