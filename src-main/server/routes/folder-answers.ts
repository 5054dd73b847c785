import type { Hono } from 'hono';
import { folderRoutes } from '../../shared/api/folders.ts';
import { answer } from '../answer.ts';
import { listFolder } from '../list-folder.ts';
import { listPlaces } from '../places.ts';

/** Folders of this computer, for a window without the system's own dialogs. */
export function answerAboutFolders(app: Hono): void {
  answer(app, folderRoutes.places, () => listPlaces());
  answer(app, folderRoutes.folder, ({ path }) => listFolder(path));
}
