import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptAnchor, backUpKeys, changePassphrase, checkFixity, cosignCheckpoint, judgeSameness, requestAnchor, scanDeeply, writeReport, type WritableCase } from '../../../src-main/engine/index.ts';
import { makeAuthority } from '../../format/timestamp/local-authority.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto, reading, sha256Of } from './case-reading.ts';
import { claimed } from './claimed.ts';
import { handedOver } from './handed-over.ts';
import { reviewed } from './reviewed.ts';
import { smallClip, writeClip } from './small-footage.ts';

/** A case in which every kind of act has happened, some of them twice. */
export async function livelyCase(): Promise<string> {
  const [folder, source] = [await temporaryCase(), await temporaryFolder()];
  await writeClip(join(source, 'Ракета é.mov'));
  await writeClip(join(source, 'again.mov'));
  await writeClip(join(source, 'other.mov'), 1);
  writeFileSync(join(source, 'notes.txt'), 'notes');
  const collection = { receivedFrom: 'Ірина', how: 'by hand', notAvailable: [{ field: 'sourceUrl', why: 'none' }] };
  const stop = new AbortController();
  const onProgress = (): void => stop.abort();
  await importInto(folder, [source, join(source, 'gone')], { collection, alsoDigest: ['md5'], signal: stop.signal, onProgress });
  await importInto(folder, [source, join(source, 'gone')], { collection, alsoDigest: ['md5'] });
  appendFileSync(join(source, 'notes.txt'), 'more');
  await importInto(folder, [source], { verifyCopy: 'always' });
  await working(folder, (target) => checkFixity(target, { items: ['i1'] }));
  await working(folder, (target) => scanDeeply(target, { name: 'i1' }));
  await working(folder, async (target) => judgedAlike(target, [sha256Of(await smallClip()), sha256Of(readFileSync(join(source, 'other.mov')))]));
  const [original] = (await acts(folder, 'item-received')).map((act) => String(act.payload['item']));
  rmSync(join(folder, 'originals', original?.slice(0, 2) ?? '', original ?? ''));
  await working(folder, (target) => checkFixity(target, { items: [] }));
  await importInto(folder, [source], { collection });
  await working(folder, (target) => anchored(target));
  await working(folder, (target) => witnessed(target));
  await working(folder, (target) => reviewed(target));
  await working(folder, (target) => claimed(target));
  await working(folder, async (target) => reported(target, await temporaryFolder()));
  await working(folder, (target) => handedOver(target));
  const copies = join(await temporaryFolder(), 'keys');
  await working(folder, (target) => backUpKeys(target, copies));
  await working(folder, (target) => changePassphrase(target, undefined));
  return folder;
}

/** Reports written: on everything, and on one item. */
async function reported(target: WritableCase, place: string): Promise<void> {
  await writeReport(target, { choice: { all: true }, out: join(place, 'all.html') });
  await writeReport(target, { choice: { items: ['i2'] }, out: join(place, 'one.html') });
}

/** Cosign another custodian's log. */
async function witnessed(target: WritableCase): Promise<void> {
  const other = await temporaryCase();
  const key = await reading(other, ({ logKey }) => logKey.verifierKey);
  await cosignCheckpoint(target, { checkpoint: readFileSync(join(other, 'checkpoint'), 'utf8'), key });
}

/** Have the log stamped by an authority made for the purpose. */
export async function anchored(target: WritableCase): Promise<void> {
  const authority = await makeAuthority(await temporaryFolder());
  const { request } = await requestAnchor(target);
  await acceptAnchor(target, { reply: await authority.reply(request), rootsPem: authority.rootsPem });
}

/** Judge two items twice, first in a segment. */
async function judgedAlike(target: WritableCase, [a, b]: readonly [string, string]): Promise<void> {
  await judgeSameness(target, { a, b, verdict: 'same', because: 'the same pattern', about: { named: { from: 0, to: 5000, in: 0, out: 5000 } } });
  await judgeSameness(target, { a, b, verdict: 'undetermined', because: 'they are drawn by a program' });
}
