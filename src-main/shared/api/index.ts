import { caseRoutes } from './case.ts';
import { claimRoutes } from './claims.ts';
import { custodyRoutes } from './custody.ts';
import { folderRoutes } from './folders.ts';
import { frameTimeRoutes } from './frame-times.ts';
import { handOverRoutes } from './hand-over.ts';
import { itemClaimRoutes } from './item-claims.ts';
import { itemRecordRoutes } from './item-record.ts';
import { itemRoutes } from './items.ts';
import { jobRoutes } from './jobs.ts';
import { keyRoutes } from './keys.ts';
import { libraryRoutes } from './library.ts';
import { licenceRoutes } from './licences.ts';
import { mapRoutes } from './map.ts';
import { similarRoutes } from './similar.ts';
import { toolSettingsRoutes } from './tool-settings.ts';
import { uploadRoutes } from './uploads.ts';

/** Everything that the window can ask the engine. The server answers each, the one typed client asks them. */
export const routes = { ...caseRoutes, ...claimRoutes, ...custodyRoutes, ...handOverRoutes, ...itemRoutes, ...frameTimeRoutes, ...libraryRoutes, ...jobRoutes, ...similarRoutes, ...itemClaimRoutes, ...itemRecordRoutes, ...folderRoutes, ...keyRoutes, ...toolSettingsRoutes, ...licenceRoutes, ...mapRoutes, ...uploadRoutes } as const;

export { apiErrorSchema, type ApiError } from './problem.ts';
