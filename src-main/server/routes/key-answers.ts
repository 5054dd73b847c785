import { isAbsolute } from 'node:path';
import type { Hono } from 'hono';
import { backUpKeys, changePassphrase, checkpointLog, integrityOfCase, type WritableCase } from '../../engine/index.ts';
import { keyRoutes } from '../../shared/api/keys.ts';
import { CaseError } from '../../shared/errors.ts';
import { answer } from '../answer.ts';
import type { Surface } from '../surface.ts';

/** Care for the keys of the case, and signing with them. */
export function answerAboutKeys(app: Hono, { cases, events }: Surface): void {
  answer(app, keyRoutes.backUpKeys, ({ folder }) => {
    if (!isAbsolute(folder)) throw new CaseError('argument-invalid', { detail: `"${folder}" does not say where it lies: give the whole path` });
    return backUpKeys(cases.writable, folder);
  });
  answer(app, keyRoutes.changePassphrase, async (wanted) => {
    const target = cases.writable;
    refuseStranger(target, wanted.old);
    const passphrase = 'new' in wanted ? wanted.new.normalize('NFC') : undefined;
    await changePassphrase(target, passphrase);
    return { locked: passphrase !== undefined };
  });
  answer(app, keyRoutes.signNow, async () => {
    const target = cases.writable;
    await checkpointLog(target);
    const integrity = integrityOfCase(target);
    events.tell({ event: 'log', entries: integrity.entries, signedSize: integrity.signedSize });
    return integrity;
  });
}

/** The keys of an open case are at hand: who sits before it may not be who opened it. */
function refuseStranger({ passphrase }: WritableCase, old: string | undefined): void {
  if (passphrase === undefined) return;
  if (old === undefined || old === '') throw new CaseError('passphrase-needed');
  if (old.normalize('NFC') !== passphrase) throw new CaseError('passphrase-wrong');
}
