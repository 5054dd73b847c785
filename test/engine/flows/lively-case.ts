import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptAnchor, backUpKeys, changePassphrase, checkFixity, requestAnchor, scanDeeply, type WritableCase } from '../../../src-main/engine/index.ts';
import { makeAuthority } from '../../format/timestamp/local-authority.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { acts, importInto } from './case-reading.ts';
import { writeClip } from './small-footage.ts';

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
  const [original] = (await acts(folder, 'item-received')).map((act) => String(act.payload['item']));
  rmSync(join(folder, 'originals', original?.slice(0, 2) ?? '', original ?? ''));
  await working(folder, (target) => checkFixity(target, { items: [] }));
  await importInto(folder, [source], { collection });
  await working(folder, (target) => anchored(target));
  const copies = join(await temporaryFolder(), 'keys');
  await working(folder, (target) => backUpKeys(target, copies));
  await working(folder, (target) => changePassphrase(target, undefined));
  return folder;
}

/** Have the log stamped by an authority made for the purpose. */
export async function anchored(target: WritableCase): Promise<void> {
  const authority = await makeAuthority(await temporaryFolder());
  const { request } = await requestAnchor(target);
  await acceptAnchor(target, { reply: await authority.reply(request), rootsPem: authority.rootsPem });
}
