/** The engine's only door: cases are made and opened here, and every act on them is named here. */
export { createCase, type NewCase } from './flows/create-case.ts';
export {
  openCase,
  openCaseForReading,
  type Opened,
  type OpenCaseOptions,
  type ReadableCase,
  type WritableCase,
} from './flows/open-case.ts';
export { importMedia, type ImportProgress, type ImportRequest, type ImportSummary } from './flows/import-media.ts';
export { examineItems, type ExaminationSummary } from './flows/examine-items.ts';
export { howManyItems, listItems, type ListedItem } from './flows/list-items.ts';
export { showItem, type ShownItem, type ShownReceipt } from './flows/show-item.ts';
export { secondsOf, showKeyframes, type ShownKeyframes } from './flows/show-keyframes.ts';
export { scanDeeply } from './flows/scan-deeply.ts';
export { fullPicture } from './flows/full-picture.ts';
export { checkFixity, type FixitySummary } from './flows/check-fixity.ts';
export { readLog, type LoggedAct } from './flows/read-log.ts';
export { checkpointLog, type CurrentCheckpoint } from './flows/checkpoint-log.ts';
export { proveEntry, type EntryProof } from './flows/prove-entry.ts';
export { acceptAnchor, requestAnchor, type AnchorAnswer } from './flows/anchor-log.ts';
export { backUpKeys, changePassphrase, showKeys, type ShownKey } from './flows/care-for-keys.ts';
export { rebuildCase, type RebuildCase, type RebuildSummary } from './flows/rebuild-case.ts';
export { startSuccessor, type StartSuccessor, type Successor } from './flows/start-successor.ts';
export { verifyCase, type VerifyCase } from './flows/verify-case.ts';
export { synthesiseDemoClips, type DemoClip } from './media/synthesise-demo-clips.ts';
