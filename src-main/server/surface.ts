import type { CaseHolder, Means } from './case-holder.ts';
import type { Events } from './events.ts';
import type { Door } from './guard.ts';
import type { Jobs } from './jobs.ts';
import type { SettingsFile } from './settings-file.ts';

/** Everything behind the routes. */
export interface Surface {
  door: Door;
  cases: CaseHolder;
  jobs: Jobs;
  events: Events;
  settings: SettingsFile;
  means: Means & { findTools(): Promise<object> };
}
