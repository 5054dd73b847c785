import { z } from 'zod';
import { pathSchema } from './path.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});

/** What is known of the log's integrity, for the chip: never more than was looked at. */
export const integritySchema = z.strictObject({
  entries: z.int(),
  /** Entries that the newest checkpoint covers. */
  signedSize: z.int(),
  /** Why nothing can be added, when the log is not a continuation of its checkpoint. */
  fork: z.strictObject({ reason: z.string(), signedSize: z.int().optional(), foundSize: z.int().optional() }).optional(),
  /** The oldest time stamp by somebody else. */
  oldestAnchor: z.strictObject({ size: z.int(), genTime: z.string(), authority: z.string() }).optional(),
});
export type Integrity = z.infer<typeof integritySchema>;

export const openedCaseSchema = z.strictObject({
  folder: z.string(),
  title: z.string(),
  log: z.string(),
  custodian: z.strictObject({ name: z.string(), affiliation: z.string().nullable(), fingerprint: z.string() }),
  /** Whether anything can be added. */
  mode: z.enum(['work', 'read-only']),
  /** Why it is read-only: the code and facts of an error. */
  because: z.strictObject({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) }).optional(),
  /** A lock that an earlier run left behind, and whose it was: that run ended without closing the case. Told while the case is open. */
  tookOver: z.strictObject({ owner: z.string(), since: z.string() }).optional(),
  itemCount: z.int(),
  integrity: integritySchema,
});
export type OpenedCase = z.infer<typeof openedCaseSchema>;

export const appStateSchema = z.strictObject({
  version: z.string(),
  /** How the window was opened. */
  door: z.enum(['browser', 'desktop']),
  opened: openedCaseSchema.nullable(),
  /** Newest first; `found` is false for one whose folder is not there now. */
  recent: z.array(z.strictObject({ folder: z.string(), title: z.string(), openedAt: z.string(), found: z.boolean() })),
});
export type AppState = z.infer<typeof appStateSchema>;

/** What the person chose, kept on this computer, in no case. */
export const settingsSchema = z.strictObject({
  theme: z.enum(['auto', 'light', 'dark']),
  language: z.enum(['en']),
  /** Pictures grey and sound off until asked for: for people who look at horror all day. */
  greyUntilAsked: z.boolean(),
  mutedUntilAsked: z.boolean(),
  /** A file of map tiles (PMTiles) of the person's own, for detail. */
  mapTiles: pathSchema.max(4096).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

const answerText = z.string().max(4000);

/** The answers of the import sheet as they are typed; empty where nothing was said. */
export const importAnswersSchema = z.strictObject({ receivedFrom: answerText, how: answerText, sourceUrl: answerText, relevance: answerText });
export type ImportAnswers = z.infer<typeof importAnswersSchema>;
const ofLog = z.strictObject({ /** The origin of the case's log. */ log: z.string().min(1).max(1000) });

export const toolSchema = z.strictObject({ name: z.string(), version: z.string().nullable(), path: z.string().nullable(), install: z.string().nullable() });

/** A key of the case; `kept` says in words how its file is protected. */
export const keySchema = z.strictObject({
  role: z.enum(['custodian', 'log']),
  signs: z.string(),
  fingerprint: z.string(),
  verifierKey: z.string(),
  sshPublicKey: z.string(),
  backedUpAt: z.string().nullable(),
  /** Whether its file is locked by a passphrase; null when the file is missing or cannot be used. */
  locked: z.boolean().nullable(),
});

/** The application, the case that is open, and what belongs to neither item nor claim. */
export const caseRoutes = {
  appState: route('GET', '/api/app', { input: nothing, output: appStateSchema }),
  openCase: route('POST', '/api/case/open', { input: z.strictObject({ folder: pathSchema, passphrase: z.string().optional(), /** Only to read, also beside another process that writes; asks for no passphrase. */ readOnly: z.boolean().optional() }), output: openedCaseSchema }),
  createCase: route('POST', '/api/case/create', {
    input: z.strictObject({
      folder: pathSchema,
      title: z.string().trim().min(1).max(200),
      custodian: z.string().trim().min(1).max(200),
      affiliation: z.string().trim().max(200).optional(),
      /** Absent: declined, an explicit choice. */
      passphrase: z.string().min(1).optional(),
    }),
    output: openedCaseSchema,
  }),
  closeCase: route('POST', '/api/case/close', { input: nothing, output: nothing }),
  forgetRecent: route('POST', '/api/recent/forget', { input: z.strictObject({ folder: pathSchema }), output: nothing }),
  settings: route('GET', '/api/settings', { input: nothing, output: settingsSchema }),
  saveSettings: route('PUT', '/api/settings', { input: settingsSchema, output: settingsSchema }),
  /**
   * The last answers of the import sheet in this case, offered there again; empty where none are remembered. Never those of
   * another case: they would be recorded as the source of what did not come from there. Kept on this computer with the
   * cases opened before, and forgotten with them.
   */
  importAnswers: route('GET', '/api/import-answers/:log', { input: ofLog, output: importAnswersSchema }),
  /** Throws `no-case-open` where this case is not the open one. */
  keepImportAnswers: route('PUT', '/api/import-answers/:log', { input: ofLog.extend({ answers: importAnswersSchema }), output: importAnswersSchema }),
  tools: route('GET', '/api/tools', { input: nothing, output: z.array(toolSchema) }),
  keys: route('GET', '/api/keys', { input: nothing, output: z.array(keySchema) }),
  storage: route('GET', '/api/storage', { input: nothing, output: z.strictObject({ caseBytes: z.int(), freeBytes: z.int(), originals: z.int(), derivatives: z.int() }) }),
} as const;
