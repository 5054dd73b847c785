import { formatsOf } from '../format.ts';
import { claims } from './claims.ts';
import { common } from './common.ts';
import { custody } from './custody.ts';
import { errorSentence } from './errors.ts';
import { handover } from './handover.ts';
import { importing } from './importing.ts';
import { item } from './item.ts';
import { itemTabs } from './item-tabs.ts';
import { jobs } from './jobs.ts';
import { library } from './library.ts';
import { map } from './map.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { start } from './start.ts';

/** Every word of the window in English. The other languages have this type: a word that is missing does not compile. */
export const english = { language: 'en', format: formatsOf('en'), common, errorSentence, claims, custody, handover, shell, start, library, item, itemTabs, importing, jobs, map, settings };
