import type { Hono } from 'hono';
import { licenceRoutes } from '../../shared/api/licences.ts';
import { answer } from '../answer.ts';
import { readLicences } from '../licences.ts';

/** Whose work the application is made of. */
export function answerAboutLicences(app: Hono): void {
  answer(app, licenceRoutes.licences, () => readLicences());
}
